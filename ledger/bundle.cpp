#include "ledger/bundle.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "ledger/envelope.h"

namespace terang::ledger {
namespace {

constexpr std::string_view kFormat = "terang-bundle-v1";
constexpr json::Limits kLineLimits{.bytes = 8u << 20, .depth = 4, .decimals = false};

std::string manifest_line(const BundleManifest& manifest) {
  return json::canonical(json::Value::object(
             {{"checkpoint", manifest.checkpoint},
              {"complete", manifest.complete},
              {"format", kFormat},
              {"tender", manifest.tender.empty() ? json::Value() : json::Value(manifest.tender)},
              {"vkey", manifest.vkey}})) +
         "\n";
}

std::string closing_line(std::uint64_t entries) { return "{\"entries\":" + std::to_string(entries) + "}\n"; }

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

using Envelopes = std::map<std::uint64_t, std::string>;
const std::string* envelope_of(const Envelopes& envelopes, std::uint64_t seq) {
  const auto found = envelopes.find(seq);
  return found == envelopes.end() ? nullptr : &found->second;
}

bool disclosed(const StoredEntry& entry, const Disclosure& disclose) {
  if (!entry.payload || !entry.salt) return false;
  if (!disclose) return true;
  const auto envelope = read_envelope(*entry.payload);
  return envelope && disclose(entry.seq, envelope->kind, envelope->tender);
}

// What `data` calls its key: of a bid, a registration or a revocation.
std::string key_of(const StoredEntry& entry) {
  if (!entry.payload) return {};
  const auto payload = json::parse(*entry.payload, {.bytes = 8u << 20, .depth = 64, .decimals = false});
  const json::Value* data = payload ? payload->find("data") : nullptr;
  return data ? std::string(data->text("key")) : std::string();
}

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

// The key entries that a tender's bids name, in order.
Result<std::vector<Kept>> keys_of(Journal& journal, std::string_view tender, std::uint64_t size) {
  std::set<std::string> wanted;
  auto done = journal.read_tender(tender, [&](const StoredEntry& entry) {
    const auto is = [&](std::string_view kind) { return entry.payload->find(kind) != std::string_view::npos; };
    if (entry.seq < size && entry.payload && (is("\"kind\":\"bid.placed\"") || is("\"kind\":\"offer.placed\"")))
      wanted.insert(key_of(entry));
    return entry.seq < size;
  });
  if (!done) return done.error();
  std::vector<Kept> keys;
  done = journal.read_tender({}, [&](const StoredEntry& entry) {
    const auto envelope = entry.payload ? read_envelope(*entry.payload) : std::nullopt;
    if (entry.seq < size && envelope && envelope->kind.starts_with("key.") && wanted.contains(key_of(entry)))
      keys.push_back({entry.seq, std::string(entry.header), copy(entry.salt), copy(entry.payload)});
    return entry.seq < size;
  });
  if (!done) return done.error();
  return keys;
}

Result<Checkpoint> checkpoint_in(const std::string& note) {
  const auto parsed = parse_note(note);
  if (!parsed) return parsed.error();
  return parse_checkpoint(parsed->text);
}

}  // namespace

Result<std::uint64_t> write_log_bundle(Journal& journal, const VerifierKey& key, const std::string& note,
                                       const Sink& sink, const Disclosure& disclose) {
  const auto checkpoint = checkpoint_in(note);
  if (!checkpoint) return checkpoint.error();
  const auto erased = journal.any_erased();
  if (!erased) return erased.error();
  const auto envelopes = journal.envelopes({});
  if (!envelopes) return envelopes.error();
  sink(manifest_line({format_vkey(key), note, {}, !disclose && !*erased}));
  std::string line;
  const auto count = journal.read(0, checkpoint->size, [&](const StoredEntry& entry) {
    line.clear();
    append_line(entry, disclosed(entry, disclose), nullptr, envelope_of(*envelopes, entry.seq), line);
    sink(line);
    return true;
  });
  if (!count) return count;
  if (*count != checkpoint->size)
    return Failure{"log_truncated", "The log has " + std::to_string(*count) + " entries below " +
                                        std::to_string(checkpoint->size) + ", the size of its checkpoint."};
  sink(closing_line(*count));
  return count;
}

Result<std::uint64_t> write_tender_bundle(Journal& journal, std::string_view tender, const VerifierKey& key,
                                          const std::string& note, const Prover& prove, const Sink& sink,
                                          const Disclosure& disclose) {
  const auto checkpoint = checkpoint_in(note);
  if (!checkpoint) return checkpoint.error();
  const auto keys = keys_of(journal, tender, checkpoint->size);
  if (!keys) return keys.error();
  const auto erased = journal.any_erased();
  if (!erased) return erased.error();
  const auto envelopes = journal.envelopes(tender);
  if (!envelopes) return envelopes.error();
  sink(manifest_line({format_vkey(key), note, std::string(tender), !disclose && !*erased}));
  std::string line;
  std::uint64_t count = 0;
  const auto put = [&](const StoredEntry& entry) {
    const auto proof = prove(entry.seq, checkpoint->size);
    line.clear();
    append_line(entry, disclosed(entry, disclose), &proof, envelope_of(*envelopes, entry.seq), line);
    sink(line);
    ++count;
  };
  auto next_key = keys->begin();
  const auto done = journal.read_tender(tender, [&](const StoredEntry& entry) {
    if (entry.seq >= checkpoint->size) return false;
    for (; next_key != keys->end() && next_key->seq < entry.seq; ++next_key) put(next_key->view());
    put(entry);
    return true;
  });
  if (!done) return done.error();
  for (; next_key != keys->end(); ++next_key) put(next_key->view());
  sink(closing_line(count));
  return count;
}

StoredEntry BundleReader::Line::entry() const {
  return {seq, header, salt ? std::optional<std::string_view>(*salt) : std::nullopt,
          payload ? std::optional<std::string_view>(*payload) : std::nullopt, tender};
}

Failure BundleReader::malformed(const char* why) const {
  return {"bundle_malformed", "Line " + std::to_string(line_) + " of the bundle " + why};
}

Result<BundleManifest> BundleReader::manifest() {
  ++line_;
  if (!std::getline(in_, text_)) return malformed("is missing.");
  const auto value = json::parse(text_, kLineLimits);
  if (!value || value->text("format") != kFormat) return malformed("does not say terang-bundle-v1.");
  const json::Value* complete = value->find("complete");
  if (!complete || !complete->is_bool() || value->text("vkey").empty() || value->text("checkpoint").empty())
    return malformed("lacks vkey, checkpoint or complete.");
  return BundleManifest{std::string(value->text("vkey")), std::string(value->text("checkpoint")),
                        std::string(value->text("tender")), complete->as_bool()};
}

Result<std::optional<BundleReader::Line>> BundleReader::next() {
  ++line_;
  const Failure truncated{"bundle_truncated", "The bundle ends after " + std::to_string(entries_) +
                                                  " entries, or its closing line counts others."};
  if (!std::getline(in_, text_)) return truncated;
  const auto value = json::parse(text_, kLineLimits);
  if (!value || !value->is_object()) return in_.eof() ? truncated : malformed("is no JSON object.");
  if (const json::Value* entries = value->find("entries")) {
    if (!entries->is_int() || entries->as_int() != static_cast<std::int64_t>(entries_)) return truncated;
    if (in_.peek() != std::istream::traits_type::eof()) return malformed("closes it, but more follows.");
    return std::optional<Line>();
  }
  Line line;
  const json::Value* seq = value->find("seq");
  const auto header = from_base64(value->text("header"));
  if (!seq || !seq->is_int() || seq->as_int() < 0 || !header) return malformed("lacks seq or header.");
  line.seq = static_cast<std::uint64_t>(seq->as_int());
  line.header = *header;
  line.tender = value->text("tender");
  if (const json::Value* salt = value->find("salt"); salt && salt->is_string()) {
    line.salt = from_base64(salt->as_string());
    if (!line.salt) return malformed("has a salt that is not base64.");
  }
  if (const json::Value* payload = value->find("payload"); payload && payload->is_string())
    line.payload = payload->as_string();
  if (const json::Value* envelope = value->find("envelope"); envelope && envelope->is_string()) {
    line.envelope = from_base64(envelope->as_string());
    if (!line.envelope) return malformed("has an envelope that is not base64.");
  }
  if (const json::Value* proof = value->find("proof"); proof && proof->is_array()) {
    for (const json::Value& item : proof->as_array()) {
      const auto octets = item.is_string() ? from_base64(item.as_string()) : std::nullopt;
      const auto hash = octets ? hash_from(*octets) : std::nullopt;
      if (!hash || line.proof.size() == 64) return malformed("has a proof that is no list of hashes.");
      line.proof.push_back(*hash);
    }
  }
  ++entries_;
  return std::optional<Line>(std::move(line));
}

}  // namespace terang::ledger
