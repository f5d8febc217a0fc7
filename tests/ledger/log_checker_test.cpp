#include "ledger/log_checker.h"

#include <gtest/gtest.h>

#include "ledger/envelope.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

// Owned, so that a test may alter it.
struct Row {
  std::uint64_t seq;
  std::string header;
  std::optional<std::string> salt, payload;
  std::string tender;
  StoredEntry view() const {
    return {seq, header, salt ? std::optional<std::string_view>(*salt) : std::nullopt,
            payload ? std::optional<std::string_view>(*payload) : std::nullopt, tender};
  }
};

std::vector<Row> rows(std::size_t count) {
  Chain chain;
  std::vector<Row> out;
  for (const Entry& entry : test::make_entries(chain, count))
    out.push_back({entry.header.seq, std::string(entry.header_octets()), std::string(as_chars(entry.salt)),
                   entry.payload, entry.tender});
  return out;
}

std::string first_finding(const std::vector<Row>& log) {
  LogChecker checker;
  for (const Row& row : log)
    if (const auto finding = checker.add(row.view())) return std::to_string(finding->seq) + " " + finding->check;
  return "";
}

// A log whose entry `at` has this payload, rightly committed and linked: what a lying operator could make.
std::vector<Row> with_payload(std::size_t at, const std::string& payload, std::string tender) {
  auto log = rows(6);
  log.resize(at + 1);
  Row& row = log[at];
  Header header = *decode_header(row.header);
  header.commitment = commit(*salt_from(*row.salt), payload);
  const HeaderBytes octets = encode_header(header);
  row.header = as_chars(octets);
  row.payload = payload;
  row.tender = std::move(tender);
  return log;
}

TEST(LogChecker, AGoodLogHolds) {
  Chain chain;
  LogChecker checker;
  Frontier frontier;
  for (const Entry& entry : test::make_entries(chain, 1000)) {
    ASSERT_FALSE(checker.add(test::stored(entry)));
    EXPECT_EQ(checker.view().seq, entry.header.seq);
    EXPECT_EQ(checker.view().tender, entry.tender);
    EXPECT_EQ(checker.view().tseq, entry.tseq);
    EXPECT_EQ(checker.view().time, entry.header.time);
    frontier.append(entry.leaf);
  }
  EXPECT_EQ(checker.head(), chain.head());
  EXPECT_EQ(checker.tree().root(), frontier.root());
  // The chain goes on from there as if it had never stopped.
  Chain taken = checker.take_chain();
  EXPECT_EQ(test::next_entry(taken).leaf, test::next_entry(chain).leaf);
}

TEST(LogChecker, NamesWhatIsWrongAndWhere) {
  auto log = rows(6);
  log.erase(log.begin() + 3);
  EXPECT_EQ(first_finding(log), "3 entry_missing");

  log = rows(6);
  std::swap(log[2], log[3]);
  EXPECT_EQ(first_finding(log), "2 entry_missing");
  std::swap(log[2].seq, log[3].seq);  // swapped in the table: each row keeps its place's number
  EXPECT_EQ(first_finding(log), "2 seq_mismatch");

  log = rows(6);
  log[4].header[0] = 9;
  EXPECT_EQ(first_finding(log), "4 header_malformed");
  log = rows(6);
  log[4].header.pop_back();
  EXPECT_EQ(first_finding(log), "4 header_malformed");

  log = rows(6);
  log[1].header[16] ^= 1;  // time, still not decreasing: seen at the next link
  EXPECT_EQ(first_finding(log), "2 chain_broken");
  log = rows(6);
  log[4].header[20] ^= 1;
  EXPECT_EQ(first_finding(log), "4 chain_broken");
  log = rows(6);
  log[5].header[12] = 0;  // long ago; the last entry, so that its link is not what is found
  EXPECT_EQ(first_finding(log), "5 time_decreased");

  log = rows(6);
  log[3].payload.reset();
  EXPECT_EQ(first_finding(log), "3 flesh_incomplete");
  log = rows(6);
  log[3].salt.reset();
  EXPECT_EQ(first_finding(log), "3 flesh_incomplete");
  log = rows(6);
  log[3].salt->pop_back();
  EXPECT_EQ(first_finding(log), "3 flesh_incomplete");

  log = rows(6);
  (*log[3].payload)[12] ^= 1;
  EXPECT_EQ(first_finding(log), "3 commitment_mismatch");
  log = rows(6);
  std::swap(log[3].payload, log[4].payload);
  EXPECT_EQ(first_finding(log), "3 commitment_mismatch");

  log = rows(6);
  log[3].tender = "t1";
  EXPECT_EQ(first_finding(log), "3 tender_mismatch");
  log = rows(6);
  log[2].tender = "t1";
  EXPECT_EQ(first_finding(log), "2 tender_mismatch");
}

TEST(LogChecker, NamesLiesThatAreRightlyCommitted) {
  EXPECT_EQ(first_finding(with_payload(3, "{\"no\":\"envelope\"}", "t0")), "3 payload_malformed");
  const Hash wrong = sha256("wrong");
  EXPECT_EQ(first_finding(with_payload(3, write_envelope("bid.placed", "t0", "{}", wrong, 1), "t0")),
            "3 tprev_mismatch");
  EXPECT_EQ(first_finding(with_payload(3, write_envelope("bid.placed", "t0", "{}", wrong, 2), "t0")),
            "3 tseq_mismatch");
  EXPECT_EQ(first_finding(with_payload(3, write_envelope("bid.placed", "new", "{}", Hash{}, 0), "new")), "");
}

TEST(LogChecker, ErasedEntriesKeepTheirPlace) {
  auto log = rows(10);
  for (const std::size_t at : {0u, 3u, 5u}) {
    log[at].salt.reset();
    log[at].payload.reset();
  }
  EXPECT_EQ(first_finding(log), "");
}

TEST(LogChecker, SaysBothValues) {
  auto log = rows(3);
  std::swap(log[1].payload, log[2].payload);
  LogChecker checker;
  checker.add(log[0].view());
  const auto finding = checker.add(log[1].view());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->tender, "t1");
  EXPECT_EQ(finding->expected, to_hex(decode_header(log[1].header)->commitment));
  EXPECT_NE(finding->found, finding->expected);
  EXPECT_TRUE(sentence(*finding).starts_with("entry 1 of tender t1: commitment_mismatch: payload is "));
}

}  // namespace
}  // namespace terang::ledger
