#include "tests/faults/tamper_log.h"

#include <random>

#include "base/sha256.h"
#include "ledger/signed_bytes.h"
#include "sealing/price_content.h"
#include "tests/ledger/bidder_key.h"
#include "tests/tender/world.h"

namespace terang::tamper {
namespace {

using json::Value;
using tender::test::World;

constexpr const char* kBidders[] = {"101", "102", "103"};

class Play {
 public:
  std::vector<Told> told() {
    for (const char* who : kBidders) {
      const std::string spki = to_base64(keys_[who].spki());
      const tender::Actor by = w_.bidder(who);
      const std::string signature = keys_[who].sign(ledger::bytes_of(ledger::SignedKey{by.account.text, kOrigin, spki}));
      w_.must(tender::RegisterKey{by, key(who), spki, to_base64(signature)});
    }
    auction();
    sealed();
    std::vector<Told> all;
    for (const auto& logged : w_.log) {
      const Hash salt = sha256("salt", std::to_string(logged.seq));
      all.push_back({logged.kind, logged.tender, logged.data, logged.time, *ledger::salt_from(as_chars(salt).substr(0, 16)), envelopes_[logged.seq], documents_[logged.seq]});
    }
    return all;
  }

 private:
  tender::KeyId key(const std::string& who) { return tender::KeyId(keys_[who].id()); }
  void admit_all() {
    for (const char* who : kBidders) {
      w_.must(tender::NameBidder{w_.officer, w_.id, tender::BusinessId(std::string("b") + who), std::string("PT ") + who, tender::Pseudonym(who)});
      w_.must(tender::Admit{w_.officer, w_.id, tender::Pseudonym(who), {w_.lot1}, Value()});
    }
    w_.must(tender::Schedule{w_.officer, w_.id});
  }
  std::string_view bid(const std::string& who, const std::string& amount) {
    const std::string id = w_.next_uuid(), signer = keys_[who].id();
    const std::string signature =
        keys_[who].sign(ledger::bytes_of(ledger::SignedBid{amount, id, false, signer, "1", kOrigin, w_.id.text}));
    return w_.verdict(tender::PlaceBid{w_.bidder(who), w_.id, w_.lot1, tender::BidId(id), amount, false, key(who), to_base64(signature)});
  }
  // On paper, entered by two officers.
  void surrogate(const std::string& who, const std::string& amount) {
    const std::string letter = "%PDF-1.7 We, PT " + who + ", offer " + amount + ".";
    auto proposed = w_.proposal(who, amount);
    proposed.document = {"surat " + who + ".pdf", "application/pdf", letter.size(), to_hex(sha256(letter))};
    const tender::BidId id = proposed.bid;
    w_.must(proposed);
    documents_[w_.log.back().seq] = letter;
    w_.must(tender::ApproveBid{w_.second, w_.id, w_.lot1, id});
  }
  void auction() {
    w_.drafted();
    w_.must(tender::Publish{w_.officer, w_.id, w_.server_keys()});
    admit_all();
    w_.to(w_.start);
    std::string leader;
    int refused = 0;
    for (int i = 0; i < 36; ++i) {
      w_.after(5 * kSecond);
      const std::string who = kBidders[i % 3];
      if (i == 4 || i == 20) {
        surrogate(who, std::to_string(990 - 4 * i));
        leader = who;
        continue;
      }
      const auto verdict = bid(who, i % 7 == 3 ? "1000000" : std::to_string(990 - 4 * i));
      if (verdict == tender::kAccepted) leader = who;
      refused += verdict != tender::kAccepted;
    }
    EXPECT_GE(refused, 5);
    w_.to(w_.end + tender::test::kHour);
    w_.must(tender::Award{w_.officer, w_.id, {{w_.lot1, tender::Pseudonym(leader), ""}}, World::kReason});
  }
  void sealed() {
    const auto server = sealing::PrivateKey::derive("the server of the tests, 32 oct.");
    w_.id = tender::TenderId(kSealed);
    w_.start = w_.now + tender::test::kHour;
    w_.end = w_.start + tender::test::kHour;
    w_.drafted(R"({"type":"sealed_first_price"})");
    w_.must(tender::Publish{w_.officer, w_.id, {{w_.lot1, to_base64(server.point())}}});
    admit_all();
    w_.to(w_.start);
    std::map<std::string, std::string> amounts;
    for (int i = 0; i < 3; ++i) {
      const std::string who = kBidders[i], amount = std::to_string(880 - 10 * i), id = w_.next_uuid(), signer = keys_[who].id();
      sealing::Context context;
      context.tender = kSealed;
      context.lot = "1";
      context.bidder = who;
      context.bid = id;
      context.server_key = server.point();
      context.deadline = w_.end;
      auto envelope = sealing::seal(context, sealing::price_content(amount), sealing::random_for_sealing());
      Value content = sealing::commitments_to_json(envelope.commitments);
      content.set("kind", "commit");
      content.set("version", 1);
      const std::string said = json::canonical(content);
      const std::string signature = keys_[who].sign(ledger::bytes_of(ledger::SignedOffer{id, said, signer, "1", kOrigin, w_.id.text}));
      w_.after(kSecond);
      w_.must(tender::PlaceOffer{w_.bidder(who), w_.id, w_.lot1, tender::BidId(id), said, key(who), to_base64(signature), envelope.envelope});
      envelopes_[w_.log.back().seq] = envelope.envelope;
      amounts[who] = amount;
    }
    w_.to(w_.end);
    const auto opening = w_.registry.opening(w_.id, w_.lot1);
    ASSERT_TRUE(opening && opening->bids.size() == 3);
    tender::OpenSealed command{w_.id, w_.lot1, to_base64(server.scalar()), {}};
    for (const auto& one : opening->bids) command.opened.push_back({one.bidder, one.bid, amounts[one.bidder.text], ""});
    w_.must(command);
    w_.must(tender::Award{w_.officer, w_.id, {{w_.lot1, tender::Pseudonym("103"), ""}}, World::kReason});
  }

