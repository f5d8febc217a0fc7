#include "tests/faults/starved_house.h"

namespace terang::faults {
namespace {

LiveLine line_of_a_bidder(House& house) {
  house.people(1);
  house.serve();
  return LiveLine(house.port(), house.bidders[0].cookie);
}

}  // namespace

StarvedHouse::StarvedHouse(terang::test::PrivatePostgres::Options own)
    : house(std::move(own)), line(line_of_a_bidder(house)) {
  const json::Value outage = json::Value::object({{"min_remaining_seconds", 30}, {"min_seconds", 1}});
  tender_ = house.live_tender(300 * kSecond, json::Value::object({{"outage", outage}}));
  ended_before_ = parse_time(house.ends_at(tender_)).value();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(take(place_next()), "accepted");
}

void StarvedHouse::place(int number) {
  sent_.insert(number);
  line.send(house.bid(house.bidders[0], tender_, std::to_string(1'000'000 - number), server::test::uuid(number)));
}

void StarvedHouse::note(const json::Value& frame) {
  if (const json::Value* seq = frame.find("seq")) acknowledged_[std::string(frame.text("bid"))] = seq->as_int();
}

std::string StarvedHouse::take(int number) {
  const json::Value answer = line.expect("answer", server::test::uuid(number), milliseconds(8000));
  note(answer);
  return std::string(answer.text("verdict"));
}

bool StarvedHouse::bid_until_down(int most, milliseconds pause, const std::function<void(int)>& starve) {
  bool down = false;
  for (int i = 0; i < most && !down; ++i) {
    place_next();
    if (starve) starve(i);
    while (const auto frame = line.next(pause)) {
      if (frame->text("type") == "outage") down = true;
      if (frame->text("type") != "answer") continue;
      EXPECT_TRUE(frame->text("verdict") == "accepted" || frame->text("verdict") == "platform_unavailable") << json::canonical(*frame);
      note(*frame);
    }
  }
  return down;
}

void StarvedHouse::expect_kept() const {
  const auto stored = house.stored_bids();
  for (const auto& [bid, seq] : acknowledged_) EXPECT_EQ(stored.at(seq).bid, bid);
}

void StarvedHouse::expect_it_goes_on() {
  // Whether they had waited or were refused.
  for (const int number : std::set(sent_)) {
    if (acknowledged_.contains(server::test::uuid(number))) continue;
    for (std::string verdict = "platform_unavailable"; verdict == "platform_unavailable";) {
      place(number);
      verdict = take(number);
      EXPECT_TRUE(verdict == "accepted" || verdict == "not_below_own") << verdict;
    }
  }
  EXPECT_EQ(take(place_next()), "accepted");
  expect_kept();
  std::map<std::string, int> entries;
  for (const auto& [seq, bid] : house.stored_bids()) ++entries[bid.bid];
  for (const auto& [bid, count] : entries) EXPECT_EQ(count, 1) << bid;
  const Micros moved = parse_time(house.ends_at(tender_)).value() - ended_before_;
  EXPECT_GE(moved, kSecond) << "the clock stopped by the published rule";
  std::printf("%zu acknowledged; the end moved by %.1f s\n", acknowledged_.size(), static_cast<double>(moved) / 1e6);
  EXPECT_EQ(house.terminate(), 0) << house.server->err();
  house.expect_whole_log();
}

}  // namespace terang::faults
