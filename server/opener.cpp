#include "server/opener.h"

#include <unordered_map>

#include "base/json.h"
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

std::unordered_map<std::uint64_t, std::string> read_envelopes(pqxx::connection& db, int log, const Opener::Job& job) {
  pqxx::read_transaction read_only(db);
  std::unordered_map<std::uint64_t, std::string> octets;
  for (const auto& row : read_only.exec_params(
           "select seq, octets from sealed_envelope where log = $1 and tender = $2 and lot = $3", log, job.tender.text,
           job.lot.text))
    octets.emplace(row[0].as<std::uint64_t>(), pqxx::binarystring(row[1]).str());
  return octets;
}

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
  const auto octets = read_envelopes(*db_, log_, job);
  std::vector<sealing::ToOpen> list;
  list.reserve(job.opening.bids.size());
  for (const tender::SealedBid& bid : job.opening.bids) {
    list.push_back(to_open(job, key->point(), bid));
    if (const auto found = octets.find(bid.seq); found != octets.end()) list.back().envelope = found->second;
  }
  const auto found = sealing::open_all(*key, list, std::max(1u, std::thread::hardware_concurrency()));
  for (std::size_t i = 0; i < found.size(); ++i) {
    tender::OpenedBid one{job.opening.bids[i].bidder, job.opening.bids[i].bid, std::nullopt, {}};
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
  log_info("sealing.opened", {{"bids", static_cast<std::int64_t>(list.size())}, {"lot", job.lot.text},
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

ledger::Projection forget_envelopes_but(int log, const tender::TenderId& tender, const tender::LotId& lot,
                                        const std::vector<std::uint64_t>& kept) {
  return {"delete from sealed_envelope where log = $1::int and tender = $2 and lot = $3 and seq <> all($4::bigint[])",
          {std::to_string(log), tender.text, lot.text, array_of(kept)}};
}

}  // namespace terang::server
