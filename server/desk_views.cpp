// What the desk tells those who follow: views are taken when something changed, at most every `view_interval` a tender,
// and leave when all that they show is durable.
#include <algorithm>

#include "server/desk.h"
#include "server/own_lines.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr std::uint64_t kPresenceSlot = 0x4000, kOwnSlots = 0x8000;  // added to a tender's slots
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
    for (auto& [peer, bidder] : own_->bidders(id)) {
      const auto view = tender::bidder_line(registry_, tender, lot_id, bidder.who);
      if (view.is_null()) continue;
      std::string line = json::canonical(view);
      if (bidder.last[lot] == line) continue;
      own.emplace_back(bidder.peer, views.topics.slots + kOwnSlots + slot, envelope("you", id, lot, size, now, line));
      bidder.last[lot] = std::move(line);
    }
  }
  views.tender_dirty = false;
  views.dirty_lots.clear();
  release([this, id, topics = views.topics, tender_view = std::move(tender_view), lots = std::move(lots),
           for_officers = std::move(for_officers), own = std::move(own)]() mutable {
    parts_.published.release(parts_.hub, topics, id, std::move(tender_view), std::move(lots));
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
        bidder.last[lot.text] = std::move(line);
      }
      release([peer = watch.peer, frames = std::move(frames)] {
        for (const auto& [slot, frame] : frames) peer->send_view(slot, frame);
      });
      say_presence(id);
    }
  }
  if (watch.since) {
    for (const tender::LotId& lot : registry_.lots(watch.tender)) {
      auto points = tender::history(registry_, watch.tender, lot, audience, watch.since, kPointsPerLot);
      if (points.is_null()) continue;
      points.set("lot", lot.text);
      points.set("tender", id);
      points.set("type", "points");
      release([peer = watch.peer, frame = net::make_text_frame(json::canonical(points))] { peer->send(frame); });
    }
  }
}

void Desk::say_presence(const std::string& tender) {
  if (!own_->has_officers(tender)) return;
  json::Value connected = json::Value::object();
  for (const auto& [lot, count] : own_->connected(tender)) connected.set(lot, count);
  const auto frame = net::make_text_frame(json::canonical(
      json::Value::object({{"connected", std::move(connected)}, {"tender", tender}, {"type", "presence"}})));
  const Topics topics = views_of(tender).topics;
  parts_.hub.publish(topics.officers, topics.slots + kPresenceSlot, frame);
}

}  // namespace terang::server
