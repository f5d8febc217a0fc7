#include "server/live.h"

#include <mutex>
#include <set>
#include <unordered_map>

#include "base/fields.h"
#include "base/sha256.h"
#include "sealing/envelope.h"
#include "server/metrics.h"
#include "server/net/token_bucket.h"

namespace terang::server {
namespace {

constexpr std::uint64_t kEveryone = ~std::uint64_t{0};  // the topic that every connection is subscribed to
constexpr std::uint64_t kOutageSlot = ~std::uint64_t{0};

void send(net::Peer& peer, const json::Value& frame) { peer.send(net::make_text_frame(json::canonical(frame))); }

void send_error(net::Peer& peer, std::string_view code, std::string_view message) {
  send(peer, json::Value::object({{"code", code}, {"message", message}, {"type", "error"}}));
}

std::string first_problem(const json::Problems& problems) {
  return problems.empty() ? std::string() : problems.front().path + ": " + problems.front().name;
}

// Of a bid or offer, what its answer names.
struct Asked {
  tender::TenderId tender;
  tender::LotId lot;
  tender::BidId bid;
  bool sealed = false;
};

constexpr std::size_t kLargestPriceEnvelope = 1024;

bool is_commit(const tender::PlaceBid&) { return false; }
bool is_commit(const tender::PlaceOffer& offer) {
  const auto content = json::parse(offer.content);
  return content.ok() && content->text("kind") == "commit";
}

// What is wrong with the octets that came with a commitment, as far as they and it can tell.
std::string_view envelope_problem(const tender::PlaceBid&) { return {}; }
std::string_view envelope_problem(const tender::PlaceOffer& offer) {
  if (!is_commit(offer)) return {};
  if (offer.envelope.empty()) return "envelope_missing";
  if (offer.envelope.size() > kLargestPriceEnvelope) return "envelope_too_large";
  const auto content = json::parse(offer.content);
  if (to_hex(sha256(offer.envelope)) != content->text("envelope")) return "envelope_hash_mismatch";
  const auto envelope = sealing::parse_envelope(offer.envelope);
  if (!envelope || envelope->k != 1 || envelope->n != 1 || !envelope->members.empty()) return "envelope_malformed";
  if (content->find("key") && to_hex(envelope->key_commitment) != content->text("key")) return "key_commitment_mismatch";
  return {};
}

net::FramePtr answer_frame(const Asked& said, const Answer& answer) {
  std::string text = "{";
  if (answer.bid && answer.bid->again) text += "\"again\":true,";
  if (answer.at != 0 && answer.seq) text += "\"at\":\"" + format_time(answer.at) + "\",";
  text += "\"bid\":";
  json::append_string(said.bid.text, text);
  text += ",\"detail\":";
  if (answer.detail.is_object()) {
    json::append_canonical(answer.detail, text);
  } else if (answer.bid) {
    tender::append_json(*answer.bid, text);
  } else {
    text += "{}";
  }
  text += ",\"lot\":";
  json::append_string(said.lot.text, text);
  if (answer.seq) text += ",\"seq\":" + std::to_string(*answer.seq);
  text += ",\"tender\":";
  json::append_string(said.tender.text, text);
  text += ",\"type\":\"answer\",\"verdict\":";
  json::append_string(answer.verdict, text);
  text += '}';
  return net::make_text_frame(text);
}

}  // namespace

struct Live::Bucket {
  std::mutex mutex;
  net::TokenBucket tokens;

  bool take(const net::Rate& rate) {
    const std::lock_guard lock(mutex);
    return tokens.take(rate, steady_now());
  }
};

struct Live::Connection {
  std::shared_ptr<const Session> session;
  std::uint64_t session_version = 0;  // of Sessions, when `session` was looked up
  std::string token;
  std::shared_ptr<Bucket> bids;  // of the account
  net::TokenBucket messages;
  std::set<std::string> watched;
};

// One bucket an account, however many connections it has.
struct Live::Buckets {
  std::mutex mutex;
  std::unordered_map<std::string, std::shared_ptr<Bucket>> by_account;

