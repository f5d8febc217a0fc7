// A small package lot for tests: a road, a bridge and four lamps; it starts at second 1,000 and runs 100 s.
#pragma once

#include "auction/formats/package.h"
#include "tests/auction/lot.h"
#include "tests/auction/package_instances.h"

namespace terang::auction::test {

inline Rules package_rules() {
  Rules rules = plain_rules();
  Packages format;
  format.parts = {{{"road", 1, Money{900}, {}}, "A road"}, {{"bridge", 1, Money{1'500}, {}}, ""}, {{"lamps", 4, Money{150}, {}}, ""}};
  format.max_bids = 4;
  format.scenarios = {{"small", {winner::Share{winner::Share::Of::group, winner::Group::small, 0, winner::Basis::value, Ratio{20, 1}, {}}}},
                      {"five", {winner::WinnerCount{winner::Group::any, {}, 5, {}}}}};
  rules.format = format;
  return rules;
}
inline Packages& packages(Rules& rules) { return std::get<Packages>(rules.format); }

struct PackageLot {
  explicit PackageLot(const Rules& rules = package_rules(), int bidders = 3) : auction(rules) {
    for (int i = 0; i < bidders; ++i) {
      BidderTerms terms;
      terms.small = i == 0;
      auction.admit(terms);
    }
    auction.open(auction.starts_at());
  }
  Verdict say(Bidder bidder, Content content, Micros now = at(1'010)) {
    return auction.offer({bidder, std::move(content)}, std::max(now, auction.latest())).verdict;
  }
  Verdict put(Bidder bidder, std::string name, std::vector<PackageItem> parts, std::int64_t amount, std::string alternative = "") {
    return say(bidder, PackageBid{std::move(name), std::move(parts), {amount}, std::move(alternative)});
  }
  // The textbook of package.md: cheapest is bidder 1 alone at 2,500; with a fifth for the small one it is 2,570.
  PackageLot& example() {
    put(0, "a1", {{"road", {}}}, 820);
    put(1, "b1", {{"road", {}}, {"bridge", {}}}, 2'100);
    put(1, "b2", {{"lamps", {}}}, 400);
    put(2, "d1", {{"bridge", {}}}, 1'350);
    return *this;
  }
  PackageLot& closed() {
    auction.close(auction.ends_at());
    return *this;
  }
  PackageSolution solved(std::string_view scenario = kCheapest) const {
    const PackageSolved found = solve(*auction.task(scenario), winner::brute_force, {}, "brute force");
    EXPECT_EQ(found.why, "");
    return found.solution;
  }
  Verdict settle(const PackageSolution& solution, bool again = false) {
    return auction.settle(solution, again, auction.latest()).verdict;
  }
  PackageAuction auction;
};

}  // namespace terang::auction::test
