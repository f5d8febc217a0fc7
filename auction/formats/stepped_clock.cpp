// The timetable: opening pause, rounds of turns with pauses between, pre-announcement. A stage lasts its full length from
// the moment it began; whatever is late moves what comes after it.
#include "auction/formats/stepped.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

std::optional<Micros> SteppedAuction::stage_due() const {
  if (step_ == Step::pre_announcement) return std::nullopt;  // the lot's own end
  return until_ + shift();
}

// Worst first; of equals the later one moves first.
void SteppedAuction::fix_order() { order_.assign(ranked_.rbegin(), ranked_.rend()); }

std::uint32_t SteppedAuction::turn_from(std::uint32_t index) const {
  while (index < order_.size() && disqualified(order_[index])) ++index;
  return index;
}

void SteppedAuction::enter(Step step, Micros clock, Micros length) {
  step_ = step;
  since_ = clock;
  until_ = clock + length - shift();
  plan();
}

// The end, from what is left of the timetable.
void SteppedAuction::plan() {
  const auto alive = static_cast<Micros>(ranked_.size());
  Micros end = until_ + shift();
  if (step_ != Step::pre_announcement) {
    Micros turns = 0;  // of this round, still to come
    for (std::uint32_t i = turn_from(step_ == Step::turn ? turn_ + 1 : 0); i < order_.size(); i = turn_from(i + 1)) ++turns;
    end += turns * format_.turn + format_.pre_announcement;
    if (alive > 0) end += (format_.rounds - round_) * (format_.pause + alive * format_.turn);
  }
  plan_end(end);
}

void SteppedAuction::on_open(Micros now) {
  for (Bidder bidder = 0; bidder < bidders(); ++bidder) {
    Seat& seat = seats_[bidder];
    if (!seat.said || disqualified(bidder)) continue;
    seat.standing = std::move(seat.said);
    seat.said.reset();
    seat.first = seat.standing->evaluated;
    ranked_.push_back(bidder);
  }
  pending_ = 0;
  std::sort(ranked_.begin(), ranked_.end(), [this](Bidder a, Bidder b) { return before(a, b); });
  leader_moved();
  fix_order();
  for (std::uint32_t i = 0; i < order_.size(); ++i) seats_[order_[i]].number = i + 1;
  // What the officer added before the opening lengthens the first pause.
  enter(Step::opening_pause, now, format_.opening_pause + ends_at_ - rules_.ends_at);
}

void SteppedAuction::on_advance(Micros now) {
  if (step_ == Step::turn) {
    publish(order_[turn_]);
    pending_ = 0;
    leader_moved();
  }
  go_on(now);
}

void SteppedAuction::go_on(Micros clock) {
  if (const std::uint32_t next = turn_from(step_ == Step::turn ? turn_ + 1 : 0); next < order_.size()) {
    turn_ = next;
    enter(Step::turn, clock, format_.turn);
  } else if (round_ < format_.rounds && !ranked_.empty()) {
    ++round_;
    fix_order();
    enter(Step::pause, clock, format_.pause);
  } else {
    enter(Step::pre_announcement, clock, format_.pre_announcement);
  }
}

// He loses what he said and the turns he would have had; one that is under way ends at once.
void SteppedAuction::on_disqualify(Bidder bidder, Micros now) {
  const bool speaking = (phase_ == Phase::live || phase_ == Phase::paused) && whose() == bidder;
  seats_[bidder].said.reset();
  if (speaking) pending_ = 0;
  std::erase(ranked_, bidder);
  leader_moved();
  if (phase_ != Phase::live && phase_ != Phase::paused) return;
  // While paused, the clock as it stands.
  if (speaking)
    go_on(phase_ == Phase::paused ? ends_at_ - remaining_when_paused() : now);
  else
    plan();
}

std::vector<Bidder> SteppedAuction::turns() const {
  if (phase_ != Phase::live && phase_ != Phase::paused) return {};
  if (step_ == Step::pre_announcement) return {};
  std::vector<Bidder> list;
  for (std::uint32_t i = turn_from(0); i < order_.size(); i = turn_from(i + 1)) list.push_back(order_[i]);
  return list;
}

std::optional<Stage> SteppedAuction::stage(Micros) const {
  constexpr std::string_view kNames[] = {"opening_pause", "turn", "pause", "pre_announcement"};
  Stage stage;
  switch (phase_) {
    case Phase::cancelled: return std::nullopt;
    case Phase::scheduled: stage.name = "initial_offers", stage.until = rules_.starts_at; return stage;
    case Phase::closed: stage.name = "announcement", stage.since = ends_at_; return stage;
    case Phase::live: case Phase::paused: break;
  }
  stage.name = kNames[static_cast<int>(step_)];
  stage.since = since_;
  stage.until = until_ + shift();
  if (step_ == Step::pre_announcement) return stage;
  stage.round = round_;
  stage.rounds = format_.rounds;
  if (step_ == Step::turn) {
    stage.number = turn_ + 1;
    stage.of = static_cast<std::uint32_t>(order_.size());
    stage.turn = order_[turn_];
  }
  return stage;
}

}  // namespace terang::auction
