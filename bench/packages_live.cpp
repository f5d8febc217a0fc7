// The largest package auction that is spoken of, on the platform itself: 1,000 parts, 300 bidders, 10,000 packages signed and sent
// over WebSockets, the close, the solver, the award, the export, and terang-verify on what came out.
#include <filesystem>
#include <thread>

#include "auction/winner/problem.h"
#include "bench/end_to_end_house.h"
#include "bench/ledger_common.h"
#include "bench/load_client.h"
#include "tests/auction/package_instances.h"

namespace {

using namespace terang;
using namespace terang::bench;
using json::Value;

constexpr int kParts = 1'000, kBidders = 300, kPackages = 10'000, kLimitSeconds = 30;
constexpr Micros kLasts = 60 * kSecond;

// The same instance as bench_winner's large one, as a lot's rules and its bidders' offers.
Value rules_of(const auction::winner::Problem& problem) {
  json::Array parts;
  for (const auto& lot : problem.lots)
    parts.push_back(Value::object({{"ceiling", "1000000000"}, {"id", lot.id}, {"title", "Pekerjaan " + lot.id}}));
  return Value::object({{"max_bids", 200}, {"parts", std::move(parts)}, {"time_limit_seconds", kLimitSeconds}, {"type", "package"}});
}

std::vector<std::vector<Value>> offers_of(const auction::winner::Problem& problem) {
  std::vector<std::vector<Value>> offers(kBidders);
  for (const auto& bid : problem.bids) {
    json::Array parts;
    for (const auto& item : bid.items) parts.emplace_back(problem.lots[item.lot].id);
    offers[bid.supplier].push_back(Value::object(
        {{"amount", std::to_string(bid.amount.minor)}, {"kind", "package"}, {"name", bid.id}, {"parts", std::move(parts)}}));
  }
  return offers;
}

Value lot_view(House& house, const std::string& tender) {
  return *house.as_officer("GET", "/tenders/" + tender, std::nullopt, 200).find("lots")->as_array()[0].find("view");
}

void must(const faults::Words& command, const std::string& folder) {
  faults::Process process(command, folder);
  const auto status = process.wait(std::chrono::minutes(5));
  if (!status || *status != 0) throw std::runtime_error(command[0] + ": " + process.out() + process.err());
  std::printf("%s", process.out().c_str());
}

}  // namespace

int main() try {
  const auto problem = auction::winner::regions(kParts, kBidders, kPackages, 3);
  House house(kBidders);
  const std::string tender = house.live_tender(kBidders, rules_of(problem), kLasts);
  const auto offers = house.sign_offers(tender, offers_of(problem));
  LoadClient client;
  for (std::size_t i = 0; i < kBidders; ++i) client.add(house.port(), house.bidder(i).cookie, kSite);
  const auto told = client.saturate(offers, 4);
  if (told.accepted != kPackages) throw std::runtime_error(std::to_string(told.other) + " offers were not accepted: " + told.first_other);
  const std::vector<double> waits(told.waits_us.begin(), told.waits_us.end());
  std::printf("%d packages accepted in %.1f s, %.0f a second; acknowledged p50 %.1f ms, p99 %.1f ms\n", kPackages, told.seconds(),
              told.rate(), percentile(waits, 0.5) / 1e3, percentile(waits, 0.99) / 1e3);

  const Micros ends = *parse_time(lot_view(house, tender).text("ends_at"));
  Value view;
  const auto deadline = Clock::now() + std::chrono::seconds(kLimitSeconds + 300);
  double slowest = 0;
  for (;;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto asked = Clock::now();
    view = lot_view(house, tender);
    if (view.find("result") && !view.find("result")->is_null()) break;
    if (seconds_since(asked) > slowest) slowest = seconds_since(asked);
    if (Clock::now() > deadline) throw std::runtime_error("no solution within its time: " + json::canonical(view).substr(0, 500));
  }
  const double settled = static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(
                             std::chrono::system_clock::now().time_since_epoch()).count() - ends) / 1e6;
  std::printf("settled %.1f s after the close (limit %d s); the slowest look at the lot until then %.0f ms; its view has %zu bytes\n", settled,
              kLimitSeconds, slowest * 1e3, json::canonical(view).size());

  const Value& result = *view.find("result");
  const Value& packages = *result.find("packages");
  const std::string winner(result.find("winners")->as_array()[0].text("bidder"));
  house.as_officer("POST", "/tenders/" + tender + "/award",
                   Value::object({{"lots", Value::array({Value::object({{"lot", "1"}, {"pseudonym", winner}})})},
                                  {"reason", "The cheapest award that covers all parts."}}),
                   200);
  report("package auction played live, 1,000 parts, 300 bidders, 10,000 packages: settled after the close", text("%.1f s", settled),
         text("its limit %.0f s", kLimitSeconds), settled / kLimitSeconds, "-", true);
  std::printf("cost %s, proven bound %s, %s; %zu packages accepted\n", std::string(packages.text("cost")).c_str(),
              std::string(packages.text("bound")).c_str(), std::string(packages.text("status")).c_str(), packages.find("accepted")->as_array().size());
  const std::string file = house.folder() + "/tender.jsonl";
  must({TERANG_PROGRAM, "--config", house.folder() + "/terang.toml", "export", "--database", house.conninfo(), "--tender", tender, "--out", file},
       house.folder());
  const auto began = Clock::now();
  must({TERANG_VERIFY_PROGRAM, file}, house.folder());
  std::printf("its bundle of %ju bytes verified in %.1f s\n", static_cast<std::uintmax_t>(std::filesystem::file_size(file)), seconds_since(began));
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
