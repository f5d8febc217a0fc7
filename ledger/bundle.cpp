#include "ledger/bundle.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/sha256.h"
#include "ledger/envelope.h"
#include "ledger/envelope_pages.h"

namespace terang::ledger {
namespace {

std::string manifest_line(const BundleManifest& manifest) {
  json::Value line = json::Value::object({{"checkpoint", manifest.checkpoint},
                                          {"complete", manifest.complete},
                                          {"format", kBundleFormat},
                                          {"tender", manifest.tender.empty() ? json::Value() : json::Value(manifest.tender)},
                                          {"vkey", manifest.vkey}});
  if (manifest.range) line.set("range", json::Value::array({manifest.range->first, manifest.range->second}));
  if (manifest.documents) line.set("documents", true);
  if (!manifest.policy.empty()) line.set("policy", manifest.policy);
  json::Array timestamps;
  for (const BundleTimestamp& one : manifest.timestamps)
    timestamps.push_back(json::Value::object({{"note", one.note}, {"size", one.size}, {"token", to_base64(one.token)}}));
  if (!timestamps.empty()) line.set("timestamps", std::move(timestamps));
  line.set("vkeys", to_json(manifest.vkeys));
  return json::canonical(line) + "\n";
}

// The line by hand: a JSON tree for each entry would cost more than reading it from the database.
void append_line(const StoredEntry& entry, bool disclosed, const std::vector<Hash>* proof, const std::string* envelope,
                 std::string& out) {
  out += '{';
  if (envelope && disclosed) out.append("\"envelope\":\"").append(to_base64(*envelope)).append("\",");
  out.append("\"header\":\"").append(to_base64(entry.header)).append("\",\"payload\":");
  if (disclosed) {
    json::append_string(*entry.payload, out);
  } else {
    out += "null";
  }
  if (proof) {
    out += ",\"proof\":[";
    for (const Hash& hash : *proof) {
      if (&hash != proof->data()) out += ',';
      out.append("\"").append(to_base64(as_chars(hash))).append("\"");
    }
    out += ']';
  }
  out += ",\"salt\":";
  disclosed ? out.append("\"").append(to_base64(*entry.salt)).append("\"") : out.append("null");
  out.append(",\"seq\":").append(std::to_string(entry.seq)).append(",\"tender\":");
  if (entry.tender.empty()) {
    out += "null";
  } else {
    json::append_string(entry.tender, out);
  }
  out += "}\n";
}

bool disclosed(const StoredEntry& entry, const Disclosure& disclose) {
  if (!entry.payload || !entry.salt) return false;
  if (!disclose) return true;
  const auto envelope = read_envelope(*entry.payload);
  return envelope && disclose(entry.seq, envelope->kind, envelope->tender);
}

json::Value data_of(const StoredEntry& entry) {
  const auto payload = entry.payload ? json::parse(*entry.payload, {.bytes = 8u << 20, .depth = 64, .decimals = false}) : Result<json::Value>(json::Value());
  const json::Value* data = payload ? payload->find("data") : nullptr;
  return data ? *data : json::Value();
}
// What `data` calls its key: of a bid, a registration or a revocation.
std::string key_of(const StoredEntry& entry) { return std::string(data_of(entry).text("key")); }

struct Kept {  // an entry that outlives the reader's callback
  std::uint64_t seq;
  std::string header;
  std::optional<std::string> salt, payload;
  StoredEntry view() const {
    return {seq, header, salt ? std::optional<std::string_view>(*salt) : std::nullopt,
            payload ? std::optional<std::string_view>(*payload) : std::nullopt, {}};
  }
};

std::optional<std::string> copy(const std::optional<std::string_view>& octets) {
  return octets ? std::optional<std::string>(*octets) : std::nullopt;
}

// Those that a tender's bids name.
Result<std::set<std::string>> bidders_keys_of(Journal& journal, std::string_view tender, std::uint64_t size) {
  std::set<std::string> named;
  const auto done = journal.read_tender(tender, [&](const StoredEntry& entry) {
    const auto is = [&](std::string_view kind) { return entry.payload->find(kind) != std::string_view::npos; };
    if (entry.seq < size && entry.payload && (is("\"kind\":\"bid.placed\"") || is("\"kind\":\"offer.placed\"")))
      named.insert(key_of(entry));
    return entry.seq < size;
  });
  if (!done) return done.error();
  return named;
}

struct Keys {
  std::vector<Kept> entries;    // on these bidders' keys and on the log's own, in order
  std::vector<NamedKey> named;  // the log's, as of the newest entry under the checkpoint
};
Result<Keys> keys_of(const BundleSource& source, const std::set<std::string>& bidders, const Checkpoint& checkpoint) {
  Keys keys;
  KeyHistory history;  // what is wrong with one of them is for readers to find
  auto done = source.journal.read_tender({}, [&](const StoredEntry& entry) {
    const auto envelope = entry.payload ? read_envelope(*entry.payload) : std::nullopt;
    const bool log = envelope && envelope->kind.starts_with("log.key_");
    const bool bidder = !bidders.empty() && envelope && envelope->kind.starts_with("key.") && bidders.contains(key_of(entry));
    if (entry.seq >= checkpoint.size) return false;
    if (log) (void)history.add({entry.seq, 0, envelope->kind, {}, 0, envelope->data}, checkpoint.origin);
    if (log || bidder) keys.entries.push_back({entry.seq, std::string(entry.header), copy(entry.salt), copy(entry.payload)});
    return true;
  });
  Micros newest = 0;
  if (done && checkpoint.size > 0)
    done = source.journal.read(checkpoint.size - 1, checkpoint.size, [&](const StoredEntry& entry) {
      if (const auto header = decode_header(entry.header)) newest = header->time;
      return true;
    });
  if (!done) return done.error();
  keys.named = named_keys(history.keys(), format_vkey(source.signer.key), newest);
  return keys;
}

Result<Checkpoint> checkpoint_in(const std::string& note) {
  const auto parsed = parse_note(note);
  if (!parsed) return parsed.error();
  return parse_checkpoint(parsed->text);
}

// A bundle being written: what goes out is hashed for the seal.
class Writing {
 public:
  Writing(const BundleSource& source, const Sink& sink, BundleManifest manifest)
      : source_(source), sink_(sink), envelopes_(source.journal, manifest.tender) {
    manifest.vkey = format_vkey(source.signer.key);
    manifest.checkpoint = source.checkpoint;
    manifest.complete = !source.disclose;
    manifest.documents = static_cast<bool>(source.document);
    manifest.policy = source.policy;
    manifest.timestamps = source.timestamps;
    put(manifest_line(manifest));
  }
  // False: close() says why.
  bool add(const StoredEntry& entry, std::uint64_t size) {
    std::vector<Hash> proof;
    if (source_.prove) proof = source_.prove(entry.seq, size);
    const auto envelope = envelopes_.of(entry.seq);
    if (!envelope) {
      failure_ = envelope.error();
      return false;
    }
    const bool told = disclosed(entry, source_.disclose);
    line_.clear();
    append_line(entry, told, source_.prove ? &proof : nullptr, *envelope, line_);
    put(line_);
    ++count_;
    if (told && source_.document) note_document(entry);
    return true;
  }
  Result<std::uint64_t> close() {
    for (const auto& [document, seq] : documents_)
      if (!failure_) failure_ = add_document(document, seq);
    if (failure_) return *failure_;
    const auto seal = source_.signer.sign(seal_text(source_.signer.key.name, count_, sha_.finish()));
    if (!seal) return seal.error();
    sink_("{\"entries\":" + std::to_string(count_) + ",\"seal\":\"" + to_base64(*seal) + "\"}\n");
    return count_;
  }

