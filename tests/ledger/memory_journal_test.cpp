#include "ledger/memory_journal.h"

#include <gtest/gtest.h>

#include "ledger/stored_log.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

using Kind = MemoryJournal::Fault::Kind;

TEST(MemoryJournal, KeepsWhatIsWritten) {
  MemoryJournal journal;
  Chain chain;
  EXPECT_TRUE(journal.write({test::make_entries(chain, 5), {{"x", {"1"}}}}).durable());
  EXPECT_EQ(journal.head().value(), chain.head());
  EXPECT_EQ(journal.projections().size(), 1u);
  std::size_t seen = 0;
  EXPECT_EQ(journal.read(1, 4, [&](const StoredEntry& entry) { return ++seen, entry.seq >= 1; }).value(), 3u);
  EXPECT_EQ(journal.read_tender("t1", [](const StoredEntry& entry) { return entry.tender == "t1"; }).value(), 2u);
  const auto log = verify_stored_log(journal);
  ASSERT_TRUE(log);
  EXPECT_EQ(log->chain.head(), chain.head());
}

TEST(MemoryJournal, FailsByScript) {
  MemoryJournal journal;
  Chain chain;
  journal.next({Kind::fail, WriteFailure::disk_full});
  journal.next({Kind::in_doubt_lost});
  journal.next({Kind::in_doubt_kept});
  const std::vector<Entry> first = test::make_entries(chain, 2);
  EXPECT_EQ(journal.write({first, {}}).failure, WriteFailure::disk_full);
  EXPECT_EQ(journal.head()->size, 0u);
  EXPECT_EQ(journal.write({first, {}}).state, WriteState::in_doubt);
  EXPECT_EQ(journal.head()->size, 0u);
  EXPECT_EQ(journal.write({first, {}}).state, WriteState::in_doubt);
  EXPECT_EQ(journal.head()->size, 2u);
  journal.refuse_head(true);
  EXPECT_EQ(journal.head().error().name, "connection_lost");
}

TEST(MemoryJournal, LosesWhatWasNotSynced) {
  MemoryJournal journal;
  Chain chain;
  EXPECT_TRUE(journal.write({test::make_entries(chain, 2), {}}).durable());
  journal.next({Kind::unsynced});
  EXPECT_TRUE(journal.write({test::make_entries(chain, 2), {}}).durable());
  EXPECT_EQ(journal.head()->size, 4u);
  journal.lose_unsynced();
  EXPECT_EQ(journal.head()->size, 2u);
}

}  // namespace
}  // namespace terang::ledger
