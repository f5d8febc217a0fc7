// A real ledger altered at random: every alteration is found by terang-verify's own code and by the second verifier, in
// another language. TERANG_TAMPER is how many there are (300), TERANG_TAMPER_SEED which.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "ledger/verify/signed_report.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "tests/faults/mutator.h"
#include "tests/support/read_file.h"

namespace terang::tamper {
namespace {

using terang::test::read_file;

std::string found(const Mutator& mutator, const std::string& text, const std::string& since) {
  std::istringstream in(text);
  const auto report = ledger::verify_bundle(in, {*ledger::parse_vkey(mutator.vkey()), ledger::make_tender_replayer, since});
  if (!report) return report.error().name;
  return report->finding ? report->finding->check : "";
}

// What is the same at both ends is said by its length.
std::string as_patch(const Altered& altered, std::size_t base) {
  const std::string &was = altered.base, &is = altered.text;
  const std::size_t most = std::min(was.size(), is.size());
  std::size_t front = 0, back = 0;
  while (front < most && was[front] == is[front]) ++front;
  while (back < most - front && was[was.size() - 1 - back] == is[is.size() - 1 - back]) ++back;
  return json::canonical(json::Value::object({{"back", static_cast<std::uint64_t>(back)},
                                              {"base", static_cast<std::uint64_t>(base)},
                                              {"front", static_cast<std::uint64_t>(front)},
                                              {"how", altered.how},
                                              {"middle", to_base64(std::string_view(is).substr(front, is.size() - front - back))},
                                              {"since", altered.by_log}})) + "\n";
}

std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

TEST(Tampering, EveryAlterationIsFoundByBothVerifiers) {
  const std::uint64_t seed = number("TERANG_TAMPER_SEED", std::random_device{}()), count = number("TERANG_TAMPER", 300);
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  Mutator mutator(seed);
  std::string folder = "/tmp/terang-tamper-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/altered.jsonl";
  std::map<std::string, std::size_t> bases;
  std::map<std::string, std::uint64_t> kinds, checks;
  {
    std::ofstream file(path, std::ios::binary);
    file << json::canonical(json::Value::object({{"since", mutator.held()}, {"vkey", mutator.vkey()}})) << "\n";
    for (std::uint64_t i = 0; i < count; ++i) {
      const Altered altered = mutator.next();
      const auto [base, fresh] = bases.emplace(altered.base, bases.size());
      if (fresh) {
        EXPECT_EQ(found(mutator, altered.base, mutator.held()), "") << "untouched it holds";
        file << json::canonical(json::Value::object({{"text", altered.base}})) << "\n";
      }
      file << as_patch(altered, base->second);
      const std::string check = found(mutator, altered.text, altered.by_log ? mutator.held() : "");
      EXPECT_NE(check, "") << i << ": " << altered.how;
      ++kinds[altered.how];
      ++checks[check];
    }
    ASSERT_TRUE(file.good());
  }
  for (const auto& [kind, times] : kinds) std::printf("%6llu %s\n", static_cast<unsigned long long>(times), kind.c_str());
  for (const auto& [check, times] : checks) std::printf("%6llu %s\n", static_cast<unsigned long long>(times), check.c_str());

  FILE* pipe = ::popen(("node " TERANG_SOURCE_DIR "/web/tests/tamper.mjs " + path + " 2>&1").c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string told;
  std::array<char, 4096> buffer;
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) told.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << told.substr(0, 4000);
  EXPECT_NE(told.find(std::to_string(count) + " of " + std::to_string(count) + " alterations found"), std::string::npos) << told.substr(0, 4000);
  std::filesystem::remove_all(folder);
}

// Who holds the log's key can make every hash and signature of his own again, but not the bidders', and not what follows
// from the rules.
TEST(Tampering, OtherRulesAreFoundByDecidingAgain) {
  Mutator mutator(1);
  EXPECT_EQ(found(mutator, mutator.other_rules_by_log(), ""), "replay_mismatch");
}

// The commands of ledger/VERIFY.md, run as they stand there.
class ByHand : public testing::Test {
 protected:
  ByHand() {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    std::string script = "set -eu\n";
    std::istringstream page(read_file(TERANG_SOURCE_DIR "/ledger/VERIFY.md"));
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
      if (line.starts_with("```")) inside = line == "```sh";
      else if (inside) script += line + "\n";
    }
    put("script.sh", script + "echo all of it holds\n");
    put("held.txt", mutator_.note(11));
    put("tender.jsonl", mutator_.bundle(Log::Form::auction, kEntries));
  }
  ~ByHand() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ + "/" + name, std::ios::binary) << text; }
  // Signed by the checker, of the bundle as it stands.
  void report(const std::string& whole) const {
    std::istringstream in(whole);
    const auto checked = ledger::verify_bundle(in, {*ledger::parse_vkey(mutator_.vkey()), ledger::make_tender_replayer});
    ASSERT_TRUE(checked);
    const auto made = ledger::make_report({ledger::to_json(*checked, "whole.jsonl")}, {}, 0, "", reporter_);
    put("report.json", made.text);
    put("report.json.sig", made.signature);
    put("reporter.pem", "-----BEGIN PUBLIC KEY-----\n" + to_base64(ledger::spki_of(reporter_)) + "\n-----END PUBLIC KEY-----\n");
  }
  std::string run(const std::string& whole) const {
    put("whole.jsonl", whole);
    const std::string command = "cd " + folder_ + " && BUNDLE=whole.jsonl TENDER_BUNDLE=tender.jsonl HELD=held.txt REPORT=report.json REPORTER=reporter.pem VKEY='" + mutator_.vkey() +
                                "' sh script.sh 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string told;
    std::array<char, 4096> buffer;
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) told.append(buffer.data(), n);
    ::pclose(pipe);
    return told;
  }
  static constexpr std::uint64_t kEntries = 43;  // odd at several levels of the tree
  Mutator mutator_{2};
  const ledger::SigningKey reporter_ = ledger::SigningKey::generate();
  std::string folder_ = "/tmp/terang-by-hand-XXXXXX";
};

TEST_F(ByHand, ABundleHoldsAndAnAlteredOneDoesNot) {
  const std::string whole = mutator_.bundle(Log::Form::documents, kEntries);
  ASSERT_NE(whole.find("\n{\"document\":"), std::string::npos);
  report(whole);
  const std::string told = run(whole);
  EXPECT_TRUE(told.ends_with("all of it holds\n")) << told;
  std::string altered = whole;
  altered[altered.find("School desks of teak")] = 's';
  EXPECT_FALSE(run(altered).ends_with("all of it holds\n"));
  std::string other = whole;
  const auto octets = other.find("\"octets\":\"") + 10;
  other[octets + 20] = other[octets + 20] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(run(other).ends_with("all of it holds\n"));
  std::string claimed = read_file(folder_ + "/report.json");
  const std::string count = "\"entries\":" + std::to_string(kEntries);
  claimed.replace(claimed.find(count), count.size(), "\"entries\":" + std::to_string(kEntries + 1));
  put("report.json", claimed);
  const std::string forged = run(whole);
  EXPECT_NE(forged.find("Signature Verification Failure"), std::string::npos) << forged;
}

}  // namespace
}  // namespace terang::tamper
