// What a format lets bidders be told while the lot runs. Views, answers and ledger entries act on it; engines do not.
#pragma once

namespace terang::auction {

struct Disclosure {
  bool price = false;    // the best price
  bool rank = false;     // their own rank
  bool at_most = false;  // the greatest amount they could bid: it may step around others' prices and betray them
  bool award = false;    // what they would win as it stands, of a lot that is divided
  bool bidders = true;   // how many have bid
  bool sealed = false;   // until the opening nobody at all, officers included, is told that anyone has bid
  bool offers = false;   // every standing offer, under its bidder's number
};

}  // namespace terang::auction
