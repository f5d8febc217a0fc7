// terang retention: what the platform that runs may erase now, and what from when on. It alone erases (POST /api/v1/erasures).
#include <CLI/CLI.hpp>

#include <cstdio>

#include "server/commands/commands.h"
#include "server/commands/remote_platform.h"

namespace terang::server {
namespace {

using json::Value;

struct Wanted {
  std::string url = "https://localhost:8443", ca, login, tender;
  bool due = false;
};

void print(const Value& tender, bool due) {
  for (const Value& entry : tender.find("entries")->as_array()) {
    const std::string refusal(entry.text("refusal")), from(entry.text("erasable_from"));
    if (due && !refusal.empty()) continue;
    std::printf("%s\t%lld\t%s\t%lld\t%s\t%s\n", std::string(tender.text("tender")).c_str(), static_cast<long long>(entry.find("seq")->as_int()),
                std::string(entry.text("kind")).c_str(), static_cast<long long>(entry.find("years")->as_int()), from.empty() ? "-" : from.c_str(),
                refusal.empty() ? "erasable" : refusal.c_str());
  }
}

int list(const Wanted& wanted) {
  RemotePlatform platform(wanted.url, wanted.ca);
  const auto signed_in = platform.sign_in(wanted.login, read_password());
  if (!signed_in) return refused(signed_in.error());
  for (std::string after;;) {
    const std::string which = wanted.tender.empty() ? "after=" + after : "tender=" + wanted.tender;
    const auto page = platform.get("/api/v1/retention/tenders?" + which + (wanted.due ? "&due=true" : ""));
    if (!page) return refused(page.error());
    const Value* tenders = page->find("tenders");
    if (!tenders || !tenders->is_array()) return refused({"reply_malformed", "What answers there is not Terang."});
    for (const Value& tender : tenders->as_array()) print(tender, wanted.due);
    after = page->text("next");
    if (after.empty()) return 0;
  }
}

}  // namespace

void add_retention(CommandLine line) {
  auto* retention = line.app.add_subcommand("retention", "What names people, and how long it is kept (tender/README.md)");
  retention->require_subcommand(1);
  auto wanted = std::make_shared<Wanted>();
  auto* command = retention->add_subcommand(
      "list", "Entries that may be erased or will be: tender, entry, kind, years, from when, and erasable or why not yet");
  command->add_option("--url", wanted->url, "Where the platform serves")->capture_default_str();
  command->add_option("--ca", wanted->ca, "PEM that vouches for its certificate; the system's where absent");
  command->add_option("--login", wanted->login, "An administrator or auditor; the password comes from TERANG_PASSWORD or standard input")->required();
  command->add_option("--tender", wanted->tender, "Of this tender alone, over or not");
  command->add_flag("--due", wanted->due, "Only what may be erased now");
  command->callback([line, wanted] { line.chosen = [wanted] { return list(*wanted); }; });
}

}  // namespace terang::server
