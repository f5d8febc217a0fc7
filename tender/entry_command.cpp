#include "tender/entry_command.h"

#include <utility>

namespace terang::tender {
namespace {

using json::Value;

Actor actor_in(const Value& data) {
  const Value* by = data.find("by");
  if (!by) return {};
  return {AccountId(by->text("account")), role_from(by->text("role")).value_or(Role::auditor),
          BusinessId(by->text("business"))};
}

std::string text(const Value& data, std::string_view key) { return std::string(data.text(key)); }

Value any(const Value& data, std::string_view key) {
  const Value* found = data.find(key);
  return found ? *found : Value();
}

std::vector<std::string> texts_in(const Value& data, std::string_view key) {
  std::vector<std::string> texts;
  const Value* list = data.find(key);
  if (!list || !list->is_array()) return texts;
  for (const Value& one : list->as_array()) texts.push_back(one.is_string() ? one.as_string() : std::string());
  return texts;
}

std::vector<LotId> lots_in(const Value& data) {
  std::vector<LotId> lots;
  for (std::string& lot : texts_in(data, "lots")) lots.emplace_back(std::move(lot));
  return lots;
}

Micros time_in(const Value& data, std::string_view key) { return parse_time(data.text(key)).value_or(-1); }

std::int64_t integer_in(const Value& data, std::string_view key) {
  const Value* found = data.find(key);
  return found && found->is_int() ? found->as_int() : 0;
}

std::vector<SealingKey> sealing_in(const Value& data) {
  std::vector<SealingKey> keys;
  const Value* list = data.find("sealing");
  if (!list || !list->is_array()) return keys;
  for (const Value& one : list->as_array()) keys.push_back({LotId(one.text("lot")), text(one, "server_key")});
  return keys;
}

std::vector<OpenedBid> opened_in(const Value& data) {
  std::vector<OpenedBid> opened;
  const Value* list = data.find("opened");
  if (!list || !list->is_array()) return opened;
  for (const Value& one : list->as_array()) {
    OpenedBid bid{Pseudonym(one.text("bidder")), BidId(one.text("bid")), std::nullopt, text(one, "defect")};
    if (const Value* amount = one.find("amount"); amount && amount->is_string()) bid.amount = amount->as_string();
    opened.push_back(std::move(bid));
  }
  return opened;
}

std::vector<LotAward> awards_in(const Value& data) {
  std::vector<LotAward> awards;
  const Value* list = data.find("lots");
  if (!list || !list->is_array()) return awards;
  for (const Value& lot : list->as_array()) {
    LotAward award{LotId(lot.text("lot")), std::nullopt, text(lot, "reason")};
    if (const Value* winner = lot.find("winner"); winner && winner->is_string())
      award.winner = Pseudonym(winner->as_string());
    award.told = lot;
    awards.push_back(std::move(award));
  }
  return awards;
}

std::vector<NamedEntry> erased_in(const TenderId& tender, const Value& data) {
  std::vector<NamedEntry> entries;
  const Value* list = data.find("erased");
  const std::vector<std::string> kinds = texts_in(data, "kinds");
  for (const Value& one : list && list->is_array() ? list->as_array() : json::Array()) {
    const std::string kind = entries.size() < kinds.size() ? kinds[entries.size()] : std::string();
    entries.push_back({static_cast<std::uint64_t>(one.is_int() ? one.as_int() : 0), kind, tender});
  }
  return entries;
}

RetentionYears years_in(const Value& data) {
  RetentionYears years;
  const Value* by_kind = data.find("years");
  if (!by_kind || !by_kind->is_object()) return years;
  for (const auto& [kind, value] : by_kind->as_object())
    if (value.is_int() && value.as_int() >= 0 && value.as_int() <= kLongestRetention) years.emplace(kind, value.as_int());
  return years;
}

using Read = Command (*)(const TenderId&, const Value&);

BidEvidence evidence_in(const Value& data) {
  const Value* document = data.find("document");
  if (!document) return {};
  return {text(*document, "name"), text(*document, "type"), static_cast<std::uint64_t>(integer_in(*document, "size")),
          text(*document, "sha256")};
}

template <class Made>
Command with_lot_and_reason(const TenderId& id, const Value& d) {
  Made made;
  made.by = actor_in(d);
  made.tender = id;
  made.lot = LotId(d.text("lot"));
  made.reason = text(d, "reason");
  return made;
}

constexpr std::pair<std::string_view, Read> kKinds[] = {
    {"key.registered",
     [](const TenderId&, const Value& d) -> Command {
       return RegisterKey{actor_in(d), KeyId(d.text("key")), text(d, "spki"), text(d, "signature")};
     }},
    {"key.revoked",
     [](const TenderId&, const Value& d) -> Command {
       return RevokeKey{actor_in(d), KeyId(d.text("key")), text(d, "reason")};
     }},
    {"tender.drafted",
     [](const TenderId& id, const Value& d) -> Command {
       SaveDraft save{actor_in(d), id, any(d, "document")};
       if (const Value* replaces = d.find("replaces"); replaces && replaces->is_int())
         save.replaces = static_cast<std::uint64_t>(replaces->as_int());
       return save;
     }},
    {"tender.published", [](const TenderId& id, const Value& d) -> Command { return Publish{actor_in(d), id, sealing_in(d)}; }},
    {"tender.amended",
     [](const TenderId& id, const Value& d) -> Command {
       return Amend{actor_in(d), id, any(d, "document"), text(d, "reason"), sealing_in(d)};
     }},
    {"tender.covered", [](const TenderId& id, const Value&) -> Command { return Cover{id}; }},
    {"lot.unsealed",
     [](const TenderId& id, const Value& d) -> Command {
       return OpenSealed{id, LotId(d.text("lot")), text(d, "private_key"), opened_in(d)};
     }},
    {"tender.scheduled", [](const TenderId& id, const Value& d) -> Command { return Schedule{actor_in(d), id}; }},
    {"tender.cancelled",
     [](const TenderId& id, const Value& d) -> Command { return CancelTender{actor_in(d), id, text(d, "reason")}; }},
    {"tender.awarded",
     [](const TenderId& id, const Value& d) -> Command {
       return Award{actor_in(d), id, awards_in(d), text(d, "reason")};
     }},
    {"bidder.applied",
     [](const TenderId& id, const Value& d) -> Command {
       return Apply{actor_in(d), id, lots_in(d), text(d, "business_name")};
     }},
    {"bidder.named",
     [](const TenderId& id, const Value& d) -> Command {
       return NameBidder{actor_in(d), id, BusinessId(d.text("business")), text(d, "business_name"),
                         Pseudonym(d.text("pseudonym"))};
     }},
    {"bidder.admitted",
     [](const TenderId& id, const Value& d) -> Command {
       return Admit{actor_in(d), id, Pseudonym(d.text("pseudonym")), lots_in(d), any(d, "adjustment"),
                    any(d, "ceiling"), texts_in(d, "groups")};
     }},
    {"lot.opened", [](const TenderId& id, const Value& d) -> Command { return OpenLot{id, LotId(d.text("lot"))}; }},
    {"lot.closed", [](const TenderId& id, const Value& d) -> Command { return CloseLot{id, LotId(d.text("lot"))}; }},
    {"lot.settled",
     [](const TenderId& id, const Value& d) -> Command {
       if (d.find("reason"))
         return ResettlePackages{actor_in(d), id, LotId(d.text("lot")), any(d, "solution"), text(d, "reason")};
       return SettlePackages{id, LotId(d.text("lot")), any(d, "solution")};
     }},
    {"lot.advanced",
     [](const TenderId& id, const Value& d) -> Command {
       const Value* outcome = d.find("outcome");
       const Value* closed = outcome ? outcome->find("closed") : nullptr;
       return AdvanceLot{id, LotId(d.text("lot")), closed && closed->is_bool() && closed->as_bool()};
     }},
    {"lot.paused", with_lot_and_reason<PauseLot>},
    {"lot.resumed", with_lot_and_reason<ResumeLot>},
    {"lot.cancelled", with_lot_and_reason<CancelLot>},
    {"lot.extended",
     [](const TenderId& id, const Value& d) -> Command {
       return ExtendLot{actor_in(d), id, LotId(d.text("lot")), integer_in(d, "by_seconds"), text(d, "reason")};
     }},
    {"lot.disqualified",
     [](const TenderId& id, const Value& d) -> Command {
       return Disqualify{actor_in(d), id, LotId(d.text("lot")), Pseudonym(d.text("pseudonym")), text(d, "reason")};
     }},
    {"bid.proposed",
     [](const TenderId& id, const Value& d) -> Command {
       const Value* content = d.find("content");
       return ProposeBid{actor_in(d), id, LotId(d.text("lot")), Pseudonym(d.text("bidder")), BidId(d.text("bid")),
                         text(d, "amount"), content ? json::canonical(*content) : std::string(), evidence_in(d), text(d, "reason")};
     }},
    {"bid.approved",
     [](const TenderId& id, const Value& d) -> Command {
       return ApproveBid{actor_in(d), id, LotId(d.text("lot")), BidId(d.text("bid"))};
     }},
    {"bid.rejected",
     [](const TenderId& id, const Value& d) -> Command {
       return RejectBid{actor_in(d), id, LotId(d.text("lot")), BidId(d.text("bid")), text(d, "reason")};
     }},
    {"log.key_rotated",
     [](const TenderId&, const Value& d) -> Command {
       return RotateLogKey{actor_in(d), text(d, "old_vkey"), text(d, "new_vkey"), integer_in(d, "overlap_seconds"),
                           text(d, "endorsed"), text(d, "accepted"), text(d, "reason")};
     }},
    {"log.key_compromised",
     [](const TenderId&, const Value& d) -> Command {
       return DistrustLogKey{actor_in(d), text(d, "vkey"), static_cast<std::uint64_t>(integer_in(d, "from_size")), text(d, "reason")};
     }},
    {"entry.erased",
     [](const TenderId& id, const Value& d) -> Command {
       return EraseEntries{actor_in(d), id, erased_in(id, d), years_in(d), text(d, "reason")};
     }},
    {"lot.outage",
     [](const TenderId& id, const Value& d) -> Command {
       return RecordOutage{id, time_in(d, "from"), time_in(d, "to")};
     }},
};

}  // namespace

std::optional<Command> command_from(std::string_view kind, const TenderId& tender, const Value& data) {
  for (const auto& [name, read] : kKinds)
    if (name == kind) return read(tender, data);
  return std::nullopt;
}

}  // namespace terang::tender
