// A move-only callable for the end of a read or a write, whoever waits for it.
#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>
#include <utility>

namespace terang::net {

class IoHandler {
 public:
  IoHandler() = default;
  template <class H>
  requires(!std::is_same_v<std::decay_t<H>, IoHandler>) explicit IoHandler(H&& handler)
      : held_(std::make_unique<Held<std::decay_t<H>>>(std::forward<H>(handler))) {}

  explicit operator bool() const { return held_ != nullptr; }
  // Once. The memory is given back first, so that what the handler starts next may use it.
  void operator()(boost::system::error_code error, std::size_t bytes) {
    const std::unique_ptr<Base> held = std::move(held_);
    held->call(error, bytes);
  }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual void call(boost::system::error_code, std::size_t) = 0;
  };
  template <class H>
  struct Held final : Base {
    explicit Held(H&& h) : handler(std::move(h)) {}
    explicit Held(const H& h) : handler(h) {}
    void call(boost::system::error_code error, std::size_t bytes) override {
      std::move(handler)(error, bytes);
    }
    H handler;
  };
  std::unique_ptr<Base> held_;
};

}  // namespace terang::net
