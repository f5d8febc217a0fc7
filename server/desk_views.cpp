// What the desk tells those who follow: views are taken when something changed, at most every `view_interval` a tender,
// and leave when all that they show is durable.
#include <algorithm>

#include "server/desk.h"
#include "server/own_lines.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr std::uint64_t kPresenceSlot = 0x1000, kPointSlots = 0x4000, kOwnSlots = 0x8000, kOwnPointSlots = 0xc000;  // added to a tender's slots
constexpr std::uint64_t kSlotsPerTender = 0x10000;
constexpr std::size_t kPointsPerLot = 500;

// {"lot":…,"now":…,"seq":…,"tender":…,"type":…,"view":…}, or without the lot.
net::FramePtr envelope(std::string_view type, const std::string& tender, const std::string& lot, std::uint64_t size,
                       Micros now, const std::string& view) {
  std::string text;
  text.reserve(view.size() + 160);
  text += '{';
  if (!lot.empty()) {
    text += "\"lot\":";
    json::append_string(lot, text);
    text += ',';
  }
  text += "\"now\":\"" + format_time(now) + "\",\"seq\":" + std::to_string(size == 0 ? 0 : size - 1) + ",\"tender\":";
  json::append_string(tender, text);
  text += ",\"type\":";
  json::append_string(type, text);
  text += ",\"view\":" + view + '}';
  return net::make_text_frame(text);
}

// Bids since `since` as that audience may see them; nullptr where there is none to tell.
net::FramePtr points_frame(const tender::Registry& registry, const tender::TenderId& tender, const tender::LotId& lot,
                           const tender::Audience& audience, std::uint64_t since, bool even_empty) {
  auto points = tender::history(registry, tender, lot, audience, since, kPointsPerLot);
  if (points.is_null() || (!even_empty && points.find("points")->as_array().empty())) return nullptr;
  points.set("lot", lot.text);
  points.set("tender", tender.text);
  points.set("type", "points");
  return net::make_text_frame(json::canonical(points));
}

// How many bids of his own a bidder's line counts.
std::int64_t made(const json::Value& line) { return line.find("bids")->as_int() + line.find("refused")->as_int(); }

}  // namespace

Desk::TenderViews& Desk::views_of(const std::string& tender) {
  const auto [at, fresh] = views_.try_emplace(tender);
  if (fresh) {
    at->second.topics = {next_topic_, next_topic_ + 1, next_slot_};
    next_topic_ += 2;
    next_slot_ += kSlotsPerTender;
  }
  return at->second;
}

void Desk::touch(const tender::Decision& decision) {
  if (!decision.entry || decision.tender.empty()) return;
  TenderViews& views = views_of(decision.tender.text);
  views.tender_dirty |= decision.tender_changed;
  for (const tender::LotId& lot : decision.lots)
    if (std::find(views.dirty_lots.begin(), views.dirty_lots.end(), lot.text) == views.dirty_lots.end())
      views.dirty_lots.push_back(lot.text);
  if (!std::exchange(views.listed, true)) dirty_.push_back(decision.tender.text);
}

void Desk::touch_lot(const tender::TenderId& tender, const tender::LotId& lot) {
  tender::Decision changed;
  changed.entry.emplace();
  changed.tender = tender;
  changed.lots.push_back(lot);
  touch(changed);
}

// Of what nobody else may notice: his own line leaves at once, and nothing else does.
void Desk::tell_bidder(const tender::Decision& decision, Micros now) {
  const std::string& id = decision.tender.text;
  const std::uint64_t slots = views_of(id).topics.slots;
  for (auto& [key, bidder] : own_->bidders(id)) {
    if (bidder.who != decision.silent_bidder) continue;
    for (const tender::LotId& lot : decision.lots) {
      const auto view = tender::bidder_line(registry_, decision.tender, lot, bidder.who);
      std::string line = json::canonical(view);
      auto frame = envelope("you", id, lot.text, chain_.head().size, now, line);
      bidder.last[lot.text] = {std::move(line), made(view)};
      release([peer = bidder.peer, slot = slots + kOwnSlots + std::stoull(lot.text), frame = std::move(frame)]() mutable {
        peer->send_view(slot, std::move(frame));
      });
    }
  }
}

