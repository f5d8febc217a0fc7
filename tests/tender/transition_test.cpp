// The whole table, cell by cell, through decide(): every act in every state.
#include "tests/tender/world.h"
#include "tender/transition.h"

namespace terang::tender::test {
namespace {

// A command of each act that nothing but the state, or the auction, could object to.
Command command_of(Act act, World& w) {
  const std::string r = World::kReason;
  switch (act) {
    case Act::place_bid: return w.bid("101", "800");
    case Act::register_key: return RegisterKey{w.bidder("900"), KeyId("x"), "", ""};
    case Act::revoke_key: return RevokeKey{w.bidder("101"), World::key("101"), r};
    case Act::save_draft: return SaveDraft{w.officer, w.id, w.document()};
    case Act::publish: return Publish{w.officer, w.id};
    case Act::amend: {
      auto document = w.document();
      document.set("description", "Other words");
      return Amend{w.officer, w.id, document, r};
    }
    case Act::name_bidder: return NameBidder{w.officer, w.id, BusinessId("b777"), "PT 777", Pseudonym("777")};
    case Act::admit: return Admit{w.officer, w.id, Pseudonym("777"), {w.lot1}, {}};
    case Act::schedule: return Schedule{w.officer, w.id};
    case Act::apply: return Apply{w.stranger, w.id, {w.lot1}, "PT Stranger"};
    case Act::open_lot: return OpenLot{w.id, w.lot1};
    case Act::close_lot: return CloseLot{w.id, w.lot1};
    case Act::pause_lot: return PauseLot{w.officer, w.id, w.lot1, r};
    case Act::resume_lot: return ResumeLot{w.officer, w.id, w.lot1, r};
    case Act::extend_lot: return ExtendLot{w.officer, w.id, w.lot1, 60, r};
    case Act::cancel_lot: return CancelLot{w.officer, w.id, w.lot1, r};
    case Act::disqualify: return Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), r};
    case Act::record_outage: return RecordOutage{w.id, w.now - kMinute, w.now};
    case Act::award: return Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, r};
    case Act::cancel_tender: return CancelTender{w.officer, w.id, r};
    case Act::place_offer: return w.offer("101", R"({"kind":"leave"})");
    case Act::advance_lot: return AdvanceLot{w.id, w.lot1};
    case Act::propose_bid: return w.proposal("101", "800");
    case Act::approve_bid: return ApproveBid{w.second, w.id, w.lot1, BidId(w.next_uuid())};
    case Act::reject_bid: return RejectBid{w.second, w.id, w.lot1, BidId(w.next_uuid()), r};
    case Act::open_sealed: return OpenSealed{w.id, w.lot1, "", {}};
    case Act::cover: return Cover{w.id};
    case Act::settle_packages: return SettlePackages{w.id, w.lot1, {}};
    case Act::rotate_log_key: return RotateLogKey{w.officer, "A", "B", 60, "", "", r};
    case Act::distrust_log_key: return DistrustLogKey{w.officer, "A", 0, r};
    case Act::erase_entries: return EraseEntries{w.officer, w.id, {}, published_retention(), r};
    case Act::resettle_packages: return ResettlePackages{w.officer, w.id, w.lot1, {}, r};
  }
  return {};
}

// As the README has it: one row an act, one column a state; '-' refused, else the first letter of where it leads
// ('=' stays or the auction refuses).
struct Row {
  Act act;
  const char* cells;
};
constexpr Row kRows[] = {
    //                   n d p s l P c a x
    {Act::save_draft,    "dd-------"},
    {Act::publish,       "-p-------"},
    {Act::amend,         "--=====--"},
    {Act::apply,         "--==-----"},
    {Act::name_bidder,   "--====---"},
    {Act::admit,         "--====---"},
    {Act::schedule,      "--s------"},
    {Act::open_lot,      "---===---"},
    {Act::place_bid,     "--=====--"},
    {Act::place_offer,   "--=====--"},
    {Act::advance_lot,   "---===---"},
    {Act::open_sealed,   "---====--"},
    {Act::cover,         "---====--"},
    {Act::close_lot,     "---===---"},
    {Act::pause_lot,     "---=P=---"},
    {Act::resume_lot,    "---==l---"},
    {Act::extend_lot,    "---===---"},
    {Act::cancel_lot,    "--xxxx=--"},
    {Act::disqualify,    "---====--"},
    {Act::propose_bid,   "---===---"},
    {Act::approve_bid,   "---====--"},
    {Act::reject_bid,    "---====--"},
    {Act::record_outage, "---===---"},
    {Act::settle_packages,   "---====--"},
    {Act::resettle_packages, "------=--"},
    {Act::award,         "------a--"},
    {Act::cancel_tender, "--xxxxx--"},
};