  World w_;
  std::map<std::string, test::BidderKey> keys_;
  std::map<std::uint64_t, std::string> envelopes_, documents_;
};

}  // namespace

std::vector<Told> real_ledger() { return Play().told(); }

Log::Log(const std::vector<Told>& told) {
  ledger::Chain chain;
  for (const Told& one : told) {
    const ledger::Entry entry = chain.append(one.kind, one.tender, one.data, one.time, one.salt);
    EXPECT_TRUE(journal_.write({{entry}, {}}).durable());
    tree_.append(entry.leaf);
    if (!one.document.empty()) documents_[to_hex(sha256(one.document))] = one.document;
    if (!one.envelope.empty()) journal_.keep_envelope(entry.header.seq, one.envelope);
  }
}

std::string Log::note(std::uint64_t size, const ledger::SigningKey& key) const {
  return ledger::sign_checkpoint(kOrigin, size, ledger::root_at(tree_, size), key);
}

std::optional<std::string> Log::tile(const ledger::TilePath& path, std::uint64_t size) {
  if (!path.entries) return ledger::hash_tile(tree_, path, size);
  if (!ledger::tile_exists(path, size)) return std::nullopt;
  std::string octets;
  EXPECT_TRUE(journal_.read(path.first(), path.first() + path.width, [&](const ledger::StoredEntry& entry) {
    ledger::append_bundled_entry(octets, entry.header);
    return true;
  }));
  return octets;
}

std::string Log::bundle(Form form, const ledger::SigningKey& key, std::uint64_t size) {
  std::string text;
  const std::string checkpoint = note(size, key);
  const auto signer = ledger::bundle_signer(key, kOrigin);
  const ledger::Sink sink = [&](std::string_view octets) { text += octets; };
  ledger::BundleSource source{journal_, signer, checkpoint};
  if (form != Form::whole && form != Form::documents) source.prove = [this](std::uint64_t seq, std::uint64_t of) { return ledger::inclusion_proof(tree_, seq, of); };
  if (form == Form::sealed_withheld)
    source.disclose = [](std::uint64_t, std::string_view kind, std::string_view) { return kind != "bidder.named" && kind != "tender.drafted"; };
  if (form == Form::documents) {
    source.policy = "quorum none\n";
    source.document = [this](const ledger::BundleDocument& named) -> Result<std::optional<std::string>> { return std::optional(documents_[named.sha256]); };
  }
  switch (form) {
    case Form::whole: case Form::documents: EXPECT_TRUE(ledger::write_log_bundle(source, sink)); break;
    case Form::auction: EXPECT_TRUE(ledger::write_tender_bundle(source, kAuction, sink)); break;
    case Form::sealed_withheld: EXPECT_TRUE(ledger::write_tender_bundle(source, kSealed, sink)); break;
    case Form::range: EXPECT_TRUE(ledger::write_range_bundle(source, size / 4, size - size / 4, sink)); break;
  }
  return text;
}

std::string Log::bundle_without(const std::set<std::uint64_t>& withheld, const ledger::SigningKey& key) {
  std::string text;
  const std::string checkpoint = note(size(), key);
  const ledger::Disclosure told = [&](std::uint64_t seq, std::string_view, std::string_view) { return !withheld.contains(seq); };
  EXPECT_TRUE(ledger::write_log_bundle({journal_, ledger::bundle_signer(key, kOrigin), checkpoint, told},
                                       [&](std::string_view octets) { text += octets; }));
  return text;
}

std::string Log::range_without(std::uint64_t from, std::uint64_t to, const std::set<std::uint64_t>& withheld, const ledger::SigningKey& key) {
  std::string text;
  const std::string checkpoint = note(size(), key);
  const ledger::Disclosure told = [&](std::uint64_t seq, std::string_view, std::string_view) { return !withheld.contains(seq); };
  const ledger::Prover prove = [this](std::uint64_t seq, std::uint64_t of) { return ledger::inclusion_proof(tree_, seq, of); };
  EXPECT_TRUE(ledger::write_range_bundle({journal_, ledger::bundle_signer(key, kOrigin), checkpoint, told, prove}, from, to,
                                         [&](std::string_view octets) { text += octets; }));
  return text;
}

}  // namespace terang::tamper
