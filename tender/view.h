// What each kind of person may see of a tender and its lots, as JSON. Shapes: tender/README.md. A view says nothing
// that its audience may not know: the public never meets a business's name before the award, a reserve, or a price
// that the rules hide.
#pragma once

#include <optional>

#include "base/json.h"
#include "base/time.h"
#include "tender/ids.h"
#include "tender/registry.h"
#include "tender/role.h"

namespace terang::tender {

// Who looks. A bidder is named by his pseudonym in this tender.
struct Audience {
  enum class Kind : std::uint8_t { everybody, bidder, officer } kind = Kind::everybody;
  Pseudonym pseudonym;

  static Audience everybody() { return {}; }
  static Audience officer() { return {Kind::officer, {}}; }
  static Audience bidder(Pseudonym who) { return {Kind::bidder, std::move(who)}; }
};
// The officer of the tender's buyer and auditors see as officers; an admitted business as a bidder; others as everybody.
Audience audience_of(const Registry& registry, const TenderId& tender, const Actor& actor);

// Null where there is nothing to see (no such tender; a draft, for the public; no such lot).
json::Value public_tender(const Registry& registry, const TenderId& tender);
json::Value officer_tender(const Registry& registry, const TenderId& tender);
json::Value public_lot(const Registry& registry, const TenderId& tender, const LotId& lot);
json::Value officer_lot(const Registry& registry, const TenderId& tender, const LotId& lot);
// {"more":bool,"standings":[…]}: rows of officer_lot, `most` after `skip`. For officers.
json::Value standings(const Registry& registry, const TenderId& tender, const LotId& lot, std::uint32_t skip,
                      std::uint32_t most = 200);
// Null where the pseudonym is not admitted to the lot.
json::Value bidder_line(const Registry& registry, const TenderId& tender, const LotId& lot, const Pseudonym& who);

// {"events":[…],"more":bool,"points":[…]}: bids, and what else happened, with seq > since (all where since is absent),
// oldest first, both together about `most`: of one entry all is told.
json::Value history(const Registry& registry, const TenderId& tender, const LotId& lot, const Audience& audience,
                    std::optional<Seq> since, std::size_t most = 500);
// {"bids":[…],"more":bool}: the bids of one bidder in all lots of the tender, newest first.
json::Value own_bids(const Registry& registry, const TenderId& tender, const Pseudonym& who, std::size_t most = 500);

// The draft as it stands, with what is still missing: {"document":…,"problems":[…],"version":n}. The version grows with
// each save. Null where there is none.
json::Value draft(const Registry& registry, const TenderId& tender);
// The public page this document would make, with its problems: {"problems":[…],"tender":{…public_tender…}}.
json::Value preview(const json::Value& document);

// For an officer's list and a bidder's list ("what waits for you"): id, title, state, times, waiting; newest first.
json::Value desk_items(const Registry& registry, const Actor& actor);

}  // namespace terang::tender
