#include "ledger/pg_journal.h"

#include "tests/ledger/pg_fixture.h"

namespace terang::ledger {
namespace {

class PgJournalTest : public test::PgTest {};

std::vector<Entry> all(Journal& journal) {
  std::vector<Entry> entries;
  const auto count = journal.read(0, UINT64_MAX, [&](const StoredEntry& entry) {
    Entry copy;
    copy.header = *decode_header(entry.header);
    copy.salt = *salt_from(*entry.salt);
    copy.payload = *entry.payload;
    copy.tender = entry.tender;
    copy.leaf = leaf_hash(entry.header);
    EXPECT_EQ(entry.seq, copy.header.seq);
    entries.push_back(copy);
    return true;
  });
  EXPECT_TRUE(count) << count.error().message;
  return entries;
}

void expect_same(const std::vector<Entry>& stored, const std::vector<Entry>& written) {
  ASSERT_EQ(stored.size(), written.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    EXPECT_EQ(stored[i].header, written[i].header);
    EXPECT_EQ(stored[i].salt, written[i].salt);
    EXPECT_EQ(stored[i].payload, written[i].payload);
    EXPECT_EQ(stored[i].tender, written[i].tender);
  }
}

// However many entries there are: nothing of them is left when a projection beside them is refused.
TEST_F(PgJournalTest, ARefusedProjectionTakesItsEntriesAlong) {
  auto journal = open();
  for (const std::size_t size : {1u, 20u, 600u}) {
    Chain chain;
    const auto entries = test::make_entries(chain, size);
    const WriteResult refused = journal->write({entries, {{"INSERT INTO desk_alive VALUES (1, NULL)", {}}}});
    EXPECT_EQ(refused.state, WriteState::failed);
    EXPECT_EQ(refused.failure, WriteFailure::other);
    EXPECT_EQ(journal->head().value(), Head{}) << size;
  }
}

// A second writer in the middle of many: refused as a whole, whichever way they are written.
TEST_F(PgJournalTest, AnEntryThatIsThereAlreadyIsAForeignWriter) {
  for (const std::size_t size : {1u, 20u, 600u}) {
    sql("TRUNCATE log_owner");
    auto journal = open();
    tamper("INSERT INTO ledger_entry VALUES (1, " + std::to_string(size / 2) + ", convert_to(repeat('x', 81), 'UTF8'), NULL, NULL, NULL)");
    Chain fresh;
    const WriteResult refused = journal->write({test::make_entries(fresh, size), {}});
    EXPECT_EQ(refused.failure, WriteFailure::foreign_writer) << refused.message;
    EXPECT_EQ(sql("SELECT count(*) FROM ledger_entry"), "1\n") << size;
    journal.reset();
    tamper("DELETE FROM ledger_entry");
  }
}

TEST_F(PgJournalTest, StoresTheVeryBytesOneByOneAndInBatches) {
  auto journal = open();
  EXPECT_EQ(journal->head().value(), Head{});
  Chain chain;
  std::vector<Entry> written;
  for (const std::size_t size : {1u, 1u, 1u, 2u, 100u, 1u, 255u, 256u, 2u, 1000u, 1u}) {  // each way of writing, and back
    const auto entries = test::make_entries(chain, size);
    const auto result = journal->write({entries, {}});
    ASSERT_TRUE(result.durable()) << result.message;
    written.insert(written.end(), entries.begin(), entries.end());
    EXPECT_EQ(journal->head().value(), chain.head());
  }
  // Octets that text formats would trip over, and beyond what fits a page.
  for (const std::string& data :
       {std::string("\"\\u0000 \\\\ \xc3\xa9 \xf0\x9f\x98\x80 \\\" \\n\""), "\"" + std::string(100'000, 'y') + "\""})
    for (const int count : {1, 2, 300}) {
      std::vector<Entry> entries;
      for (int i = 0; i < count; ++i)
        entries.push_back(chain.append("bid.placed", "t1", i % 100 == 0 ? data : "{}", chain.head().time, test::salt_of(7)));
      ASSERT_TRUE(journal->write({entries, {}}).durable());
      written.insert(written.end(), entries.begin(), entries.end());
    }
  expect_same(all(*journal), written);
  journal.reset();
  EXPECT_EQ(open()->head().value(), chain.head());
}

TEST_F(PgJournalTest, ReadsRangesAndTenders) {
  auto journal = open();
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 30), {}}).durable());
  std::vector<std::uint64_t> seen;
  const auto collect = [&](const StoredEntry& entry) { return seen.push_back(entry.seq), true; };
  EXPECT_EQ(journal->read(10, 13, collect).value(), 3u);
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{10, 11, 12}));
  EXPECT_EQ(journal->read(30, 40, collect).value(), 0u);
  seen.clear();
  EXPECT_EQ(journal->read_tender("t1", collect).value(), 10u);
  EXPECT_EQ(seen[9], 28u);
  EXPECT_EQ(journal->read_tender("", collect).value(), 10u);
  EXPECT_EQ(seen.back(), 29u);
  EXPECT_EQ(journal->read_tender("x' OR true --", collect).value(), 0u);
  // Stopping early leaves the connection fit for the next reading.
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(journal->read(0, UINT64_MAX, [](const StoredEntry& entry) { return entry.seq < 4; }).value(), 5u);
}

