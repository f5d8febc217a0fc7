// Reading a release that may leave out anything.
#pragma once

#include <string_view>

#include "base/json.h"

namespace terang::tender {

// The member; null where there is none.
inline const json::Value& member(const json::Value& value, std::string_view key) {
  static const json::Value nothing;
  const json::Value* found = value.find(key);
  return found ? *found : nothing;
}

// The member's elements; none where it is no list.
inline const json::Array& list(const json::Value& value, std::string_view key) {
  static const json::Array none;
  const json::Value* found = value.find(key);
  return found && found->is_array() ? found->as_array() : none;
}

}  // namespace terang::tender
