#include "ledger/envelope.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/check.h"

namespace terang::ledger {
namespace {

constexpr std::string_view kData = "{\"data\":", kKind = ",\"kind\":\"", kTender = "\",\"tender\":\"",
                           kTprev = "\",\"tprev\":\"", kTseq = "\",\"tseq\":";

constexpr auto kHexPairs = [] {
  std::array<char, 512> pairs{};
  constexpr char digits[] = "0123456789abcdef";
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[2 * i] = digits[i >> 4];
    pairs[2 * i + 1] = digits[i & 15];
  }
  return pairs;
}();

constexpr auto kIdentifier = [] {
  std::array<bool, 256> allowed{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789._-")) allowed[static_cast<std::uint8_t>(c)] = true;
  return allowed;
}();

bool identifier_character(char c) { return kIdentifier[static_cast<std::uint8_t>(c)]; }

// Writes into memory that is known to be large enough.
class Pen {
 public:
  explicit Pen(char* at) : at_(at) {}
  Pen& put(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
    return *this;
  }
  Pen& put_hex(const Hash& hash) {
    for (const std::uint8_t octet : hash) {
      std::memcpy(at_, &kHexPairs[2 * std::size_t{octet}], 2);
      at_ += 2;
    }
    return *this;
  }

 private:
  char* at_;
};

// Cuts `suffix` off the end of `text`; false when it does not end so.
bool cut(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// Cuts the identifier that `text` ends with.
std::string_view cut_identifier(std::string_view& text) {
  std::size_t from = text.size();
  while (from > 0 && identifier_character(text[from - 1])) --from;
  const std::string_view word = text.substr(from);
  text.remove_suffix(word.size());
  return word;
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), identifier_character);
}

std::string write_envelope(std::string_view kind, std::string_view tender, std::string_view data, const Hash& tprev,
                           std::uint64_t tseq) {
  TERANG_ASSERT(is_identifier(kind) && !data.empty());
  TERANG_ASSERT(tender.empty() || is_identifier(tender));
  constexpr std::string_view kEnd = "\"}";
  char number[20];
  const auto end = std::to_chars(number, number + sizeof number, tseq).ptr;
  const std::string_view digits(number, static_cast<std::size_t>(end - number));
  // The length first, and then one write: half the time of a chain of appends, and this is made for every bid.
  std::size_t size = kData.size() + data.size() + kKind.size() + kind.size();
  size += tender.empty() ? kEnd.size()
                         : kTender.size() + tender.size() + kTprev.size() + 64 + kTseq.size() + digits.size() + 1;
  std::string out(size, '\0');
  Pen pen(out.data());
  pen.put(kData).put(data).put(kKind).put(kind);
  if (tender.empty()) {
    pen.put(kEnd);
  } else {
    pen.put(kTender).put(tender).put(kTprev).put_hex(tprev).put(kTseq).put(digits).put("}");
  }
  return out;
}

std::optional<Envelope> read_envelope(std::string_view payload) {
  Envelope envelope;
  std::string_view rest = payload;
  if (!rest.starts_with(kData) || !cut(rest, "}")) return std::nullopt;
  if (!rest.ends_with('"')) {  // ends with tseq
    std::size_t from = rest.size();
    while (from > 0 && rest[from - 1] >= '0' && rest[from - 1] <= '9') --from;
    const std::string_view number = rest.substr(from);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), envelope.tseq);
    if (number.empty() || error != std::errc{} || (number.size() > 1 && number[0] == '0')) return std::nullopt;
    rest.remove_suffix(number.size());
    if (!cut(rest, kTseq)) return std::nullopt;
    envelope.tprev = cut_identifier(rest);
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (envelope.tprev.size() != 64 || !std::all_of(envelope.tprev.begin(), envelope.tprev.end(), hex))
      return std::nullopt;
    if (!cut(rest, kTprev)) return std::nullopt;
    envelope.tender = cut_identifier(rest);
    if (!is_identifier(envelope.tender) || !cut(rest, kTender)) return std::nullopt;
  } else {
    rest.remove_suffix(1);
  }
  envelope.kind = cut_identifier(rest);
  if (!is_identifier(envelope.kind) || !cut(rest, kKind) || rest.size() <= kData.size()) return std::nullopt;
  envelope.data = rest.substr(kData.size());
  return envelope;
}

}  // namespace terang::ledger
