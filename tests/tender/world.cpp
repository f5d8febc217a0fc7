#include "tests/tender/world.h"

#include <cstdio>

namespace terang::tender::test {

using json::Value;

Value json_of(std::string_view text) {
  auto parsed = json::parse(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return parsed.ok() ? *std::move(parsed) : Value();
}

World::World() {
  now = *parse_time("2026-12-01T00:00:00Z");
  start = now + kHour;
  end = start + kHour;
}

Decision World::act(const Command& command) {
  Decision decision = registry.decide(command, now);
  if (decision.entry) {
    const Seq seq = log.size();
    log.push_back({seq, now, std::string(decision.entry->kind), decision.entry->tender.text, decision.entry->data});
    registry.recorded(seq);
  }
  return decision;
}

void World::must(const Command& command) {
  const Decision decision = act(command);
  ASSERT_EQ(decision.verdict, kAccepted) << name(act_of(command)) << json::canonical(decision.answer);
}

void World::to(Micros at) {
  while (registry.next_due() && *registry.next_due() <= at) {
    now = std::max(now, *registry.next_due());
    for (const Command& command : registry.due(now)) must(command);
  }
  now = at;
}

Value World::document(const std::string& rules) const {
  Value document = json_of(
      R"({"title":"Desks","description":"School desks of teak","language":"en","buyer":{"id":"buyer0000001","name":"City of Pratama"},
          "category":"goods","place":"Pratama","contact":{"name":"Sari","email":"sari@pratama.example"},
          "time_zone":"Asia/Jakarta","currency":"IDR"})");
  document.set("schedule", Value::object({{"auction_starts_at", format_time(start)}, {"auction_ends_at", format_time(end)}}));
  if (!sequence.is_null()) document.find("schedule")->set("sequence", sequence);
  const Value extra = json_of(rules);
  json::Array list;
  for (int i = 1; i <= lots; ++i) {
    Value lot = json_of(R"({"title":"Desks","items":[{"description":"Desk","quantity":"100","unit":"piece","unit_estimate":"10"}],
                            "estimate":"1000","reserve":"900","rules":{"ceiling":"1000"}})");
    lot.set("id", std::to_string(i));
    if (extra.find("esco")) {  // contracts have neither
      lot.erase("reserve");
      lot.find("rules")->erase("ceiling");
    }
    for (const auto& [key, value] : extra.as_object()) lot.find("rules")->set(key, value);
    list.push_back(std::move(lot));
  }
  document.set("lots", std::move(list));
  return document;
}

void World::drafted(const std::string& rules) { must(SaveDraft{officer, id, document(rules)}); }

void World::published(const std::string& rules) {
  drafted(rules);
  must(Publish{officer, id, server_keys()});
}

std::string World::server_key(int number) {
  std::string text = "BA" + std::string(84, 'A') + "A=";  // 04, then 64 zeros
  text[85] = static_cast<char>('A' + number % 26);
  return text;
}

std::vector<SealingKey> World::server_keys() const {
  std::vector<SealingKey> keys;
  for (int i = 1; i <= lots; ++i) keys.push_back({LotId(std::to_string(i)), server_key(i)});
  return keys;
}

Actor World::bidder(const std::string& pseudonym) const {
  return {AccountId("a" + pseudonym), Role::bidder, BusinessId("b" + pseudonym)};
}

void World::admit(const std::string& business, const std::string& pseudonym, const std::string& adjustment,
                  std::vector<std::string> on) {
  if (!registry.key(key(pseudonym).text)) must(RegisterKey{bidder(pseudonym), key(pseudonym), "c3BraQ==", "c2ln"});
  must(NameBidder{officer, id, BusinessId(business), "PT " + business, Pseudonym(pseudonym)});
  Admit admit{officer, id, Pseudonym(pseudonym), {}, json_of("{\"a\":" + adjustment + "}").as_object()[0].second};
  for (const std::string& lot : on) admit.lots.emplace_back(lot);
  must(admit);
}

void World::scheduled(const std::string& rules) {
  published(rules);
  std::vector<std::string> all;
  for (int i = 1; i <= lots; ++i) all.push_back(std::to_string(i));
  for (const char* pseudonym : {"101", "102", "103"}) admit(std::string("b") + pseudonym, pseudonym, "null", all);
  must(Schedule{officer, id});
}

