#include "tests/faults/bidding_thread.h"

#include "server/desk_clock.h"

namespace terang::faults {
namespace {

using server::steady_now;

constexpr std::size_t kUnderWay = 4;
constexpr int kRefusedEvery = 7;  // one bid in so many is above the ceiling: refusals stand in the ledger as well

std::string id_of(int person, int number) {
  char text[37];
  std::snprintf(text, sizeof text, "%08x-%04x-4000-8000-000000000000", number, person);
  return text;
}

}  // namespace

BiddingThread::BiddingThread(House& house, const Person& person, std::string tender, int number)
    : house_(house), person_(person), tender_(std::move(tender)), number_(number), thread_([this] { run(); }) {}

BiddingThread::~BiddingThread() { end(); }

void BiddingThread::end() {
  ending_ = true;
  if (thread_.joinable()) thread_.join();
}

std::size_t BiddingThread::answered() const {
  const std::lock_guard lock(mutex_);
  return answers.size();
}

void BiddingThread::run() {
  while (!ending_) {
    try {
      LiveLine line(house_.port(), person_.cookie);
      talk(line);
    } catch (const std::exception&) {  // nobody serves at this moment
      std::this_thread::sleep_for(milliseconds(20));
    }
  }
}

void BiddingThread::talk(LiveLine& line) {
  json::Value watch = json::Value::object({{"tender", tender_}, {"type", "watch"}});
  if (seen_ >= 0) {
    watch.set("since", seen_);
    returns.push_back({.since = seen_, .until = 0, .points = {}, .more = false, .complete = false});
    returning_ = &returns.back();
  }
  line.send(watch);
  const auto place = [&](const std::string& id) {
    unanswered_[id] = steady_now();
    idle_ = false;
    line.send(house_.bid(person_, tender_, sent.at(id), id));
  };
  for (const auto& [id, when] : std::map(unanswered_)) {
    ++sent_again;
    place(id);
  }
  Micros next_bid = 0;
  while (!ending_ && !line.closed()) {
    if (bidding_ && unanswered_.size() < kUnderWay && steady_now() >= next_bid) {
      const std::string id = id_of(number_, ++made_);
      sent[id] = made_ % kRefusedEvery == 0 ? "2000000" : std::to_string(--amount_);
      place(id);
      next_bid = steady_now() + 2000;
    }
    if (const auto frame = line.next(milliseconds(bidding_ ? 3 : 20))) take(*frame);
    idle_ = unanswered_.empty();
    // Refused for now: the same bid again, on the same connection.
    for (auto& [id, when] : unanswered_) {
      if (when != 0 || line.closed()) continue;
      std::this_thread::sleep_for(milliseconds(50));
      ++sent_again;
      when = steady_now();
      line.send(house_.bid(person_, tender_, sent.at(id), id));
    }
  }
}

void BiddingThread::take(const json::Value& frame) {
  const auto type = frame.text("type");
  if (type == "lot" || type == "answer")
    if (const json::Value* seq = frame.find("seq")) seen_ = std::max(seen_, seq->as_int());
  if (type == "bye") byes.emplace_back(frame.text("reason"));
  if (type == "error") surprises.push_back(json::canonical(frame));
  if (type == "lot" && returning_) returning_->until = std::max(returning_->until, frame.find("seq")->as_int());
  if (type == "points" && returning_) {
    for (const json::Value& point : frame.find("points")->as_array())
      returning_->points.push_back(point.find("seq")->as_int());
    returning_->more = frame.find("more")->as_bool();
    returning_->complete = true;
    returning_ = nullptr;
  }
  if (type != "answer") return;
  const std::string id(frame.text("bid")), verdict(frame.text("verdict"));
  const auto waiting = unanswered_.find(id);
  if (waiting == unanswered_.end()) {
    surprises.push_back("an answer nobody waits for: " + json::canonical(frame));
    return;
  }
  const json::Value* seq = frame.find("seq");
  if (!seq) {
    ++not_recorded[verdict];
    if (verdict == "restarting" || verdict == "platform_unavailable" || verdict == "platform_busy")
      waiting->second = 0;
    else
      surprises.push_back(json::canonical(frame));
    return;
  }
  slowest = std::max(slowest, steady_now() - waiting->second);
  unanswered_.erase(waiting);
  const std::lock_guard lock(mutex_);
  answers[id] = {verdict, seq->as_int(), parse_time(frame.text("at")).value_or(0)};
}

}  // namespace terang::faults