void Desk::capture_due(Micros now) {
  std::erase_if(dirty_, [&](const std::string& tender) {
    TenderViews& views = views_.at(tender);
    if (now - views.captured_at < options_.view_interval) return false;
    capture(tender, views, now);
    views.listed = false;
    return true;
  });
}

void Desk::capture(const std::string& id, TenderViews& views, Micros now) {
  const tender::TenderId tender{id};
  const std::uint64_t size = chain_.head().size;
  views.captured_at = now;
  if (views.tender_dirty) {
    // A change of the tender may change what is seen of any lot (admission, award, names).
    views.dirty_lots.clear();
    for (const tender::LotId& lot : registry_.lots(tender)) views.dirty_lots.push_back(lot.text);
  }
  const bool officers = own_->has_officers(id);
  Published::View tender_view;
  std::vector<std::pair<std::string, Published::View>> lots;
  std::vector<std::pair<std::uint64_t, net::FramePtr>> for_officers;
  std::vector<std::tuple<net::PeerPtr, std::uint64_t, net::FramePtr>> own;
  std::vector<std::pair<std::uint64_t, net::FramePtr>> for_everybody;
  // Nothing is told twice: at the first capture after a start, clients have read the history themselves.
  const std::optional<std::uint64_t> since =
      views.told == 0 ? std::nullopt : std::optional<std::uint64_t>(views.told - 1);
  views.told = size;

  if (views.tender_dirty) {
    if (const auto view = tender::public_tender(registry_, tender); !view.is_null()) {
      tender_view.json = json::canonical(view);
      tender_view.frame = envelope("tender", id, {}, size, now, tender_view.json);
      tender_view.seq = size - 1;
    }
    if (officers)
      for_officers.emplace_back(views.topics.slots, envelope("tender", id, {}, size, now,
                                                             json::canonical(tender::officer_tender(registry_, tender))));
  }
  for (const std::string& lot : views.dirty_lots) {
    const tender::LotId lot_id{lot};
    const std::uint64_t slot = std::stoull(lot);
    if (const auto view = tender::public_lot(registry_, tender, lot_id); !view.is_null()) {
      Published::View taken;
      taken.json = json::canonical(view);
      taken.frame = envelope("lot", id, lot, size, now, taken.json);
      taken.seq = size - 1;
      lots.emplace_back(lot, std::move(taken));
    }
    if (officers)
      for_officers.emplace_back(views.topics.slots + slot,
                                envelope("lot", id, lot, size, now,
                                         json::canonical(tender::officer_lot(registry_, tender, lot_id))));
    if (since) {
      if (auto frame = points_frame(registry_, tender, lot_id, tender::Audience::everybody(), *since, false))
        for_everybody.emplace_back(views.topics.slots + kPointSlots + slot, std::move(frame));
      if (officers)
        if (auto frame = points_frame(registry_, tender, lot_id, tender::Audience::officer(), *since, false))
          for_officers.emplace_back(views.topics.slots + kPointSlots + slot, std::move(frame));
    }
    for (auto& [peer, bidder] : own_->bidders(id)) {
      const auto view = tender::bidder_line(registry_, tender, lot_id, bidder.who);
      if (view.is_null()) continue;
      std::string line = json::canonical(view);
      OwnLines::Line& last = bidder.last[lot];
      if (last.json == line) continue;
      own.emplace_back(bidder.peer, views.topics.slots + kOwnSlots + slot, envelope("you", id, lot, size, now, line));
      if (since && made(view) != last.made)
        if (auto frame = points_frame(registry_, tender, lot_id, tender::Audience::bidder(bidder.who), *since, false))
          own.emplace_back(bidder.peer, views.topics.slots + kOwnPointSlots + slot, std::move(frame));
      last = {std::move(line), made(view)};
    }
  }
  views.tender_dirty = false;
  views.dirty_lots.clear();
  release([this, id, topics = views.topics, tender_view = std::move(tender_view), lots = std::move(lots),
           for_everybody = std::move(for_everybody), for_officers = std::move(for_officers),
           own = std::move(own)]() mutable {
    parts_.published.release(parts_.hub, topics, id, std::move(tender_view), std::move(lots));
    for (auto& [slot, frame] : for_everybody) parts_.hub.publish(topics.everybody, slot, std::move(frame));
    for (auto& [slot, frame] : for_officers) parts_.hub.publish(topics.officers, slot, std::move(frame));
    for (auto& [peer, slot, frame] : own) peer->send_view(slot, std::move(frame));
  });
}