  std::shared_ptr<Bucket> of(const std::string& account) {
    const std::lock_guard lock(mutex);
    if (by_account.size() > 100'000) by_account.clear();  // full buckets again: generous, and bounded
    auto& bucket = by_account[account];
    if (!bucket) bucket = std::make_shared<Bucket>();
    return bucket;
  }
};

Live::Live(Desk& desk, const KeyDirectory& keys, const Sessions& sessions, Metrics& metrics, std::string origin,
           LiveOptions options)
    : desk_(desk),
      keys_(keys),
      sessions_(sessions),
      metrics_(metrics),
      origin_(std::move(origin)),
      options_(options),
      buckets_(std::make_unique<Buckets>()) {}

Live::~Live() = default;

net::Admission Live::admit(const net::HttpRequest& request) {
  auto connection = std::make_shared<Connection>();
  connection->token = std::string(request.cookie(kSessionCookie));
  if (!connection->token.empty()) {
    connection->session_version = sessions_.version();
    connection->session = sessions_.hold(connection->token, system_now());
  }
  return net::Admission::accept(std::move(connection));
}

void Live::on_open(const net::PeerPtr& peer) {
  const auto& connection = peer->state_as<Connection>();
  json::Value hello = json::Value::object(
      {{"now", format_time(desk_.clock_reading())}, {"origin", origin_}, {"protocol", 1}, {"type", "hello"}});
  if (connection.session) {
    hello.set("account", connection.session->account);
    if (!connection.session->business.empty()) hello.set("business", connection.session->business);
  }
  peer->subscribe(kEveryone);
  send(*peer, hello);
  if (const auto since = desk_.down_since())
    send(*peer, json::Value::object({{"over", nullptr}, {"since", format_time(*since)}, {"type", "outage"}}));
}

void Live::on_close(const net::PeerPtr& peer, std::string_view) { desk_.unwatch(peer->id(), std::nullopt); }

void Live::on_text(const net::PeerPtr& peer, std::string_view text) {
  auto& connection = peer->state_as<Connection>();
  if (!connection.messages.take(options_.messages_per_peer, steady_now()))
    return send_error(*peer, "too_many_requests", "Slow down and send that again in a second.");
  const auto frame = json::parse(text, {.bytes = 64 * 1024, .depth = 8, .decimals = false});
  if (!frame) return send_error(*peer, "frame_malformed", frame.error().name);
  const std::string_view type = frame->text("type");
  if (type == "bid") return bid(peer, connection, *frame);
  if (type == "offer") return offer(peer, connection, *frame);
  if (type == "watch") return watch(peer, connection, *frame);
  if (type == "unwatch") return unwatch(peer, connection, *frame);
  if (type == "time") {
    const json::Value* sent = frame->find("sent");
    if (!sent || !sent->is_int()) return send_error(*peer, "frame_malformed", "/sent: not_an_integer");
    return send(*peer, json::Value::object(
                           {{"now", format_time(desk_.clock_reading())}, {"sent", *sent}, {"type", "time"}}));
  }
  send_error(*peer, "frame_malformed", "/type: watch, unwatch, bid, offer or time");
}

void Live::watch(const net::PeerPtr& peer, Connection& connection, const json::Value& frame) {
  json::Problems problems;
  json::Fields fields(frame, "", problems);
  fields.any("type");
  const std::string tender = fields.text("tender", 64);
  const auto since = fields.optional_integer("since", 0, std::int64_t{1} << 53);
  fields.no_others();
  if (!problems.empty()) return send_error(*peer, "frame_malformed", first_problem(problems));
  if (connection.watched.size() >= options_.watches_per_peer && !connection.watched.contains(tender))
    return send_error(*peer, "too_many_watches", "Stop following another tender first.");
  connection.watched.insert(tender);
  tender::Actor actor{tender::AccountId{}, tender::Role::bidder, tender::BusinessId{}};
  if (connection.session) {
    actor = {tender::AccountId{connection.session->account},
             tender::role_from(connection.session->role).value_or(tender::Role::bidder),
             tender::BusinessId{connection.session->business}};
  }
  desk_.watch(peer, std::move(actor), tender::TenderId{tender},
              since ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(*since)) : std::nullopt,
              [peer] { send_error(*peer, "no_such_tender", "There is no such tender, or it is not published."); });
}

void Live::unwatch(const net::PeerPtr& peer, Connection& connection, const json::Value& frame) {
  const std::string tender(frame.text("tender"));
  if (connection.watched.erase(tender) == 0)
    return send_error(*peer, "frame_malformed", "/tender: you do not follow it");
  desk_.unwatch_topics(peer, tender::TenderId{tender});
}

template <class Said>
std::string_view Live::check(Connection& connection, const Said& said) {
  // Looked at for each bid: a session that was ended elsewhere bids no more. The version is taken first: what ends
  // while we look it up is looked up again.
  const Micros now = system_now();
  if (connection.session) {
    if (const std::uint64_t version = sessions_.version(); version != connection.session_version) {
      connection.session = sessions_.hold(connection.token, now);
      connection.session_version = version;
    } else if (connection.session->expires_at <= now) {
      connection.session = nullptr;
    }
  }
  if (!connection.session) return "signed_out";
  if (connection.session->role != "bidder" || connection.session->business.empty()) return "not_a_bidder";
  if (!connection.bids) connection.bids = buckets_->of(connection.session->account);
  if (!connection.bids->take(options_.bids_per_account)) return "too_many_requests";
  const auto owner = keys_.find(said.key.text);
  if (!owner || owner->account != connection.session->account) return "key_unknown";
  const auto signature = from_base64(said.signature);
  if (!signature || !owner->key->verify(signed_bytes(said, origin_), *signature)) return "signature_invalid";
  return {};
}

template <class Said>
void Live::submit(const net::PeerPtr& peer, Connection& connection, Said said, Micros received) {
  auto answered = [this, peer, received, asked = Asked{said.tender, said.lot, said.bid, is_commit(said)}](const Answer& answer) {
    if (answer.silent || asked.sealed)
      metrics_.sealed_or_cover();
    else
      metrics_.bid_answered(answer.verdict, steady_now() - received);
    peer->send(answer_frame(asked, answer));
  };
  if (const std::string_view refusal = check(connection, said); !refusal.empty())
    return answered(Answer{refusal, {}, 0, {}, {}});
  if (const std::string_view refusal = envelope_problem(said); !refusal.empty())
    return answered(Answer{refusal, {}, 0, {}, {}});
  said.by = {tender::AccountId{connection.session->account}, tender::Role::bidder,
             tender::BusinessId{connection.session->business}};
  desk_.submit(std::move(said), std::move(answered));
}

void Live::bid(const net::PeerPtr& peer, Connection& connection, const json::Value& frame) {
  const Micros received = steady_now();
  json::Problems problems;
  json::Fields fields(frame, "", problems);
  fields.any("type");
  tender::PlaceBid bid;
  bid.tender = tender::TenderId{fields.text("tender", 64)};
  bid.lot = tender::LotId{fields.text("lot", 16)};
  bid.bid = tender::BidId{fields.text("bid", 36)};
  bid.amount = fields.text("amount", 40);
  bid.confirm = fields.boolean("confirm", false);
  bid.key = tender::KeyId{fields.text("key", 16)};
  bid.signature = fields.text("signature", 88);
  fields.no_others();
  if (!problems.empty()) return send_error(*peer, "frame_malformed", first_problem(problems));

  submit(peer, connection, std::move(bid), received);
}

void Live::offer(const net::PeerPtr& peer, Connection& connection, const json::Value& frame) {
  const Micros received = steady_now();
  json::Problems problems;
  json::Fields fields(frame, "", problems);
  fields.any("type");
  tender::PlaceOffer offer;
  offer.tender = tender::TenderId{fields.text("tender", 64)};
  offer.lot = tender::LotId{fields.text("lot", 16)};
  offer.bid = tender::BidId{fields.text("bid", 36)};
  if (const json::Value* content = fields.object("content", true)) offer.content = json::canonical(*content);
  offer.key = tender::KeyId{fields.text("key", 16)};
  offer.signature = fields.text("signature", 88);
  if (is_commit(offer)) {
    const auto octets = from_base64(fields.optional_text("envelope", 64 * 1024));
    if (!octets) fields.problem("envelope", "not_base64");
    if (octets) offer.envelope = *octets;
  }
  fields.no_others();
  if (!problems.empty()) return send_error(*peer, "frame_malformed", first_problem(problems));
  submit(peer, connection, std::move(offer), received);
}

void Live::tell_outage(net::Hub& hub, Micros since, std::optional<Micros> over) {
  hub.publish(kEveryone, kOutageSlot,
              net::make_text_frame(json::canonical(json::Value::object(
                  {{"over", over ? json::Value(format_time(*over)) : json::Value()},
                   {"since", format_time(since)},
                   {"type", "outage"}}))));
}

}  // namespace terang::server
