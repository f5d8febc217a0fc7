#include "bench/real_ledger.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "ledger/chain.h"
#include "ledger/hash_tree.h"
#include "ledger/key_file.h"
#include "ledger/p256.h"
#include "ledger/pg_journal.h"
#include "ledger/signed_bytes.h"
#include "tender/projection.h"
#include "tender/registry.h"

namespace terang::bench {
namespace {

using namespace tender;

constexpr int kBidders = 50, kBids = 2000;
constexpr std::size_t kBatch = 4096;
constexpr std::int64_t kCeiling = 1'250'000;  // thousands
constexpr Micros kHour = 3600 * kSecond;

[[noreturn]] void broken(const std::string& what) { throw std::runtime_error(what); }

std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

json::Value document(std::uint64_t number, Micros start) {
  return *json::parse(
      R"({"title":"School desks )" + std::to_string(number) + R"(","description":"Desks of teak","language":"en",
          "buyer":{"id":"buyer0000001","name":"City of Pratama"},"category":"goods",
          "contact":{"name":"Sari","email":"sari@pratama.example"},"time_zone":"Asia/Jakarta","currency":"IDR",
          "schedule":{"auction_starts_at":")" + format_time(start) + R"(","auction_ends_at":")" + format_time(start + kHour) +
      R"("},"lots":[{"id":"1","title":"Desks","items":[{"description":"Desk","quantity":"100","unit":"piece"}],
          "estimate":"1250000000","rules":{"ceiling":"1250000000","tick":"1000"}}]})");
}

struct Bidder {
  Actor actor;
  ledger::P256PrivateKey key;
  KeyId key_id;
  Pseudonym pseudonym;
};

}  // namespace

struct RealLedger::State {
  explicit State(RealLedgerPlace where)
      : place(std::move(where)), key(load_key()), journal(open_journal()), now(*parse_time("2026-01-01T00:00:00Z")) {
    for (int i = 0; i < kBidders; ++i) {
      auto own = ledger::P256PrivateKey::generate();
      const std::string spki = own.spki(), id = ledger::p256_key_id(spki), spki64 = to_base64(spki);
      const Actor actor{AccountId("a" + padded(i, 11)), Role::bidder, BusinessId("b" + padded(i, 11))};
      const std::string signature = own.sign(bytes_of(ledger::SignedKey{actor.account.text, place.origin, spki64}));
      act(RegisterKey{actor, KeyId(id), spki64, to_base64(signature)});
      bidders.push_back({actor, std::move(own), KeyId(id), Pseudonym(std::to_string(101 + i))});
    }
  }

  ledger::SigningKey load_key() {
    auto loaded = ledger::load_or_create_key(place.data + "/log-key.pem");
    if (!loaded) broken(loaded.error().message);
    return *std::move(loaded);
  }
  std::unique_ptr<ledger::PgJournal> open_journal() {
    auto opened = ledger::PgJournal::open(place.conninfo, place.log, {1, "bench"});
    if (!opened) broken(opened.error().message);
    return *std::move(opened);
  }

  void act(const Command& command) {
    Decision decision = registry.decide(command, now);
    if (!decision.accepted() || !decision.entry)
      broken(std::string(name(act_of(command))) + ": " + std::string(decision.verdict) + " " + json::canonical(decision.answer));
    ledger::Salt salt;
    for (std::uint8_t& octet : salt) octet = static_cast<std::uint8_t>(random());
    batch.entries.push_back(chain.append(decision.entry->kind, decision.entry->tender.text, decision.entry->data, now, salt));
    registry.recorded(batch.entries.back().header.seq);
    if (decision.tender_changed)
      for (ProjectionRow& row : projections(registry, decision.tender))
        batch.projections.push_back({std::move(row.sql), std::move(row.params)});
    if (batch.entries.size() >= kBatch) flush();
  }

  void flush() {
    for (const ledger::Entry& entry : batch.entries) tree.append(entry.leaf);
    chain.confirm(chain.head().size);
    if (const auto written = journal->write(batch); !written.durable()) broken(written.message);
    batch.entries.clear();
    batch.projections.clear();
  }

  void sign_the_end() {
    const ledger::Checkpoint checkpoint{place.origin, tree.size(), tree.root()};
    batch.projections.push_back(ledger::save_checkpoint(
        place.log, checkpoint, ledger::sign_checkpoint(place.origin, checkpoint.size, checkpoint.root, key), now));
    flush();
  }

