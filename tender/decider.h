// One command decided against the registry. For this folder only: the handlers stand in decide_*.cpp.
#pragma once

#include <string>
#include <string_view>

#include "auction/lot_auction.h"
#include "tender/bid_effects.h"
#include "tender/command.h"
#include "tender/registry_impl.h"

namespace terang::tender {

class Decider {
 public:
  Decider(Registry::Impl& registry, Micros now) : registry_(registry), now_(now) {}

  Decision operator()(const PlaceBid& command);
  Decision operator()(const RegisterKey& command);
  Decision operator()(const RevokeKey& command);
  Decision operator()(const SaveDraft& command);
  Decision operator()(const Publish& command);
  Decision operator()(const Amend& command);
  Decision operator()(const NameBidder& command);
  Decision operator()(const Admit& command);
  Decision operator()(const Schedule& command);
  Decision operator()(const Apply& command);
  Decision operator()(const OpenLot& command);
  Decision operator()(const CloseLot& command);
  Decision operator()(const PauseLot& command);
  Decision operator()(const ResumeLot& command);
  Decision operator()(const ExtendLot& command);
  Decision operator()(const CancelLot& command);
  Decision operator()(const Disqualify& command);
  Decision operator()(const RecordOutage& command);
  Decision operator()(const Award& command);
  Decision operator()(const CancelTender& command);
  Decision operator()(const PlaceOffer& command);
  Decision operator()(const AdvanceLot& command);
  Decision operator()(const ProposeBid& command);
  Decision operator()(const ApproveBid& command);
  Decision operator()(const RejectBid& command);
  Decision operator()(const OpenSealed& command);
  Decision operator()(const Cover& command);
  Decision operator()(const SettlePackages& command);
  Decision operator()(const ResettlePackages& command);
  Decision operator()(const RotateLogKey& command);
  Decision operator()(const DistrustLogKey& command);
  Decision operator()(const EraseEntries& command);

 private:
  // Refusals 1 to 4 of the README: role, tender, whose, state. Null `refused` means that `tender` may be used.
  struct Gate {
    std::optional<Decision> refused;
    TenderState* tender = nullptr;
  };
  Gate gate(Act act, const Actor& by, const TenderId& id);
  // … and 5 and 7: the lot and the reason.
  struct LotGate {
    std::optional<Decision> refused;
    TenderState* tender = nullptr;
    std::uint32_t index = 0;
    LotState* lot = nullptr;
  };
  LotGate lot_gate(Act act, const Actor& by, const TenderId& id, const LotId& lot_id);

  // What bids and offers are refused for before their content is looked at: 1 to 6 of the README's list.
  std::optional<std::string_view> bidder_gate(const Actor& by, const TenderId& tender, const LotId& lot, const KeyId& key,
                                              const BidId& bid, BidderCase& found);

  // What an accepted command leaves: the entry, the state by the table, the timetable.
  // `data` gets "by" and "verdict".
  Decision accept(Act act, TenderState& tender, std::string_view kind, const Actor& by, json::Value data,
                  std::vector<std::uint32_t> lots = {});
  // What an approved surrogate bid leaves in the tender's memory.
  void keep(const BidderCase& by, const auction::Outcome& outcome, const BidEffects& effects, auction::Money amount);
  void keep(const BidderCase& by, const auction::Outcome& outcome, const BidEffects& effects, const std::string& content);
  // The keys for those lots of `read` that seal and have none, into `entry`; refused where one is missing or is none.
  std::optional<Decision> take_keys(const TenderState& tender, const Document& read, const std::vector<SealingKey>& offered,
                                    std::vector<std::string>& keys, json::Value& entry);
  // Into the lot's list of what happened, once its auction has done it; `end_before` where that may have moved the end.
  LotEvent& note(LotState& lot, LotEvent::Kind kind, const std::string& reason = {},
                 std::optional<Micros> end_before = std::nullopt);
  // A clock or officer command on one lot whose auction has answered.
  Decision lot_command(Act act, const Actor& by, LotGate& at, std::string_view kind, const auction::Outcome& outcome,
                       json::Value data);

  // … and the judge's answer to it.
  Decision settle(Act act, const Actor& by, LotGate& at, const json::Value& solution, const std::string& reason);

  Registry::Impl& registry_;
  Micros now_;
};

Decision refuse(std::string_view verdict, json::Value answer = {});
Decision refuse(std::string_view verdict, const json::Problems& problems);
// nullopt: the reason will do.
std::optional<Decision> refuse_reason(const std::string& reason);
json::Value to_json(const Actor& by);
json::Value outcome_json(const TenderState& tender, const LotState& lot, const auction::Outcome& outcome);
json::Value stage_json(const TenderState& tender, const LotState& lot, const auction::Stage& stage);

}  // namespace terang::tender
