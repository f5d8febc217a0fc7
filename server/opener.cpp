#include "server/opener.h"

#include <unordered_map>

#include "base/json.h"
#include "ledger/pg_raw.h"
#include "sealing/kdf.h"
#include "sealing/open_all.h"
#include "sealing/price_content.h"
#include "server/desk_clock.h"
#include "server/log.h"

namespace terang::server {
namespace {

// The commitment as the ledger has it. It was read when it was accepted.
sealing::ToOpen to_open(const Opener::Job& job, const std::string& point, const tender::SealedBid& bid) {
  const auto content = json::parse(bid.content);
  TERANG_ASSERT(content.ok());
  const auto hash = [&](std::string_view member) {
    const auto octets = from_hex(content->text(member));
    TERANG_ASSERT(octets && hash_from(*octets));
    return *hash_from(*octets);
  };
  sealing::ToOpen one;
  one.context.tender = job.tender.text;
  one.context.lot = job.lot.text;
  one.context.bidder = bid.bidder.text;
  one.context.bid = bid.bid.text;
  one.context.version = content->find("version")->as_int();
  one.context.server_key = point;
  one.context.deadline = job.opening.deadline;
  one.commitments.envelope = hash("envelope");
  one.commitments.key = hash("key");
  return one;
}

// The octets of the lot's bids by the seq of their entries. Binary: as text they would be twice as long, and decoded one by one.
class Envelopes {
 public:
  Envelopes(pqxx::connection& db, int log, const Opener::Job& job) {
    pqxx::read_transaction read_only(db);
    PGconn* const connection = ledger::raw_connection(read_only);
    const std::string number = std::to_string(log);
    const char* const params[] = {number.c_str(), job.tender.text.c_str(), job.lot.text.c_str()};
    rows_ = ledger::expect(connection,
                           PQexecParams(connection,
                                        "select seq, octets from sealed_envelope where log = $1::int and tender = $2 and lot = $3",
                                        3, nullptr, params, nullptr, nullptr, 1),
                           PGRES_TUPLES_OK);
    for (int row = 0; row < PQntuples(rows_.get()); ++row) {
      std::uint64_t seq = 0;
      for (const char octet : value(row, 0)) seq = seq << 8 | static_cast<unsigned char>(octet);
      octets_.emplace(seq, value(row, 1));
    }
  }
  // Empty where there are none. Good as long as this is.
  std::string_view of(std::uint64_t seq) const {
    const auto found = octets_.find(seq);
    return found == octets_.end() ? std::string_view() : found->second;
  }

 private:
  std::string_view value(int row, int column) const {
    return {PQgetvalue(rows_.get(), row, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row, column))};
  }

  ledger::RawResult rows_;
  std::unordered_map<std::uint64_t, std::string_view> octets_;
};

std::string array_of(const std::vector<std::uint64_t>& numbers) {
  std::string text = "{";
  for (const std::uint64_t number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text + "}";
}

}  // namespace

Opener::Opener(std::string conninfo, int log, const SealingKeys& keys, Done done)
    : conninfo_(std::move(conninfo)), log_(log), keys_(keys), done_(std::move(done)), thread_([this] { run(); }) {}

Opener::~Opener() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Opener::open(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
}

void Opener::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    tender::OpenSealed opened{job.tender, job.lot, {}, {}};
    const std::string_view problem = work(job, opened);
    done_(job, std::move(opened), problem);
  }
}

std::string_view Opener::work(const Job& job, tender::OpenSealed& result) try {
  const Micros began = steady_now();
  const auto key = keys_.load(job.opening.server_key);
  if (!key) {
    log_error("sealing.key", {{"lot", job.lot.text}, {"problem", key.error().name}, {"tender", job.tender.text},
                              {"why", key.error().message}});
    return key.error().name == "sealing_key_missing"   ? "sealing_key_missing"
           : key.error().name == "sealing_key_exposed" ? "sealing_key_exposed"
                                                       : "sealing_key_malformed";
  }
  if (!db_ || !db_->is_open()) db_ = std::make_unique<pqxx::connection>(conninfo_);
  const Envelopes octets(*db_, log_, job);
  const auto& bids = job.opening.bids;
  const auto bid = [&](std::size_t i) {
    sealing::ToOpen made = to_open(job, key->point(), bids[i]);
    made.envelope = octets.of(bids[i].seq);
    return made;
  };
  const auto found = sealing::open_all(*key, bids.size(), bid, std::max(1u, std::thread::hardware_concurrency()));
  for (std::size_t i = 0; i < found.size(); ++i) {
    tender::OpenedBid one{bids[i].bidder, bids[i].bid, std::nullopt, {}};
    const auto amount = found[i].ok() ? sealing::read_price_content(*found[i]) : found[i];
    if (amount.ok())
      one.amount = *amount;
    else
      one.defect = sealing::name(amount.error());
    result.opened.push_back(std::move(one));
  }
  std::string scalar = key->scalar();
  result.private_key = to_base64(scalar);
  sealing::wipe(scalar);
  log_info("sealing.opened", {{"bids", static_cast<std::int64_t>(bids.size())}, {"lot", job.lot.text},
                              {"took_us", steady_now() - began}, {"tender", job.tender.text}});
  return {};
} catch (const std::exception& failed) {
  log_error("sealing.envelopes", {{"lot", job.lot.text}, {"tender", job.tender.text}, {"why", failed.what()}});
  db_.reset();
  return "envelopes_unreadable";
}

ledger::Projection save_envelope(int log, std::uint64_t seq, const tender::TenderId& tender, const tender::LotId& lot,
                                 std::string_view octets) {
  return {"insert into sealed_envelope (log, seq, tender, lot, octets) values ($1::int, $2::bigint, $3, $4, decode($5, 'hex'))",
          {std::to_string(log), std::to_string(seq), tender.text, lot.text, to_hex(octets)}};
}

std::vector<ledger::Projection> erase_flesh(int log, const tender::TenderId& tender, const tender::Erasure& erasure) {
  const std::string of_log = std::to_string(log), seqs = array_of(erasure.entries);
  std::vector<ledger::Projection> statements{
      {"update ledger_entry set salt = null, payload = null where log = $1::int and seq = any($2::bigint[])", {of_log, seqs}}};
  for (const std::string& document : erasure.documents)
    statements.push_back({"delete from tender_document where tender = $1 and sha256 = $2", {tender.text, document}});
  return statements;
}

ledger::Projection forget_envelopes_but(int log, const tender::TenderId& tender, const tender::LotId& lot,
                                        const std::vector<std::uint64_t>& kept) {
  return {"delete from sealed_envelope where log = $1::int and tender = $2 and lot = $3 and seq <> all($4::bigint[])",
          {std::to_string(log), tender.text, lot.text, array_of(kept)}};
}

}  // namespace terang::server
