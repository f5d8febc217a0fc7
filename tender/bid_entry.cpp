#include "tender/bid_entry.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/json.h"

namespace terang::tender {
namespace {

// Texts that are made of digits, hexadecimal or base64 need no escaping; anything else takes the careful way.
bool plain(std::string_view text) {
  bool fine = true;
  for (const char c : text) fine = fine && c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  return fine;
}

void append_text(std::string_view text, std::string& out) {
  if (!plain(text)) return json::append_string(text, out);
  out += '"';
  out += text;
  out += '"';
}

void append_number(std::uint32_t number, std::string& out) {
  char digits[10];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool literal(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  // Up to the closing quote; a text with an escape is not of the form that we write, and is left to the careful way.
  bool text(std::string_view& out) {
    const void* quote = std::memchr(rest_.data(), '"', rest_.size());
    if (!quote) return false;
    const auto size = static_cast<std::size_t>(static_cast<const char*>(quote) - rest_.data());
    out = rest_.substr(0, size);
    if (std::memchr(out.data(), '\\', size)) return false;
    rest_.remove_prefix(size + 1);
    return true;
  }
  bool number() {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos) return false;
    rest_.remove_prefix(end);
    return true;
  }
  // Up to the end of a list that was begun; of objects and texts alone.
  bool list() {
    const std::size_t end = rest_.find(']');
    if (end == std::string_view::npos) return false;
    rest_.remove_prefix(end + 1);
    return true;
  }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace

void append_bid_data(const BidData& bid, std::string& out) {
  out.reserve(out.size() + 352);
  out += "{\"amount\":\"";
  out += bid.amount;
  if (!bid.at_most.empty()) {
    out += "\",\"at_most\":\"";
    out += bid.at_most;
  }
  out += "\",\"bid\":\"";
  out += bid.bid;
  out += "\",\"bidder\":\"";
  out += bid.bidder;
  if (bid.closed) out += "\",\"closed\":true";
  else out += '"';
  out += bid.confirm ? ",\"confirm\":true" : ",\"confirm\":false";
  if (bid.ends_at) {
    out += ",\"ends_at\":\"";
    out += format_time(*bid.ends_at);
    out += '"';
  }
  out += ",\"key\":";
  append_text(bid.key, out);
  out += ",\"lot\":\"";
  out += bid.lot;
  out += '"';
  if (!bid.moved.empty()) {
    out += ",\"moved\":";
    out += bid.moved;
  }
  if (bid.rank != 0) {
    out += ",\"rank\":";
    append_number(bid.rank, out);
    out += ",\"rank_before\":";
    append_number(bid.rank_before, out);
  }
  out += ",\"signature\":";
  append_text(bid.signature, out);
  out += ",\"verdict\":\"";
  out += bid.verdict;
  out += "\"}";
}

bool read_bid_data(std::string_view data, BidData& bid) {
  Reader in(data);
  std::string_view ignored;
  if (!in.literal("{\"amount\":\"") || !in.text(bid.amount)) return false;
  if (in.literal(",\"at_most\":\"") && !in.text(ignored)) return false;
  if (!in.literal(",\"bid\":\"") || !in.text(bid.bid)) return false;
  if (!in.literal(",\"bidder\":\"") || !in.text(bid.bidder)) return false;
  bid.closed = in.literal(",\"closed\":true");
  if (in.literal(",\"confirm\":true"))
    bid.confirm = true;
  else if (in.literal(",\"confirm\":false"))
    bid.confirm = false;
  else
    return false;
  if (in.literal(",\"ends_at\":\"") && !in.text(ignored)) return false;
  if (!in.literal(",\"key\":\"") || !in.text(bid.key)) return false;
  if (!in.literal(",\"lot\":\"") || !in.text(bid.lot)) return false;
  if (in.literal(",\"moved\":[") && !in.list()) return false;
  if (in.literal(",\"rank\":") && (!in.number() || !in.literal(",\"rank_before\":") || !in.number())) return false;
  if (!in.literal(",\"signature\":\"") || !in.text(bid.signature)) return false;
  if (!in.literal(",\"verdict\":\"") || !in.text(bid.verdict)) return false;
  return in.literal("}") && in.done();
}

}  // namespace terang::tender