  // Bids for the whole tender, lower each time for the same bidder; signed on all cores.
  std::vector<PlaceBid> sign_bids(const TenderId& to) {
    std::vector<std::int64_t> best(kBidders, kCeiling);
    std::vector<PlaceBid> all;
    std::vector<const Bidder*> whose;
    for (int i = 0; i < kBids; ++i) {
      const std::size_t who = random() % kBidders;
      best[who] -= 1 + static_cast<std::int64_t>(random() % 15'000);
      whose.push_back(&bidders[who]);
      all.push_back({bidders[who].actor, to, LotId("1"), BidId("00000000-0000-4000-8000-" + padded(++placed, 12)),
                     std::to_string(best[who]) + "000", false, bidders[who].key_id, {}});
    }
    const auto sign = [&](std::size_t from, std::size_t step) {
      for (std::size_t i = from; i < all.size(); i += step) {
        PlaceBid& bid = all[i];
        bid.signature = to_base64(whose[i]->key.sign(
            bytes_of(ledger::SignedBid{bid.amount, bid.bid.text, false, bid.key.text, "1", place.origin, to.text})));
      }
    };
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::jthread> threads;
    for (std::size_t core = 0; core < cores; ++core) threads.emplace_back(sign, core, cores);
    threads.clear();
    return all;
  }

  void begin_tender() {
    tender = TenderId("t" + padded(++tenders, 11));
    const Micros start = now + kHour;
    act(SaveDraft{officer, tender, document(tenders, start)});
    act(Publish{officer, tender});
    for (const Bidder& bidder : bidders) {
      now += kSecond;
      act(NameBidder{officer, tender, bidder.actor.business, "PT " + bidder.pseudonym.text, bidder.pseudonym});
      act(Admit{officer, tender, bidder.pseudonym, {LotId("1")}, {}});
    }
    act(Schedule{officer, tender});
    to(start);
    waiting = sign_bids(tender);
    next = 0;
  }

  void end_tender() {
    to(now + 2 * kHour);
    const auto* best = &waiting.front();
    for (const PlaceBid& bid : waiting)
      if (bid.amount.size() < best->amount.size() || (bid.amount.size() == best->amount.size() && bid.amount < best->amount)) best = &bid;
    const auto winner = std::find_if(bidders.begin(), bidders.end(), [&](const Bidder& b) { return b.actor.business == best->by.business; });
    act(Award{officer, tender, {{LotId("1"), winner->pseudonym, ""}}, "The lowest bid of the auction."});
    waiting.clear();
  }

  void to(Micros at) {
    while (registry.next_due() && *registry.next_due() <= at) {
      now = std::max(now, *registry.next_due());
      for (const Command& command : registry.due(now)) act(command);
    }
    now = at;
  }

  // One step further: a tender's beginning, a bid, or its end.
  void step() {
    if (waiting.empty()) return begin_tender();
    if (next == waiting.size()) return end_tender();
    now += kSecond / 2;
    act(waiting[next++]);
  }

  RealLedgerPlace place;
  ledger::SigningKey key;
  std::unique_ptr<ledger::PgJournal> journal;
  std::mt19937_64 random{1};
  Registry registry;
  ledger::Chain chain;
  ledger::HashTree tree;
  ledger::Batch batch;
  Micros now;
  const Actor officer{AccountId("o00000000001"), Role::officer, BusinessId("buyer0000001")};
  std::vector<Bidder> bidders;
  std::uint64_t tenders = 0, placed = 0;
  TenderId tender;
  std::vector<PlaceBid> waiting;
  std::size_t next = 0;
};

RealLedger::RealLedger(RealLedgerPlace place) : state_(std::make_unique<State>(std::move(place))) {}
RealLedger::~RealLedger() = default;

void RealLedger::grow_to(std::uint64_t entries) {
  while (state_->chain.head().size < entries || !state_->waiting.empty()) state_->step();
  state_->sign_the_end();
}

void RealLedger::grow_by(std::uint64_t entries) {
  const std::uint64_t until = state_->chain.head().size + entries;
  while (state_->chain.head().size < until) state_->step();
  state_->sign_the_end();
}

std::string RealLedger::vkey() const { return ledger::format_vkey(ledger::verifier_key(state_->key, state_->place.origin)); }

void RealLedger::close() { state_->journal.reset(); }
void RealLedger::reopen() { state_->journal = state_->open_journal(); }

std::uint64_t RealLedger::size() const { return state_->chain.head().size; }
std::uint64_t RealLedger::bids() const { return state_->placed; }

}  // namespace terang::bench