State state_of_letter(char letter, State now) {
  switch (letter) {
    case 'd': return State::draft;
    case 'p': return State::published;
    case 's': return State::scheduled;
    case 'l': return State::live;
    case 'P': return State::paused;
    case 'a': return State::awarded;
    case 'x': return State::cancelled;
    default: return now;
  }
}

TEST(Transition, EveryCell) {
  for (const Row& row : kRows) {
    for (std::size_t column = 0; column < kStates; ++column) {
      const State from = static_cast<State>(column);
      SCOPED_TRACE(std::string(name(row.act)) + " in " + std::string(name(from)));
      World w;
      w.in(from);
      if (row.act == Act::admit && w.registry.has(w.id)) w.act(command_of(Act::name_bidder, w));
      const char cell = row.cells[column];
      EXPECT_EQ(allowed(row.act, from), cell != '-');
      const Decision decision = w.act(command_of(row.act, w));
      if (cell == '-') {
        EXPECT_FALSE(decision.entry);
        const bool unknown = from == State::none || (from == State::draft && transition_of(row.act)->who == Role::bidder);
        // This cancelled tender never had the bidder; who he is, is asked before the state.
        const bool foreign =
            (row.act == Act::place_bid || row.act == Act::place_offer) && from == State::cancelled;
        EXPECT_EQ(decision.verdict, unknown ? "no_such_tender" : foreign ? "not_admitted" : "wrong_state");
      } else {
        EXPECT_NE(decision.verdict, "wrong_state");
        if (cell != '=') {
          EXPECT_EQ(decision.verdict, kAccepted);
        }
      }
      EXPECT_EQ(w.registry.state(w.id), state_of_letter(cell, from));
    }
  }
}

TEST(Transition, EveryActHasItsRowOrIsOfNoStateOfATender) {
  for (std::size_t i = 0; i < kActs; ++i) {
    const Act act = static_cast<Act>(i);
    const bool none = act == Act::register_key || act == Act::revoke_key || act == Act::rotate_log_key ||
                      act == Act::distrust_log_key || act == Act::erase_entries;
    EXPECT_EQ(transition_of(act) == nullptr, none) << name(act);
  }
  EXPECT_EQ(transitions().size(), std::size(kRows));
}

TEST(Transition, NoOtherRoleMayAct) {
  for (const Row& row : kRows) {
    World w;
    w.in(State::live);
    for (const Role role : {Role::bidder, Role::officer, Role::auditor, Role::administrator}) {
      Command command = command_of(row.act, w);
      bool clock = false;
      std::visit(
          [&](auto& c) {
            if constexpr (requires { c.by; })
              c.by.role = role;
            else
              clock = true;
          },
          command);
      if (clock || role == transition_of(row.act)->who) continue;
      EXPECT_EQ(w.verdict(command), "not_your_role") << name(row.act) << " as " << name(role);
    }
  }
}

TEST(Transition, LotsOnTheirOwnClocksMakeTheState) {
  World w;
  w.lots = 2;
  w.drafted();
  auto document = w.document();
  document.find("lots")->as_array()[1].find("rules")->set("starts_at", format_time(w.end + kHour));
  document.find("lots")->as_array()[1].find("rules")->set("ends_at", format_time(w.end + 2 * kHour));
  w.must(SaveDraft{w.officer, w.id, document});
  w.must(Publish{w.officer, w.id});
  w.admit("b101", "101", "null", {"1", "2"});
  w.must(Schedule{w.officer, w.id});
  EXPECT_EQ(w.registry.next_due(), w.start);
  w.to(w.start);
  EXPECT_EQ(w.registry.state(w.id), State::live);
  w.to(w.end);
  EXPECT_EQ(w.registry.state(w.id), State::scheduled);
  w.to(w.end + kHour);
  EXPECT_EQ(w.registry.state(w.id), State::live);
  w.must(PauseLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(w.registry.state(w.id), State::paused);
  EXPECT_FALSE(w.registry.next_due());
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(w.registry.state(w.id), State::closed);
}

}  // namespace
}  // namespace terang::tender::test
