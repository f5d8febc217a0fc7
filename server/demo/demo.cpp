#include "server/demo/demo.h"

#include <algorithm>
#include <future>
#include <set>

#include "server/demo/practice.h"
#include "server/log.h"
#include "server/random.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr char kPassword[] = "terang-demo";
constexpr char kBuyer[] = "Dinas Latihan Kota Contoh";
constexpr Micros kDay = 24 * 3600 * kSecond;

// Sign-in names that README.md and ./run tell.
const NewAccount kPeople[] = {
    {"officer", "Ratna Wijaya", "officer", kBuyer, kPassword},
    {"officer2", "Rini Astuti", "officer", kBuyer, kPassword},
    {"bidder", "Bima Santoso", "bidder", "CV Sumber Cahaya", kPassword},
    {"bidder2", "Dewi Lestari", "bidder", "PT Karya Nusa", kPassword},
    {"auditor", "Agus Hartono", "auditor", "", kPassword},
    {"admin", "Sari Utami", "administrator", "", kPassword},
};
const NewAccount kRobots[] = {
    {"robot-1", "Robot Satu", "bidder", "Robot Latihan Satu", std::nullopt},
    {"robot-2", "Robot Dua", "bidder", "Robot Latihan Dua", std::nullopt},
    {"robot-3", "Robot Tiga", "bidder", "Robot Latihan Tiga", std::nullopt},
};

}  // namespace

Answer run(Desk& desk, tender::Command command) {
  auto told = std::make_shared<std::promise<Answer>>();
  auto answer = told->get_future();
  desk.submit(std::move(command), [told](const Answer& given) { told->set_value(given); });
  return answer.get();
}

Demo::Demo(std::string database, Desk& desk, std::string origin)
    : database_(std::move(database)), desk_(desk), origin_(std::move(origin)) {}

Demo::~Demo() { stop(); }

Result<bool> Demo::prepare(const std::function<bool()>& stop_asked) {
  const Failure stopped{"stopped", "Asked to stop while the demonstration was prepared."};
  try {
    pqxx::connection db(database_);
    const auto have = [&](const NewAccount& wanted) -> Result<Account> {
      if (auto found = find_account(db, wanted.login)) return *found;
      return create_account(db, wanted);
    };
    for (const NewAccount& wanted : kPeople) {
      if (stop_asked()) return stopped;  // a password takes a quarter of a second
      auto account = have(wanted);
      if (!account) return account.error();
      if (account->role == "officer" && officer_.account.empty()) {
        officer_ = {tender::AccountId{account->id}, tender::Role::officer, tender::BusinessId{account->business}};
        buyer_name_ = account->business_name;
      }
      if (account->role == "bidder") people_.push_back(*account);
    }
    for (const NewAccount& wanted : kRobots) {
      auto account = have(wanted);
      if (!account) return account.error();
      robots_.push_back(*account);
    }
  } catch (const std::exception& error) {
    return Failure{"database_unavailable", error.what()};
  }
  if (stop_asked()) return stopped;
  return publish_tenders();
}

Result<bool> Demo::publish_tenders() {
  // What stands already, by title.
  std::promise<std::set<std::string>> told;
  if (!desk_.ask([&](const tender::Registry& registry, Micros) -> Desk::Then {
        std::set<std::string> titles;
        for (const tender::TenderId& id : registry.tenders())
          if (const auto view = tender::public_tender(registry, id); const json::Value* document = view.find("document"))
            titles.insert(std::string(document->text("title")));
        return [&told, titles] { told.set_value(titles); };
      }))
    return Failure{"platform_unavailable", "The desk takes no questions."};
  const auto titles = told.get_future().get();

  for (std::size_t i = 0; i < kDemoTenderCount; ++i) {
    auto document = json::parse(kDemoTenders[i], {.bytes = 1 << 20, .depth = 16, .decimals = false});
    TERANG_ASSERT(document.ok());  // compiled in, and tested
    if (titles.contains(std::string(document->text("title")))) continue;
    // Each a few days further away, in office hours of Jakarta (UTC+7).
    const Micros today = desk_.clock_reading() / kDay * kDay;
    const Micros starts = today + static_cast<Micros>(3 + 2 * i) * kDay + 3 * 3600 * kSecond;
    const tender::TenderId id{random_id()};
    document->set("buyer", json::Value::object({{"id", officer_.business.text}, {"name", buyer_name_}}));
    document->set("schedule", json::Value::object({{"auction_ends_at", format_time(starts + 3600 * kSecond)},
                                                   {"auction_starts_at", format_time(starts)}}));
    for (const Answer& answer : {run(desk_, tender::SaveDraft{officer_, id, *document}), run(desk_, tender::Publish{officer_, id})})
      if (answer.verdict != tender::kAccepted)
        return Failure{std::string(answer.verdict), "Demo tender " + std::to_string(i) + ": " + json::canonical(answer.detail)};
  }
  return true;
}

void Demo::start() {
  practice_ = std::make_unique<Practice>(desk_, origin_, officer_, buyer_name_, people_, robots_);
}

void Demo::stop() { practice_.reset(); }

}  // namespace terang::server
