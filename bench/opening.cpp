// A lot with 10,000 sealed bids at its deadline: from there until the opening with all prices is durable in PostgreSQL, by the
// real desk, beside as many bare agreements on P-256.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "bench/bare_agreements.h"
#include "ledger/key_file.h"
#include "ledger/migrate.h"
#include "ledger/pg_journal.h"
#include "sealing/price_content.h"
#include "sealing/seal.h"
#include "server/desk.h"
#include "server/desk_clock.h"
#include "server/log_replay.h"
#include "server/log_state.h"
#include "server/metrics.h"
#include "server/random.h"
#include "server/sealing_keys.h"

namespace {

using namespace terang;
using namespace terang::server;

constexpr int kBids = 10'000;
constexpr Micros kPrepare = 60 * kSecond, kLasts = 8 * kSecond;
constexpr char kReason[] = "As the bench has it.";

[[noreturn]] void broken(const std::string& what) {
  std::fprintf(stderr, "bench_opening: %s\n", what.c_str());
  std::exit(1);
}

struct NoHub final : net::Hub {
  void publish(std::uint64_t, std::uint64_t, net::FramePtr) override {}
};

// Sends commands, at most so many at once, and wants all of them accepted.
class Sender {
 public:
  explicit Sender(Desk& desk) : desk_(desk) {}
  void send(tender::Command command) {
    while (waiting_ > 400) std::this_thread::sleep_for(std::chrono::microseconds(100));
    ++waiting_;
    desk_.submit(std::move(command), [this](const Answer& answer) {
      if (answer.verdict != tender::kAccepted) broken("refused: " + std::string(answer.verdict));
      --waiting_;
    });
  }
  void settle() {
    while (waiting_ > 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  }

 private:
  Desk& desk_;
  std::atomic<int> waiting_{0};
};

std::string uuid(int number) {
  char text[37];
  std::snprintf(text, sizeof text, "%08x-0000-4000-8000-000000000000", number);
  return text;
}

json::Value document(const std::string& buyer, Micros starts) {
  const auto parsed = json::parse(
      R"({"title":"Desks","description":"School desks","language":"en","category":"goods","contact":{"name":"Sari","email":"s@p.example"},
          "time_zone":"Asia/Jakarta","currency":"IDR","lots":[{"id":"1","title":"Desks","items":[{"description":"Desk","quantity":"1","unit":"piece"}],
          "rules":{"type":"sealed_second_price","ceiling":"900000000"}}]})");
  json::Value made = *parsed;
  made.set("buyer", json::Value::object({{"id", buyer}, {"name", "City"}}));
  made.set("schedule", json::Value::object({{"auction_ends_at", format_time(starts + kLasts)}, {"auction_starts_at", format_time(starts)}}));
  return made;
}

}  // namespace

