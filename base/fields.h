// Reading a JSON object into plain values while collecting every problem, each with its place, so that a person
// who filled in a form sees all of them at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace terang::json {

// `path` is a JSON Pointer (RFC 6901); `name` a stable name such as "missing", "not_a_string", "too_long",
// "unknown_field", "out_of_range", "not_a_time".
struct Problem {
  std::string path;
  std::string name;
  bool operator==(const Problem&) const = default;
};
using Problems = std::vector<Problem>;

Value to_json(const Problems& problems);  // [{"name":…,"path":…}]

class Fields {
 public:
  // `value` and `problems` must outlive this. A value that is no object gives "not_an_object" once.
  Fields(const Value& value, std::string path, Problems& problems);

  std::string text(std::string_view key, std::size_t most, std::size_t least = 1);       // required
  std::string optional_text(std::string_view key, std::size_t most);                     // "" when absent or null
  std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);     // required
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t least, std::int64_t most);
  bool boolean(std::string_view key, bool otherwise);                                    // `otherwise` when absent
  Micros time(std::string_view key);                                                     // required, RFC 3339
  std::optional<Micros> optional_time(std::string_view key);
  const Value* object(std::string_view key, bool required);                              // nullptr when absent
  const Array* array(std::string_view key, std::size_t least, std::size_t most);         // required when least > 0
  const Value* any(std::string_view key);                                                // whatever stands there

  void problem(std::string_view key, std::string name);
  std::string path(std::string_view key) const;
  // Every member that was not asked for is an "unknown_field": call last.
  void no_others();

 private:
  const Value* take(std::string_view key);

  const Value& value_;
  std::string path_;
  Problems& problems_;
  std::vector<std::string> seen_;
};

}  // namespace terang::json
