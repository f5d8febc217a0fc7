#include "ledger/bundle_reader.h"

#include <charconv>
#include <utility>

#include "base/json.h"
#include "ledger/decimal.h"

namespace terang::ledger {
namespace {

constexpr json::Limits kManifestLimits{.bytes = 8u << 20, .depth = 6, .decimals = false};

// Reads the one form of RFC 8785 that a line has: members in order, no spaces, each character written the one way.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}
  bool eat(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  bool done() const { return rest_.empty(); }
  std::optional<std::uint64_t> number() {
    std::size_t digits = 0;
    while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') ++digits;
    const auto value = parse_decimal(rest_.substr(0, digits));
    if (!value || *value > (std::uint64_t{1} << 53)) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }
  // A string without anything to escape, as it stands.
  std::optional<std::string_view> plain() {
    if (!eat("\"")) return std::nullopt;
    const std::size_t end = rest_.find_first_of("\"\\");
    if (end == std::string_view::npos || rest_[end] != '"') return std::nullopt;
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return value;
  }
  std::optional<std::string> octets() {
    const auto text = plain();
    return text ? from_base64(*text) : std::nullopt;
  }
  std::optional<std::string> string() {
    if (!eat("\"")) return std::nullopt;
    std::string out;
    for (;;) {
      std::size_t run = 0;
      while (run < rest_.size() && rest_[run] != '"' && rest_[run] != '\\' && static_cast<unsigned char>(rest_[run]) >= 0x20) ++run;
      out.append(rest_.substr(0, run));
      rest_.remove_prefix(run);
      if (eat("\"")) break;
      if (!escape(out)) return std::nullopt;
    }
    if (!is_utf8(out)) return std::nullopt;
    return out;
  }

 private:
  bool escape(std::string& out) {
    if (rest_.size() < 2 || rest_[0] != '\\') return false;
    constexpr std::string_view letters = "\"\\bfnrt", meant = "\"\\\b\f\n\r\t";
    if (const auto at = letters.find(rest_[1]); at != std::string_view::npos) {
      out += meant[at];
      rest_.remove_prefix(2);
      return true;
    }
    if (!eat("\\u00")) return false;
    const auto octet = rest_.size() < 2 ? std::nullopt : from_hex(rest_.substr(0, 2));  // lower case only
    if (!octet || static_cast<unsigned char>((*octet)[0]) >= 0x20 || meant.find((*octet)[0]) != std::string_view::npos) return false;
    out += *octet;
    rest_.remove_prefix(2);
    return true;
  }
  std::string_view rest_;
};

}  // namespace

StoredEntry BundleLine::entry() const {
  return {seq, header, salt ? std::optional<std::string_view>(*salt) : std::nullopt,
          payload ? std::optional<std::string_view>(*payload) : std::nullopt, tender};
}

const char* read_bundle_line(std::string_view text, BundleLine& line) {
  Scan scan(text);
  const auto octets = [&](std::string& into) {
    auto read = scan.octets();
    if (read) into = std::move(*read);
    return read.has_value();
  };
  if (!scan.eat("{")) return "is no JSON object.";
  if (scan.eat("\"envelope\":") && (!octets(line.envelope.emplace()) || !scan.eat(","))) return "has an envelope that is not base64.";
  if (!scan.eat("\"header\":") || !octets(line.header)) return "has no header in base64.";
  if (!scan.eat(",\"payload\":")) return "has no payload after its header.";
  if (!scan.eat("null") && !(line.payload = scan.string())) return "has a payload that is no string in the form of RFC 8785.";
  if (scan.eat(",\"proof\":[") && !scan.eat("]")) {
    do {
      const auto hash = scan.octets();
      const auto octets_of_hash = hash ? hash_from(*hash) : std::nullopt;
      if (!octets_of_hash || line.proof.size() == 64) return "has a proof that is no list of hashes.";
      line.proof.push_back(*octets_of_hash);
    } while (scan.eat(","));
    if (!scan.eat("]")) return "has a proof that is no list of hashes.";
  }
  if (!scan.eat(",\"salt\":")) return "has no salt in its place.";
  if (!scan.eat("null") && !octets(line.salt.emplace())) return "has a salt that is not base64.";
  const auto seq = scan.eat(",\"seq\":") ? scan.number() : std::nullopt;
  if (!seq) return "has no seq in its place.";
  line.seq = *seq;
  if (!scan.eat(",\"tender\":")) return "has no tender in its place.";
  if (!scan.eat("null")) {
    const auto tender = scan.string();
    if (!tender || tender->empty()) return "has a tender that is no string.";
    line.tender = *tender;
  }
  return scan.eat("}") && scan.done() ? nullptr : "holds more than it may.";
}

const char* read_document_line(std::string_view text, BundleDocument& document, std::optional<std::string>& octets) {
  Scan scan(text);
  const auto string = [&](std::string_view before, std::string& into) {
    auto read = scan.eat(before) ? scan.string() : std::nullopt;
    if (read) into = *std::move(read);
    return read.has_value();
  };
  if (!string("{\"document\":{\"name\":", document.name)) return "is no document with a name.";
  if (!string(",\"sha256\":", document.sha256)) return "has no sha256 in its place.";
  const auto size = scan.eat(",\"size\":") ? scan.number() : std::nullopt;
  if (!size) return "has no size in its place.";
  document.size = *size;
  if (!string(",\"tender\":", document.tender) || !string(",\"type\":", document.type)) return "has no tender and type in their places.";
  if (!scan.eat("},\"octets\":")) return "has no octets in their place.";
  if (!scan.eat("null") && !(octets = scan.octets())) return "has octets that are not base64.";
  return scan.eat("}") && scan.done() ? nullptr : "holds more than it may.";
}

Failure BundleReader::malformed(const char* why, std::uint64_t line) const {
  return {"bundle_malformed", "Line " + std::to_string(line ? line : line_) + " of the bundle " + why};
}

bool BundleReader::take_line() {
  ++line_;
  return static_cast<bool>(std::getline(in_, text_));
}

Result<BundleManifest> BundleReader::manifest() {
  if (!take_line()) return malformed("is missing.");
  const auto value = json::parse(text_, kManifestLimits);
  if (!value || value->text("format") != kBundleFormat) return malformed("does not say terang-bundle-v1.");
  if (json::canonical(*value) != text_ || in_.eof()) return malformed("is not in the form of RFC 8785, or has no end.");
  BundleManifest manifest;
  const json::Value *complete = value->find("complete"), *tender = value->find("tender");
  manifest.vkey = value->text("vkey");
  manifest.checkpoint = value->text("checkpoint");
  if (!complete || !complete->is_bool() || !tender || manifest.vkey.empty() || manifest.checkpoint.empty())
    return malformed("lacks vkey, checkpoint, tender or complete.");
  manifest.complete = complete->as_bool();
  if (!tender->is_null() && value->text("tender").empty()) return malformed("has a tender that is no string.");
  manifest.tender = value->text("tender");
  std::size_t known = 5;
  if (const json::Value* range = value->find("range")) {
    const auto number = [&](std::size_t at) { return range->as_array()[at].is_int() ? range->as_array()[at].as_int() : -1; };
    if (!tender->is_null() || !range->is_array() || range->as_array().size() != 2 || number(0) < 0 || number(1) <= number(0))
      return malformed("has a range that is not [from, to].");
    manifest.range = {static_cast<std::uint64_t>(number(0)), static_cast<std::uint64_t>(number(1))};
    ++known;
  }
  if (const json::Value* documents = value->find("documents")) {
    if (!documents->is_bool() || !documents->as_bool()) return malformed("says something of documents that is not true.");
    documents_ = manifest.documents = true;
    ++known;
  }
  if (value->find("policy")) {
    manifest.policy = value->text("policy");
    if (manifest.policy.empty()) return malformed("has a policy that is no text.");
    ++known;
  }
  if (const json::Value* timestamps = value->find("timestamps")) {
    if (!timestamps->is_array() || timestamps->as_array().empty()) return malformed("has no list of time stamps.");
    for (const json::Value& one : timestamps->as_array()) {
      const json::Value* size = one.find("size");
      auto token = from_base64(one.text("token"));
      if (!size || !size->is_int() || size->as_int() < 0 || one.text("note").empty() || !token || token->empty() || one.as_object().size() != 3)
        return malformed("has a time stamp that is not note, size and token.");
      manifest.timestamps.push_back({static_cast<std::uint64_t>(size->as_int()), std::string(one.text("note")), *std::move(token)});
    }
    ++known;
  }
  if (const json::Value* vkeys = value->find("vkeys")) {
    auto keys = read_named_keys(*vkeys);
    if (!keys) return malformed("has vkeys that are no list of keys with their states.");
    manifest.vkeys = *std::move(keys);
    ++known;
  }
  if (value->as_object().size() != known) return malformed("has a member that terang-bundle-v1 does not know.");
  sha_.update(text_).update("\n");
  return manifest;
}

Failure BundleReader::truncated() const {
  return {"bundle_truncated", "The bundle ends after " + std::to_string(entries_) + " entries, without its closing line, or that counts others."};
}

Result<bool> BundleReader::read_closing() {
  Scan scan(text_);
  scan.eat("{\"entries\":");
  const auto count = scan.number();
  if (!count || *count != entries_) return truncated();
  auto seal = scan.eat(",\"seal\":") ? scan.octets() : std::nullopt;
  if (!seal || seal->size() != 64 || !scan.eat("}") || !scan.done()) return malformed("closes it without the log's seal of 64 octets.");
  if (in_.eof() || in_.peek() != std::istream::traits_type::eof()) return malformed("closes it, but more follows, or its end is missing.");
  seal_ = std::move(*seal);
  hash_ = sha_.finish();
  return true;
}

Result<std::optional<std::string>> BundleReader::next_text() {
  if (!take_line()) return truncated();
  if (text_.starts_with("{\"entries\":")) {
    const auto closed = read_closing();
    if (!closed) return closed.error();
    return std::optional<std::string>();
  }
  if (in_.eof()) return truncated();  // a line without its end
  if (documents_ && text_.starts_with("{\"document\":")) {
    kept_ = true;
    return std::optional<std::string>();
  }
  sha_.update(text_).update("\n");
  ++entries_;
  return std::optional<std::string>(std::move(text_));
}

Result<std::optional<BundleReader::Document>> BundleReader::next_document() {
  if (!seal_.empty()) return std::optional<Document>();  // closed already
  if (!std::exchange(kept_, false) && !take_line()) return truncated();
  if (text_.starts_with("{\"entries\":")) {
    const auto closed = read_closing();
    if (!closed) return closed.error();
    return std::optional<Document>();
  }
  if (in_.eof()) return truncated();
  Document read;
  if (const char* why = read_document_line(text_, read.document, read.octets)) return malformed(why);
  sha_.update(text_).update("\n");
  return std::optional<Document>(std::move(read));
}

Result<std::optional<BundleLine>> BundleReader::next() {
  auto text = next_text();
  if (!text) return text.error();
  if (!*text) return std::optional<BundleLine>();
  BundleLine line;
  if (const char* why = read_bundle_line(**text, line)) return malformed(why);
  return std::optional<BundleLine>(std::move(line));
}

}  // namespace terang::ledger
