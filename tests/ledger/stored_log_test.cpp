// What becomes of a stored log that somebody changed in the database.
#include "ledger/stored_log.h"

#include "tests/ledger/pg_fixture.h"

namespace terang::ledger {
namespace {

class StoredLogTest : public test::PgTest {
 protected:
  void SetUp() override {
    PgTest::SetUp();
    if (HasFatalFailure()) return;
    journal = open();
    ASSERT_TRUE(journal->write({test::make_entries(chain, 300), {}}).durable());
  }
  std::string failure(const std::optional<Checkpoint>& promised = {}) {
    const auto log = verify_stored_log(*journal, promised);
    return log ? "" : log.error().name + ": " + log.error().message;
  }
  Chain chain;
  std::unique_ptr<PgJournal> journal;
};

TEST_F(StoredLogTest, AGoodLogIsTakenUpWhereItEnds) {
  std::uint64_t visited = 0;
  auto log = verify_stored_log(*journal, {}, [&](const EntryView& entry) {
    EXPECT_EQ(entry.seq, visited++);
    EXPECT_TRUE(entry.data.starts_with("{\"n\":" + std::to_string(entry.seq) + ","));
  });
  ASSERT_TRUE(log);
  EXPECT_EQ(visited, 300u);
  EXPECT_EQ(log->chain.head(), chain.head());
  EXPECT_EQ(log->chain.tender_head("t1"), chain.tender_head("t1"));
  EXPECT_EQ(test::next_entry(log->chain).leaf, test::next_entry(chain).leaf);
}

TEST_F(StoredLogTest, AnAlteredPayload) {
  tamper("UPDATE ledger_entry SET payload = set_byte(payload, 15, 57) WHERE seq = 123");
  EXPECT_TRUE(failure().starts_with("commitment_mismatch: entry 123 of tender t0:")) << failure();
}

TEST_F(StoredLogTest, AnAlteredHeader) {
  tamper("UPDATE ledger_entry SET header = set_byte(header, 60, 1 + get_byte(header, 60) % 255) WHERE seq = 123");
  EXPECT_TRUE(failure().starts_with("commitment_mismatch: entry 123")) << failure();
}

TEST_F(StoredLogTest, ARemovedRow) {
  tamper("DELETE FROM ledger_entry WHERE seq = 200");
  EXPECT_TRUE(failure().starts_with("entry_missing: entry 200")) << failure();
}

TEST_F(StoredLogTest, ARemovedRowWithTheNumbersClosedUp) {
  tamper("DELETE FROM ledger_entry WHERE seq = 200;"
         "UPDATE ledger_entry SET seq = seq + 1000000 WHERE seq > 200;"
         "UPDATE ledger_entry SET seq = seq - 1000001 WHERE seq > 200");
  EXPECT_TRUE(failure().starts_with("seq_mismatch: entry 200")) << failure();
}

TEST_F(StoredLogTest, SwappedRows) {
  tamper("UPDATE ledger_entry SET seq = 1000 WHERE seq = 50; UPDATE ledger_entry SET seq = 50 WHERE seq = 51;"
         "UPDATE ledger_entry SET seq = 51 WHERE seq = 1000");
  EXPECT_TRUE(failure().starts_with("seq_mismatch: entry 50")) << failure();
}

TEST_F(StoredLogTest, APayloadMovedToAnotherTender) {
  tamper("UPDATE ledger_entry SET tender = 't0' WHERE seq = 100");
  EXPECT_TRUE(failure().starts_with("tender_mismatch: entry 100")) << failure();
}

TEST_F(StoredLogTest, ALogCutOffOrRewrittenIsHeldAgainstItsCheckpoint) {
  HashTree tree = std::move(verify_stored_log(*journal)->tree);
  const Checkpoint promised{"o", 280, root_at(tree, 280)};
  EXPECT_EQ(failure(promised), "");
  EXPECT_TRUE(failure(Checkpoint{"o", 280, root_at(tree, 279)}).starts_with("root_mismatch:"));
  tamper("DELETE FROM ledger_entry WHERE seq >= 279");
  EXPECT_EQ(failure(), "");
  EXPECT_TRUE(failure(promised).starts_with("log_truncated:"));
}

}  // namespace
}  // namespace terang::ledger
