// Ten thousand random alterations: by somebody who cannot change the ledger, and by somebody who commits to what he
// altered. None opens to anything but what was sealed, none brings the program down.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "base/sha256.h"
#include "tests/sealing/sealed_bid.h"

namespace terang::sealing {
namespace {

using namespace test;

TEST(Altered, NeverOpensNeverCrashes) {
  const char* given = std::getenv("TERANG_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("TERANG_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 dice(seed);
  const PrivateKey server = server_key();
  const Context context = some_context();
  const Sealed good = seal(context, price_content("1250000000"), random_for_sealing());
  const Sealed other = seal(context, price_content("1"), random_for_sealing());
  int reasons[16] = {};
  for (int i = 0; i < 10'000; ++i) {
    Sealed bad = good;
    std::string& octets = bad.envelope;
    for (std::uint64_t changes = 1 + dice() % 3; changes > 0; --changes) {
      // The head, where the form is, as often as the long padding.
      const std::size_t at = dice() % (dice() % 2 && octets.size() > 200 ? 200 : std::max<std::size_t>(octets.size(), 1));
      switch (dice() % 7) {
        case 0: if (at < octets.size()) octets[at] = static_cast<char>(octets[at] ^ (1 << dice() % 8)); break;
        case 1: if (at < octets.size()) octets[at] = static_cast<char>(dice()); break;
        case 2: octets.resize(at); break;
        case 3: octets.insert(std::min(at, octets.size()), std::string(1 + dice() % 600, static_cast<char>(dice()))); break;
        case 4: octets.erase(std::min(at, octets.size()), 1 + dice() % 64); break;
        case 5:  // a piece of another envelope
          if (at < std::min(octets.size(), other.envelope.size())) octets.replace(at, dice() % 200, other.envelope.substr(at, 1 + dice() % 200));
          break;
        case 6: bad.commitments.key = dice() % 2 ? other.commitments.key : sha256(octets); break;
      }
    }
    if (octets == good.envelope && bad.commitments.key == good.commitments.key) continue;
    if (dice() % 8) bad.commitments.envelope = sha256(octets);
    // Who alters the commitment in the envelope may have logged it, too.
    if (dice() % 2 && octets.size() >= 75) bad.commitments.key = *hash_from(std::string_view(octets).substr(43, 32));
    if (octets == good.envelope && bad.commitments == good.commitments) continue;
    const auto opened = open(server, context, bad.commitments, octets);
    ASSERT_FALSE(opened.ok()) << "alteration " << i;
    ++reasons[static_cast<int>(opened.error())];
  }
  for (const Defect defect : {Defect::envelope_hash_mismatch, Defect::envelope_malformed, Defect::context_mismatch,
                              Defect::key_commitment_mismatch, Defect::not_decryptable, Defect::content_not_decryptable})
    EXPECT_GT(reasons[static_cast<int>(defect)], 20) << name(defect);
}

}  // namespace
}  // namespace terang::sealing
