// What signing a checkpoint costs with a key in a PKCS#11 module (SoftHSM, a process's own) beside one in a file.
#include <sys/stat.h>

#include <filesystem>

#include "base/sha256.h"
#include "bench/ledger_common.h"
#include "ledger/checkpoint.h"
#include "ledger/key_file.h"
#include "ledger/pkcs11_key.h"
#include "tests/support/soft_hsm.h"

int main() {
  using namespace terang;
  using namespace terang::bench;
  constexpr int kRounds = 200, kNotes = 20;
  std::string folder = "/tmp/terang-bench-hsm-XXXXXX";
  if (!::mkdtemp(folder.data())) return 1;
  const auto in_file = ledger::load_or_create_key(folder + "/key.pem");
  const terang::test::SoftHsm hsm(folder);
  if (!in_file || !hsm.import(folder + "/key.pem", "log-key")) {
    std::fprintf(stderr, "softhsm2 is not installed\n");
    std::filesystem::remove_all(folder);
    return 77;
  }
  const auto in_module = ledger::load_pkcs11_key(hsm.uri("log-key"), terang::test::SoftHsm::kPin);
  if (!in_module) {
    std::fprintf(stderr, "%s: %s\n", in_module.error().name.c_str(), in_module.error().message.c_str());
    return 1;
  }
  std::vector<double> ours, peers, ratios;
  std::size_t sink = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto sign = [&](const ledger::SigningKey& key) {
      const double begin = cpu_seconds();
      for (int i = 0; i < kNotes; ++i)
        sink += ledger::sign_checkpoint("bench.example/log", static_cast<std::uint64_t>(round * kNotes + i), sha256(std::to_string(i)), key).size();
      return (cpu_seconds() - begin) * 1e6 / kNotes;
    };
    peers.push_back(sign(*in_file));
    ours.push_back(sign(*in_module));
    ratios.push_back(ours.back() / peers.back());
  }
  std::filesystem::remove_all(folder);
  const double us = percentile(ours, 0.5), ratio = percentile(ratios, 0.5);
  std::printf("the slowest percent: %.0f us in the module, %.0f us in the file; %zu octets\n", percentile(ours, 0.99), percentile(peers, 0.99), sink);
  // One a second is signed, and one for each deadline of a sealed lot.
  report("log key in SoftHSM, per checkpoint signed, beside the key in a file", text("%.0f us", us), text("%.0f us", percentile(peers, 0.5)), ratio,
         "< 10 ms", us < 10'000);
}
