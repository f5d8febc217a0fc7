// Decisions taken again by terang-verify and by the page's program (web/replay, the same cores compiled for browsers): both
// name the same entry, field and values, and count the same.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/json.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "tests/faults/tamper_log.h"

namespace terang::tamper {
namespace {

using json::Value;

// A real record that the web's own tests are played from. TERANG_RECORD=1 writes it anew, where the rules have changed.
const std::string kRecord = TERANG_SOURCE_DIR "/web/tests/record.jsonl";

std::string as_line(const Told& told) {
  return json::canonical(Value::object({{"data", told.data}, {"envelope", to_base64(told.envelope)}, {"kind", told.kind},
                                        {"tender", told.tender}, {"time", static_cast<std::uint64_t>(told.time)}})) + "\n";
}

Told from_line(const std::string& line) {
  const auto value = json::parse(line, {.bytes = 1 << 20});
  EXPECT_TRUE(value.ok());
  Told told;
  told.kind = value->text("kind");
  told.tender = value->text("tender");
  told.data = value->text("data");
  told.time = value->find("time")->as_int();
  told.envelope = *from_base64(value->text("envelope"));
  return told;
}

struct SameDecisions : ::testing::Test {
  SameDecisions() { EXPECT_NE(::mkdtemp(folder.data()), nullptr); }
  ~SameDecisions() override { std::filesystem::remove_all(folder); }

  std::string folder = "/tmp/terang-decisions-XXXXXX";
  const std::vector<Told> told = real_ledger();
  const ledger::SigningKey key = ledger::SigningKey::generate();

  std::optional<ledger::Report> judged(const std::string& text) {
    std::istringstream in(text);
    const auto report = ledger::verify_bundle(in, {ledger::verifier_key(key, kOrigin), ledger::make_tender_replayer});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    return report.ok() ? std::optional(*report) : std::nullopt;
  }
  // What terang-verify says of it, for the other to say the same.
  void put(std::ofstream& file, const std::string& how, const std::string& text, std::string_view check) {
    const auto report = judged(text);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->finding ? report->finding->check : "", check) << how;
    file << json::canonical(Value::object({{"how", how}, {"report", ledger::to_json(*report, how)}, {"text", text}})) << "\n";
  }
  std::string altered(std::string_view kind, std::string_view tender, const std::function<void(Value&)>& by) {
    std::vector<Told> other = told;
    for (auto one = other.rbegin(); one != other.rend(); ++one) {
      if (one->kind != kind || one->tender != tender) continue;
      auto data = json::parse(one->data, {.bytes = 1 << 20}).value();
      by(data);
      one->data = json::canonical(data);
      Log log(other);
      return log.bundle(Log::Form::whole, key, log.size());
    }
    ADD_FAILURE() << kind;
    return {};
  }
};

TEST_F(SameDecisions, InBothVerifiers) {
  const std::string path = folder + "/cases.jsonl";
  {
    std::ofstream file(path, std::ios::binary);
    file << json::canonical(Value::object({{"vkey", ledger::format_vkey(ledger::verifier_key(key, kOrigin))}})) << "\n";
    Log log(told);
    put(file, "the whole log", log.bundle(Log::Form::whole, key, log.size()), "");
    put(file, "a tender", log.bundle(Log::Form::auction, key, log.size()), "");
    put(file, "a tender without names", log.bundle(Log::Form::sealed_withheld, key, log.size()), "");
    put(file, "a range", log.bundle(Log::Form::range, key, log.size()), "");
    for (const std::uint64_t from : {std::uint64_t{1}, told.size() / 5, told.size() / 2, told.size() - 9, told.size() - 1})
      put(file, "a range from " + std::to_string(from), log.range_without(from, told.size(), {from + (told.size() - from) / 2}, key), "");
    for (const std::uint64_t gap : {std::uint64_t{1}, told.size() / 3, told.size() / 2, told.size() - 2})
      put(file, "without entry " + std::to_string(gap), log.bundle_without({gap}, key), "");
    const auto late = [](Value& data) { data.set("verdict", "late"); };
    put(file, "another verdict", altered("bid.placed", kAuction, late), "replay_mismatch");
    put(file, "another rule", altered("tender.published", kAuction, [](Value& data) { data.set("draft_tseq", 7); }), "replay_mismatch");
    put(file, "another award", altered("tender.awarded", kAuction, [](Value& data) {
      std::string text = json::canonical(data);
      text.replace(text.find("\"winner\":\"103\""), 14, "\"winner\":\"101\"");
      data = json::parse(text).value();
    }), "replay_mismatch");
    put(file, "an award of sealed bids for another reason", altered("tender.awarded", kSealed, [](Value& data) { data.set("reason", ""); }), "replay_mismatch");
    ASSERT_TRUE(file.good());
  }
  FILE* pipe = ::popen(("node " TERANG_SOURCE_DIR "/web/tests/same_decisions.mjs " + path + " 2>&1").c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string said;
  std::array<char, 4096> buffer;
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) said.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << said.substr(0, 4000);
  EXPECT_NE(said.find("17 of 17 the same"), std::string::npos) << said.substr(0, 4000);
}

TEST_F(SameDecisions, OfTheRecordThatTheWebIsTestedWith) {
  if (std::getenv("TERANG_RECORD")) {
    std::ofstream file(kRecord, std::ios::binary);
    for (const Told& one : told) file << as_line(one);
  }
  std::ifstream file(kRecord, std::ios::binary);
  std::vector<Told> record;
  for (std::string line; std::getline(file, line);) record.push_back(from_line(line));
  ASSERT_FALSE(record.empty());
  Log log(record);
  const auto report = judged(log.bundle(Log::Form::whole, key, log.size()));
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "the rules have changed: TERANG_RECORD=1 writes it anew; it");
}

}  // namespace
}  // namespace terang::tamper
