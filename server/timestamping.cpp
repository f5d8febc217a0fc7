#include "server/timestamping.h"

#include <pqxx/pqxx>

#include <algorithm>

#include "http/client.h"
#include "server/desk_clock.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/random.h"

namespace terang::server {
namespace {

constexpr std::size_t kMostOctets = 256 * 1024, kNonceOctets = 8;
constexpr std::chrono::milliseconds kTimeout{15'000}, kLook{200};

}  // namespace

Timestamping::Timestamping(Parts parts, Options options) : parts_(std::move(parts)), options_(std::move(options)) {}

Result<std::unique_ptr<Timestamping>> Timestamping::start(Parts parts, Options options) {
  std::unique_ptr<Timestamping> made(new Timestamping(std::move(parts), std::move(options)));
  try {
    pqxx::connection db(made->parts_.database);
    pqxx::read_transaction read_only(db);
    const auto rows = read_only.exec_params("select size, (extract(epoch from at) * 1000000)::bigint from ledger_timestamp where log = $1 order by size desc limit 1",
                                            made->parts_.log_id);
    if (!rows.empty()) made->newest_ = Stamped{static_cast<std::uint64_t>(rows[0][0].as<std::int64_t>()), rows[0][1].as<std::int64_t>()};
  } catch (const std::exception& failed) {
    return Failure{"database_unavailable", failed.what()};
  }
  made->thread_ = std::thread([self = made.get()] { self->run(); });
  return made;
}

Timestamping::~Timestamping() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Timestamping::run() {
  Micros not_before = 0, pause = 0;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::uint64_t size = parts_.log.size();
    if (size == 0 || steady_now() < not_before || (newest_ && newest_->size >= size)) {
      wake_.wait_for(lock, kLook);
      continue;
    }
    lock.unlock();
    const auto stamped = stamp(parts_.log.checkpoint().checkpoint);
    lock.lock();
    if (stamped) {
      newest_ = *stamped;
      pause = 0;
      not_before = steady_now() + options_.interval;
      parts_.metrics.gauge("terang_timestamped_entries", "Entries under the newest time-stamped checkpoint", static_cast<double>(stamped->size));
    } else {
      pause = std::clamp(pause * 2, options_.first_pause, options_.longest_pause);
      not_before = steady_now() + pause;
      log_warning("timestamp.failed", {{"failure", stamped.error().name}, {"url", options_.url}, {"why", stamped.error().message}});
    }
  }
}

Result<Timestamping::Stamped> Timestamping::stamp(const ledger::Checkpoint& checkpoint) const {
  const std::string text = ledger::checkpoint_text(checkpoint), nonce = random_octets(kNonceOctets);
  http::Options http;
  http.timeout = kTimeout;
  http.most_octets = kMostOctets;
  const auto response = http::Client(std::move(http)).post(options_.url, "application/timestamp-query", ledger::timestamp_query(text, nonce));
  if (!response) return response.error();
  if (response->status != 200) return Failure{"timestamp_refused", "The authority answered HTTP status " + std::to_string(response->status) + "."};
  const auto stamp = ledger::open_timestamp_reply(response->body, text, nonce, options_.ca_pem);
  if (!stamp) return stamp.error();
  try {
    pqxx::connection db(parts_.database);
    pqxx::work work(db);
    work.exec_params("insert into ledger_timestamp values ($1, $2, $3, $4, $5::timestamptz) on conflict do nothing", parts_.log_id,
                     static_cast<std::int64_t>(checkpoint.size), text, pqxx::binarystring(stamp->token), format_time(stamp->at));
    work.commit();
  } catch (const std::exception& failed) {
    return Failure{"database_unavailable", failed.what()};
  }
  return Stamped{checkpoint.size, stamp->at};
}

json::Value Timestamping::view_without() { return json::Value::object({{"configured", false}, {"newest", json::Value()}}); }

json::Value Timestamping::view() const {
  const std::lock_guard lock(mutex_);
  json::Value newest;
  if (newest_) newest = json::Value::object({{"at", format_time(newest_->at)}, {"size", newest_->size}});
  return json::Value::object({{"configured", true}, {"newest", std::move(newest)}});
}

}  // namespace terang::server