TEST_F(PgJournalTest, ProjectionsGoWithTheirEntriesOrNotAtAll) {
  auto journal = open();
  sql("CREATE TABLE seen (n bigint PRIMARY KEY, what text)");
  const auto projection = [](std::string n, std::optional<std::string> what) {
    return Projection{"INSERT INTO seen VALUES ($1::bigint, $2)", {std::move(n), std::move(what)}};
  };
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 3), {projection("1", "one"), projection("2", {})}}).durable());
  ASSERT_TRUE(journal->write({test::make_entries(chain, 1), {projection("3", "three")}}).durable());
  ASSERT_TRUE(journal->write({{}, {projection("4", "no entry")}}).durable());
  chain.confirm(4);
  const auto refused = journal->write({test::make_entries(chain, 2), {projection("5", "x"), projection("1", "again")}});
  EXPECT_EQ(refused.state, WriteState::failed);
  EXPECT_EQ(refused.failure, WriteFailure::other);
  chain.rewind(4);
  EXPECT_EQ(journal->head()->size, 4u);
  EXPECT_EQ(sql("SELECT count(*), count(what) FROM seen"), "4|3\n");
  // A statement that cannot be prepared fails each time it is asked for, and nothing after it.
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(journal->write({{}, {{"INSERT INTO nowhere VALUES (1)", {}}}}).failure, WriteFailure::other);
  ASSERT_TRUE(journal->write({test::make_entries(chain, 2), {projection("5", "x")}}).durable());
  EXPECT_EQ(journal->head().value(), chain.head());
}

TEST_F(PgJournalTest, ManyDifferentProjectionsStayWithinBounds) {
  auto journal = open();
  sql("CREATE TABLE seen (n bigint)");
  for (int i = 0; i < 300; ++i)
    ASSERT_TRUE(journal->write({{}, {{"INSERT INTO seen VALUES (" + std::to_string(i) + ")", {}}}}).durable());
  EXPECT_EQ(sql("SELECT count(*) FROM seen"), "300\n");
}

TEST_F(PgJournalTest, ASecondOwnerIsRefusedAndToldWhoOwnsTheLog) {
  auto journal = open();
  const auto second = PgJournal::open(conninfo, 1, {4711, "elsewhere"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().name, "log_owned");
  EXPECT_THAT(second.error().message, testing::HasSubstr("process " + std::to_string(::getpid()) + " on test-host"));
  // Another log is another matter, and reading needs no lock.
  EXPECT_TRUE(PgJournal::open(conninfo, 2, {1, "x"}));
  EXPECT_TRUE(PgJournal::open_read_only(conninfo, 1));
  EXPECT_FALSE(PgJournal::open_read_only(conninfo, 1).value()->write({{}, {{"SELECT 1", {}}}}).durable());
  journal.reset();
  EXPECT_TRUE(try_open());
}

TEST_F(PgJournalTest, AForeignWritersEntryCannotBeOvertaken) {
  auto journal = open();
  Chain chain, foreign;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 2), {}}).durable());
  // Somebody without respect for the lock.
  sql("INSERT INTO ledger_entry SELECT log, 2, header, salt, payload, tender FROM ledger_entry WHERE seq = 1");
  const auto refused = journal->write({test::make_entries(chain, 1), {}});
  EXPECT_EQ(refused.state, WriteState::failed);
  EXPECT_EQ(refused.failure, WriteFailure::foreign_writer);
  EXPECT_EQ(journal->reopen().error().name, "foreign_writer");
}

TEST_F(PgJournalTest, WithoutTablesItSaysSo) {
  EXPECT_EQ(PgJournal::open(postgres().create_database(), 1, {1, "x"}).error().name, "schema_missing");
  EXPECT_EQ(PgJournal::open("host=/nonexistent", 1, {1, "x"}).error().name, "connection_lost");
}

TEST_F(PgJournalTest, CheckpointAndAliveAreKept) {
  auto journal = open();
  EXPECT_EQ(journal->last_checkpoint().value(), "");
  EXPECT_EQ(journal->last_alive().value(), std::nullopt);
  const Micros at = test::kBegin + 123'457;
  for (const std::uint64_t size : {5u, 9u, 7u})
    ASSERT_TRUE(journal->write({{}, {save_checkpoint(1, {"o", size, Hash{}}, "note " + std::to_string(size), at),
                                     save_alive(1, at + Micros(size))}}).durable());
  EXPECT_EQ(journal->last_checkpoint().value(), "note 9");
  sql("insert into ledger_cosigned values (1, 8, 'cosigned 8', true, now()), (2, 10, 'another log''s', true, now())");
  EXPECT_EQ(journal->last_checkpoint().value(), "note 9");
  sql("insert into ledger_cosigned values (1, 9, 'cosigned 9', false, now())");
  EXPECT_EQ(journal->last_checkpoint().value(), "cosigned 9");
  EXPECT_EQ(journal->last_alive().value(), at + 7);
}

TEST_F(PgJournalTest, EntriesAreFinalExceptForErasure) {
  auto journal = open();
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 5), {}}).durable());
  EXPECT_THROW(sql("UPDATE ledger_entry SET payload = 'x' WHERE seq = 1"), std::runtime_error);
  EXPECT_THROW(sql("UPDATE ledger_entry SET payload = NULL WHERE seq = 1"), std::runtime_error);
  EXPECT_THROW(sql("UPDATE ledger_entry SET seq = 9, payload = NULL, salt = NULL WHERE seq = 1"), std::runtime_error);
  EXPECT_THROW(sql("DELETE FROM ledger_entry WHERE seq = 4"), std::runtime_error);
  EXPECT_THROW(sql("TRUNCATE ledger_entry"), std::runtime_error);
  sql("UPDATE ledger_entry SET payload = NULL, salt = NULL WHERE seq = 1");
}

}  // namespace
}  // namespace terang::ledger