void Desk::publish_all(Micros now) {
  for (const tender::TenderId& tender : registry_.tenders()) {
    TenderViews& views = views_of(tender.text);
    views.tender_dirty = true;
    capture(tender.text, views, now);
    views.captured_at = 0;
  }
}

void Desk::begin_watch(Watch& watch) {
  const std::string& id = watch.tender.text;
  const Micros now = clock_.now();
  if (!registry_.has(watch.tender)) return watch.missing();
  const tender::Audience audience = tender::audience_of(registry_, watch.tender, watch.actor);
  const Topics topics = views_of(id).topics;
  const std::uint64_t size = chain_.head().size;

  if (audience.kind == tender::Audience::Kind::officer) {
    own_->add_officer(id, watch.peer);
    std::vector<std::pair<std::uint64_t, net::FramePtr>> frames;
    frames.emplace_back(topics.slots, envelope("tender", id, {}, size, now,
                                               json::canonical(tender::officer_tender(registry_, watch.tender))));
    for (const tender::LotId& lot : registry_.lots(watch.tender)) {
      const auto view = tender::officer_lot(registry_, watch.tender, lot);
      if (view.is_null()) continue;
      frames.emplace_back(topics.slots + std::stoull(lot.text),
                          envelope("lot", id, lot.text, size, now, json::canonical(view)));
    }
    release([peer = watch.peer, topics, frames = std::move(frames)] {
      peer->subscribe(topics.officers);
      for (const auto& [slot, frame] : frames) peer->send_view(slot, frame);
    });
    say_presence(id);
  } else {
    if (!parts_.published.join(topics, id, *watch.peer)) return watch.missing();
    if (audience.kind == tender::Audience::Kind::bidder) {
      OwnLines::Bidder& bidder = own_->add_bidder(id, watch.peer, audience.pseudonym);
      std::vector<std::pair<std::uint64_t, net::FramePtr>> frames;
      for (const tender::LotId& lot : registry_.lots(watch.tender)) {
        const auto view = tender::bidder_line(registry_, watch.tender, lot, audience.pseudonym);
        if (view.is_null()) continue;
        std::string line = json::canonical(view);
        frames.emplace_back(topics.slots + kOwnSlots + std::stoull(lot.text),
                            envelope("you", id, lot.text, size, now, line));
        bidder.last[lot.text] = {std::move(line), made(view)};
      }
      release([peer = watch.peer, frames = std::move(frames)] {
        for (const auto& [slot, frame] : frames) peer->send_view(slot, frame);
      });
      say_presence(id);
    }
  }
  if (watch.since)
    for (const tender::LotId& lot : registry_.lots(watch.tender))
      if (auto frame = points_frame(registry_, watch.tender, lot, audience, *watch.since, true))
        release([peer = watch.peer, frame = std::move(frame)] { peer->send(frame); });
}

void Desk::say_presence(const std::string& tender) {
  if (!own_->has_officers(tender)) return;
  // Who comes to a lot with sealed bids may be about to make one.
  const auto hushed = registry_.hushed_lots(tender::TenderId{tender});
  if (hushed.size() == registry_.lots(tender::TenderId{tender}).size()) return;
  json::Value connected = json::Value::object();
  for (const auto& [lot, count] : own_->connected(tender))
    if (std::find(hushed.begin(), hushed.end(), tender::LotId{lot}) == hushed.end()) connected.set(lot, count);
  const auto frame = net::make_text_frame(json::canonical(
      json::Value::object({{"connected", std::move(connected)}, {"tender", tender}, {"type", "presence"}})));
  const Topics topics = views_of(tender).topics;
  parts_.hub.publish(topics.officers, topics.slots + kPresenceSlot, frame);
}

}  // namespace terang::server
