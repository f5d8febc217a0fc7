#include "server/demo/practice.h"

#include <future>

#include "server/demo/demo.h"
#include "server/log.h"
#include "server/random.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr Micros kStartsIn = 40 * kSecond, kLasts = 150 * kSecond, kBetween = 120 * kSecond;
constexpr Micros kLook = 3 * kSecond;
constexpr std::size_t kMostVisited = 20;
constexpr int kMostAuctions = 50;        // of one run: a demo left on for a week must not fill the disk
constexpr std::int64_t kFloors[] = {94, 95, 96};  // percent of the estimate that each robot won't go below

}  // namespace

Practice::Practice(Desk& desk, std::string origin, tender::Actor officer, std::string buyer_name,
                   const std::vector<Account>& people, const std::vector<Account>& robots)
    : desk_(desk), officer_(std::move(officer)), buyer_name_(std::move(buyer_name)), people_(people) {
  for (const Account& account : robots) robots_.emplace_back(desk, origin, account);
  thread_ = std::thread([this] { run_all(); });
}

Practice::~Practice() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool Practice::rest(Micros time) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, std::chrono::microseconds(time), [this] { return stopping_; });
}

tender::State Practice::state_of(const tender::TenderId& tender) {
  auto told = std::make_shared<std::promise<tender::State>>();
  auto state = told->get_future();
  const bool asked = desk_.ask([told, tender](const tender::Registry& registry, Micros) -> Desk::Then {
    return [told, state = registry.state(tender)] { told->set_value(state); };
  });
  return asked ? state.get() : tender::State::paused;
}

void Practice::run_all() {
  for (Robot& robot : robots_) robot.register_key();
  for (int i = 0; i < kMostAuctions; ++i) {
    if (const auto tender = begin()) play(*tender);
    if (!idle(kBetween)) return;
  }
}

std::optional<tender::TenderId> Practice::begin() {
  auto document = json::parse(kPracticeTender, {.bytes = 1 << 20, .depth = 16, .decimals = false});
  TERANG_ASSERT(document.ok());
  const Micros starts = (desk_.clock_reading() + kStartsIn) / kSecond * kSecond;
  document->set("buyer", json::Value::object({{"id", officer_.business.text}, {"name", buyer_name_}}));
  document->set("schedule", json::Value::object({{"auction_ends_at", format_time(starts + kLasts)},
                                                 {"auction_starts_at", format_time(starts)}}));
  const tender::TenderId id{random_id()};
  const auto accepted = [this](tender::Command command) {
    const Answer answer = run(desk_, std::move(command));
    if (answer.verdict == tender::kAccepted) return true;
    log_warning("practice.refused", {{"detail", answer.detail}, {"verdict", answer.verdict}});
    return false;
  };
  if (!accepted(tender::SaveDraft{officer_, id, *document}) || !accepted(tender::Publish{officer_, id})) return std::nullopt;

  std::vector<Account> everybody = people_;
  for (const Robot& robot : robots_) everybody.push_back(robot.account());
  std::uint64_t drawn = 100 + random_below(800);
  for (const Account& account : everybody) {
    drawn += 1 + random_below(16);
    const tender::Pseudonym who{std::to_string(drawn)};
    if (!accepted(tender::NameBidder{officer_, id, tender::BusinessId{account.business}, account.business_name, who}) ||
        !accepted(tender::Admit{officer_, id, who, {tender::LotId{"1"}, tender::LotId{"2"}}, {}}))
      return std::nullopt;
  }
  if (!accepted(tender::Schedule{officer_, id})) return std::nullopt;
  log_info("practice.scheduled", {{"starts_at", format_time(starts)}, {"tender", id.text}});
  return id;
}

void Practice::play(const tender::TenderId& tender) {
  while (rest(static_cast<Micros>(2 + random_below(3)) * kSecond)) {
    const tender::State state = state_of(tender);
    visit_others(tender);
    if (state == tender::State::live) {
      const std::size_t turn = random_below(robots_.size());
      const tender::LotId lot{random_below(3) == 0 ? "2" : "1"};
      robots_[turn].play(tender, lot, kFloors[turn % std::size(kFloors)]);
    } else if (state != tender::State::scheduled && state != tender::State::paused) {
      return;
    }
  }
}

bool Practice::idle(Micros time) {
  for (Micros rested = 0; rested < time; rested += kLook) {
    if (!rest(kLook)) return false;
    visit_others({});
  }
  return true;
}

void Practice::visit_others(const tender::TenderId& own) {
  struct Other {
    tender::TenderId tender;
    bool open = false;  // takes applications
    std::vector<tender::LotId> lots;
  };
  auto told = std::make_shared<std::promise<std::vector<Other>>>();
  auto found = told->get_future();
  const bool asked = desk_.ask([told, own](const tender::Registry& registry, Micros) -> Desk::Then {
    std::vector<Other> others;
    for (const tender::TenderId& id : registry.tenders()) {
      if (id == own || !registry.is_practice(id) || others.size() == kMostVisited) continue;
      const tender::State state = registry.state(id);
      const bool open = state == tender::State::published || state == tender::State::scheduled;
      if (open || state == tender::State::live) others.push_back({id, open, registry.lots(id)});
    }
    return [told, others] { told->set_value(others); };
  });
  if (!asked) return;
  for (const Other& other : found.get()) {
    for (Robot& robot : robots_)
      if (other.open && asked_.insert(robot.account().id + ' ' + other.tender.text).second)
        robot.ask_to_take_part(other.tender, other.lots);
    const std::size_t turn = random_below(robots_.size());
    for (const tender::LotId& lot : other.lots) robots_[turn].play(other.tender, lot, kFloors[turn % std::size(kFloors)]);
  }
}

}  // namespace terang::server