void World::live(const std::string& rules) {
  scheduled(rules);
  to(start);
}

void World::closed(const std::string& rules) {
  live(rules);
  EXPECT_EQ(place("101", "950"), kAccepted);
  EXPECT_EQ(place("102", "890"), kAccepted);
  to(end);
}

void World::in(State state, const std::string& rules) {
  switch (state) {
    case State::none: break;
    case State::draft: drafted(rules); break;
    case State::published: published(rules); admit("b101", "101"); break;
    case State::scheduled: scheduled(rules); break;
    case State::live: live(rules); break;
    case State::paused: live(rules); must(PauseLot{officer, id, lot1, kReason}); break;
    case State::closed: closed(rules); break;
    case State::awarded: closed(rules); must(Award{officer, id, {{lot1, Pseudonym("102"), ""}}, kReason}); break;
    case State::cancelled: published(rules); must(CancelTender{officer, id, kReason}); break;
  }
  ASSERT_EQ(registry.state(id), state);
}

PlaceBid World::bid(const std::string& pseudonym, const std::string& amount, const std::string& lot) {
  return {bidder(pseudonym), id, LotId(lot), BidId(next_uuid()), amount, false, key(pseudonym), "c2lnbmF0dXJl"};
}

ProposeBid World::proposal(const std::string& pseudonym, const std::string& amount, const std::string& lot) {
  return {officer, id, LotId(lot), Pseudonym(pseudonym), BidId(next_uuid()), amount, "",
          {"surat.pdf", "application/pdf", 1234, std::string(64, 'a')}, kReason};
}

PlaceOffer World::offer(const std::string& pseudonym, const std::string& content, const std::string& lot) {
  return {bidder(pseudonym), id, LotId(lot), BidId(next_uuid()), content, key(pseudonym), "c2lnbmF0dXJl"};
}

std::string World::next_uuid() {
  char text[37];
  std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012llx", static_cast<unsigned long long>(++uuids_));
  return text;
}

std::string everything(const Registry& registry) {
  std::string out;
  const auto add = [&](const Value& view) {
    json::append_canonical(view, out);
    out += '\n';
  };
  for (const TenderId& id : registry.tenders()) {
    add(public_tender(registry, id));
    add(officer_tender(registry, id));
    for (const LotId& lot : registry.lots(id)) {
      add(public_lot(registry, id, lot));
      add(officer_lot(registry, id, lot));
      add(history(registry, id, lot, Audience::officer(), std::nullopt, 1'000'000));
      add(history(registry, id, lot, Audience::everybody(), std::nullopt, 1'000'000));
      for (const auto& [business, pseudonym] : registry.bidders(id.text)) {
        add(bidder_line(registry, id, lot, pseudonym));
        add(history(registry, id, lot, Audience::bidder(pseudonym), std::nullopt, 1'000'000));
      }
    }
    for (const auto& [business, pseudonym] : registry.bidders(id.text)) add(own_bids(registry, id, pseudonym));
  }
  return out;
}

void expect_replays(const World& w) {
  Registry again;
  for (const Logged& entry : w.log) {
    const auto mismatch = again.replay(entry.view());
    ASSERT_FALSE(mismatch) << entry.kind << " " << entry.seq << ": " << mismatch->path << " " << mismatch->expected
                           << " / " << mismatch->found;
  }
  EXPECT_EQ(everything(again), everything(w.registry));
}

void expect_replays_without_secrets(const World& w) {
  Registry partial(Registry::Options{.partial = true});
  for (const Logged& entry : w.log) {
    if (entry.kind.starts_with("key.") || entry.kind == "tender.drafted" || entry.kind == "bidder.named" ||
        entry.kind == "bidder.applied")
      continue;
    const auto mismatch = partial.replay(entry.view());
    ASSERT_FALSE(mismatch) << entry.kind << " " << entry.seq << ": " << mismatch->path << " " << mismatch->expected
                           << " / " << mismatch->found;
  }
}

}  // namespace terang::tender::test
