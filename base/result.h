// A value or a named failure. g++ 12 in C++20 mode has no std::expected.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace terang {

// The common failure: a stable name (snake_case, documented) and a sentence for people that says what to do.
struct Failure {
  std::string name;
  std::string message;
};

template <class T, class E = Failure>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    TERANG_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  T& value() & {
    TERANG_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    TERANG_ASSERT(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const E& error() const {
    TERANG_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, E> state_;
};

}  // namespace terang