 private:
  void put(std::string_view line) {
    sha_.update(line);
    sink_(line);
  }
  void note_document(const StoredEntry& entry) {
    if (entry.payload->find("\"kind\":\"bid.proposed\"") == std::string_view::npos) return;
    const auto envelope = read_envelope(*entry.payload);
    auto document = envelope ? document_of(envelope->kind, entry.tender, data_of(entry)) : std::nullopt;
    if (document && named_.emplace(document->tender, document->sha256).second) documents_.emplace_back(std::move(*document), entry.seq);
  }
  std::optional<Failure> add_document(const BundleDocument& document, std::uint64_t seq) {
    const auto octets = source_.document(document);
    if (!octets) return octets.error();
    TERANG_ASSERT(*octets || source_.disclose);
    if (*octets && (to_hex(sha256(**octets)) != document.sha256 || (*octets)->size() != document.size))
      return Failure{"document_mismatch", "The octets of " + document.name + " are not those that entry " + std::to_string(seq) + " names."};
    put(document_line(document, *octets));
    return std::nullopt;
  }

  const BundleSource& source_;
  const Sink& sink_;
  EnvelopePages envelopes_;
  Sha256 sha_;
  std::string line_;
  std::uint64_t count_ = 0;
  std::vector<std::pair<BundleDocument, std::uint64_t>> documents_;  // with the first entry that names each
  std::set<std::pair<std::string, std::string>> named_;
  std::optional<Failure> failure_;
};

Failure truncated(std::uint64_t found, std::uint64_t wanted) {
  return {"log_truncated", "The log has " + std::to_string(found) + " entries of " + std::to_string(wanted) +
                               " that its checkpoint promises."};
}

Result<std::uint64_t> write_between(const BundleSource& source, std::uint64_t from, std::uint64_t to, BundleManifest manifest,
                                    const Checkpoint& checkpoint, const Sink& sink) {
  auto keys = keys_of(source, {}, checkpoint);
  if (!keys) return keys.error();
  manifest.vkeys = std::move(keys->named);
  Writing writing(source, sink, std::move(manifest));
  bool whole = true;
  const auto count = source.journal.read(from, to, [&](const StoredEntry& entry) { return whole = writing.add(entry, checkpoint.size); });
  if (!count) return count;
  if (whole && *count != to - from) return truncated(*count, to - from);
  return writing.close();
}

}  // namespace

BundleSigner bundle_signer(const SigningKey& key, std::string_view origin) {
  return {verifier_key(key, origin), [key](std::string_view text) { return key.try_sign(text); }};
}

std::string seal_text(std::string_view origin, std::uint64_t entries, const Hash& octets_before) {
  return std::string(kBundleFormat) + "\n" + std::string(origin) + "\n" + std::to_string(entries) + "\n" +
         to_base64(as_chars(octets_before)) + "\n";
}

Result<std::uint64_t> write_log_bundle(const BundleSource& source, const Sink& sink) {
  const auto checkpoint = checkpoint_in(source.checkpoint);
  if (!checkpoint) return checkpoint.error();
  TERANG_ASSERT(!source.prove);  // the root proves them all
  return write_between(source, 0, checkpoint->size, {}, *checkpoint, sink);
}

Result<std::uint64_t> write_range_bundle(const BundleSource& source, std::uint64_t from, std::uint64_t to, const Sink& sink) {
  const auto checkpoint = checkpoint_in(source.checkpoint);
  if (!checkpoint) return checkpoint.error();
  TERANG_ASSERT(source.prove);
  if (from >= to || to > checkpoint->size)
    return Failure{"range_malformed", "The range is empty, or ends beyond the " + std::to_string(checkpoint->size) +
                                          " entries of the log's checkpoint."};
  BundleManifest manifest;
  manifest.range = {from, to};
  return write_between(source, from, to, std::move(manifest), *checkpoint, sink);
}

Result<std::uint64_t> write_tender_bundle(const BundleSource& source, std::string_view tender, const Sink& sink) {
  const auto checkpoint = checkpoint_in(source.checkpoint);
  if (!checkpoint) return checkpoint.error();
  TERANG_ASSERT(source.prove);
  const auto bidders = bidders_keys_of(source.journal, tender, checkpoint->size);
  if (!bidders) return bidders.error();
  auto keys = keys_of(source, *bidders, *checkpoint);
  if (!keys) return keys.error();
  BundleManifest manifest;
  manifest.tender = tender;
  manifest.vkeys = std::move(keys->named);
  Writing writing(source, sink, std::move(manifest));
  auto next_key = keys->entries.begin();
  bool whole = true;
  const auto add_keys_before = [&](std::uint64_t seq) {
    for (; whole && next_key != keys->entries.end() && next_key->seq < seq; ++next_key) whole = writing.add(next_key->view(), checkpoint->size);
  };
  const auto done = source.journal.read_tender(tender, [&](const StoredEntry& entry) {
    if (entry.seq >= checkpoint->size) return false;
    add_keys_before(entry.seq);
    return whole = whole && writing.add(entry, checkpoint->size);
  });
  if (!done) return done.error();
  add_keys_before(UINT64_MAX);
  return writing.close();
}

}  // namespace terang::ledger
