// A bid sealed in server mode, for tests.
#pragma once

#include "sealing/price_content.h"
#include "sealing/seal.h"

namespace terang::sealing::test {

inline PrivateKey server_key() { return PrivateKey::derive("the server of the tests, 32 oct."); }

inline Context some_context() {
  Context context;
  context.tender = "7k2m9qx4tzb1";
  context.lot = "1";
  context.bidder = "417";
  context.bid = "0b8f1c52-6a0e-4a3e-9d58-4f6f1c3f0a11";
  context.server_key = server_key().point();
  context.deadline = 1'796'094'000 * kSecond;
  return context;
}

inline SealingRandom fixed_random(char with) { return {std::string(kScalar, with), std::string(32, static_cast<char>(with + 1))}; }

}  // namespace terang::sealing::test