int main() {
  const char* base = std::getenv("TERANG_BENCH_DATABASE");
  if (!base) {
    std::fprintf(stderr, "TERANG_BENCH_DATABASE is not set: bench/run sets it\n");
    return 77;
  }
  const std::string conninfo = base;
  const int log_id = static_cast<int>(1'000 + random_below(1'000'000'000));
  if (const auto migrated = ledger::migrate(conninfo, std::string(TERANG_SOURCE_DIR) + "/sql"); !migrated) broken(migrated.error().message);
  const std::string folder = std::filesystem::temp_directory_path() / ("terang-bench-" + random_id());
  std::filesystem::create_directories(folder);
  auto journal = ledger::PgJournal::open(conninfo, log_id, {1, "bench"});
  if (!journal) broken(journal.error().message);
  tender::Registry registry;
  auto stored = replay_log(**journal, registry, std::nullopt);
  auto key = ledger::load_or_create_key(folder + "/log-key.pem");
  if (!stored || !key) broken("the log cannot be begun");
  LogState log("bench.example/log", std::move(*key), std::move(stored->tree));
  KeyDirectory keys;
  Published published;
  Metrics metrics;
  NoHub hub;
  const SealingKeys sealing_keys(folder + "/sealing");
  Desk desk(Desk::Parts{**journal, log, keys, published, metrics, hub, [](const std::string& why) { broken(why); },
                        [](Micros, std::optional<Micros>) {}, log_id, sealing_keys, conninfo},
            std::move(stored->chain), std::move(registry));
  desk.start(std::nullopt);

  Sender sender(desk);
  const tender::Actor officer{tender::AccountId("o00000000001"), tender::Role::officer, tender::BusinessId("buyer0000001")};
  const tender::TenderId id{random_id()};
  const tender::LotId lot{"1"};
  const auto bidder = [](int i) {
    return tender::Actor{tender::AccountId("a" + std::to_string(i)), tender::Role::bidder, tender::BusinessId("b" + std::to_string(i))};
  };
  const Micros starts = desk.clock_reading() + kPrepare, deadline = starts + kLasts;
  const auto server_key = sealing_keys.make();
  if (!server_key) broken(server_key.error().message);
  sender.send(tender::SaveDraft{officer, id, document(officer.business.text, starts)});
  sender.settle();
  sender.send(tender::Publish{officer, id, {{lot, *server_key}}});
  std::vector<tender::KeyId> key_ids;
  for (int i = 0; i < kBids; ++i) {
    const std::string spki = PrivateKey::generate().spki();
    key_ids.emplace_back(key_id(spki));
    sender.send(tender::RegisterKey{bidder(i), key_ids.back(), to_base64(spki), "c2ln"});
    const tender::Pseudonym who(std::to_string(100'000 + i));
    sender.send(tender::NameBidder{officer, id, bidder(i).business, "CV " + who.text, who});
    sender.send(tender::Admit{officer, id, who, {lot}, {}});
  }
  sender.settle();
  sender.send(tender::Schedule{officer, id});
  sender.settle();
  std::vector<tender::PlaceOffer> offers;
  for (int i = 0; i < kBids; ++i) {
    sealing::Context context;
    context.tender = id.text;
    context.lot = lot.text;
    context.bidder = std::to_string(100'000 + i);
    context.bid = uuid(i);
    context.server_key = *from_base64(*server_key);
    context.deadline = deadline;
    auto sealed = sealing::seal(context, sealing::price_content(std::to_string(1'000'000 + i)), sealing::random_for_sealing());
    json::Value content = sealing::commitments_to_json(sealed.commitments);
    content.set("kind", "commit");
    content.set("version", 1);
    offers.push_back({bidder(i), id, lot, tender::BidId(context.bid), json::canonical(content), key_ids[static_cast<std::size_t>(i)],
                      "c2ln", std::move(sealed.envelope)});
  }
  if (desk.clock_reading() >= starts) broken("the preparations took too long");
  while (desk.clock_reading() < starts + kSecond / 10) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const Micros began = steady_now();
  for (tender::PlaceOffer& offer : offers) sender.send(std::move(offer));
  sender.settle();
  const Micros committed = steady_now() - began;

  std::atomic<Micros> durable{0};
  std::atomic<std::size_t> opened{0};
  while (durable == 0 && desk.clock_reading() < deadline + 30 * kSecond) {
    (void)desk.ask([&](const tender::Registry& state, Micros now) -> Desk::Then {
      if (now < deadline || !state.awaiting_opening(id).empty() || !state.hushed_lots(id).empty()) return {};
      return [&] {
        Micros none = 0;
        durable.compare_exchange_strong(none, desk.clock_reading());
        opened = 1;
      };
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (opened == 0) broken("it was never opened");
  desk.stop(5 * kSecond);
  const double took = static_cast<double>(durable - deadline) / 1e6;
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  const double bare = bench::bare_agreements_seconds(kBids, threads);
  std::printf("BENCH|sealing: 10,000 bids from the deadline to the durable opening|%.0f ms|bare ECDH P-256 %.0f ms|%.2f|< 1 s|%s\n", took * 1e3,
              bare * 1e3, took / bare, took < 1 ? "yes" : "no");
  std::printf("  10,000 commitments with their octets: %.1f s\n", static_cast<double>(committed) / 1e6);
  std::filesystem::remove_all(folder);
  return 0;
}
