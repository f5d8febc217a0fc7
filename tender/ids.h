// Names of things, each a type of its own so that an account is never taken for a business.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace terang::tender {

template <class Tag>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  explicit Id(std::string_view value) : text(value) {}
  explicit Id(const char* value) : text(value) {}
  bool empty() const { return text.empty(); }
  friend bool operator==(const Id&, const Id&) = default;
  friend std::strong_ordering operator<=>(const Id&, const Id&) = default;  // named: not every library orders strings by <=>
};

using TenderId = Id<struct TenderTag>;      // 12 characters of lower-case Crockford base32
using LotId = Id<struct LotTag>;            // "1", "2", … by position in the document
using BidId = Id<struct BidTag>;            // UUID, lower case, made by the bidder's client
using AccountId = Id<struct AccountTag>;    // a person who signs in
using BusinessId = Id<struct BusinessTag>;  // a bidding business, or the public body an officer works for
using KeyId = Id<struct KeyTag>;            // first 16 hexadecimal digits of SHA-256 of the public key's SPKI
using Pseudonym = Id<struct PseudonymTag>;  // digits, unique within a tender: "417"

using Seq = std::uint64_t;  // index of an entry in the ledger
inline constexpr Seq kNoSeq = ~Seq{0};

// Lets maps keyed by std::string be asked with a std::string_view, without a copy.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace terang::tender
