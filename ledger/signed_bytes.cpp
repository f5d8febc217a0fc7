#include "ledger/signed_bytes.h"

#include "base/json.h"

namespace terang::ledger {
namespace {

// Written straight out: a tree of values would cost more than the rest of reading a bid.
class Writer {
 public:
  Writer() { bytes_.reserve(320); }
  Writer& text(std::string_view name, std::string_view value) {
    begin(name);
    json::append_string(value, bytes_);
    return *this;
  }
  Writer& raw(std::string_view name, std::string_view value) {
    begin(name);
    bytes_ += value;
    return *this;
  }
  std::string end() {
    bytes_ += '}';
    return std::move(bytes_);
  }

 private:
  void begin(std::string_view name) {
    bytes_ += bytes_.empty() ? "{\"" : ",\"";
    bytes_ += name;
    bytes_ += "\":";
  }
  std::string bytes_;
};

}  // namespace

std::string bytes_of(const SignedBid& bid) {
  return Writer()
      .text("amount", bid.amount)
      .text("bid", bid.bid)
      .raw("confirm", bid.confirm ? "true" : "false")
      .text("key", bid.key)
      .text("lot", bid.lot)
      .text("origin", bid.origin)
      .text("tender", bid.tender)
      .text("type", "terang.bid.v1")
      .end();
}

std::string bytes_of(const SignedOffer& offer) {
  return Writer()
      .text("bid", offer.bid)
      .raw("content", offer.content)
      .text("key", offer.key)
      .text("lot", offer.lot)
      .text("origin", offer.origin)
      .text("tender", offer.tender)
      .text("type", "terang.offer.v1")
      .end();
}

std::string bytes_of(const SignedKey& key) {
  return Writer()
      .text("account", key.account)
      .text("origin", key.origin)
      .text("spki", key.spki)
      .text("type", "terang.key.v1")
      .end();
}

}  // namespace terang::ledger
