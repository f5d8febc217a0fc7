// The thread that writes the ledger, over a journal that fails by script.
#include "server/journal_writer.h"

#include <gtest/gtest.h>

#include <future>

#include "ledger/memory_journal.h"
#include "server/metrics.h"

namespace terang::server::test {
namespace {

TEST(JournalWriter, NoWriteIsUnderWayOnceItSaysThatTheLedgerIsUpAgain) {
  for (const auto kind : {ledger::MemoryJournal::Fault::Kind::fail, ledger::MemoryJournal::Fault::Kind::in_doubt_kept}) {
    ledger::MemoryJournal journal;
    Metrics metrics;
    std::promise<Micros> under_way_when_up;
    std::promise<bool> durable;
    const JournalWriter* told = nullptr;
    JournalWriter writer(journal, metrics,
                         {[&](const ledger::Batch&, auto&) { durable.set_value(true); },
                          [&](bool down, const std::string&) {
                            if (!down) under_way_when_up.set_value(told->writing_since());
                          },
                          [](const std::string& why) { FAIL() << why; }});
    told = &writer;
    journal.next({kind});
    ledger::Chain chain;
    writer.push(chain.append("test.entry", "", "{}", 1, {}));
    writer.flush();
    EXPECT_EQ(under_way_when_up.get_future().get(), 0);
    EXPECT_TRUE(durable.get_future().get());
    EXPECT_TRUE(writer.drain(kSecond));
  }
}

}  // namespace
}  // namespace terang::server::test
