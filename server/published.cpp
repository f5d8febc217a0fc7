#include "server/published.h"

namespace terang::server {
namespace {

std::uint64_t slot_of(const Topics& topics, const std::string& lot) { return topics.slots + std::stoull(lot); }

}  // namespace

void Published::release(net::Hub& hub, const Topics& topics, const std::string& tender, View tender_view,
                        std::vector<std::pair<std::string, View>> lots) {
  const std::lock_guard lock(mutex_);
  auto& standing = tenders_[tender];
  auto next = standing ? std::make_shared<Tender>(*standing) : std::make_shared<Tender>();
  if (!tender_view.json.empty()) {
    hub.publish(topics.everybody, topics.slots, tender_view.frame);
    next->tender = std::move(tender_view);
  }
  for (auto& [lot, view] : lots) {
    hub.publish(topics.everybody, slot_of(topics, lot), view.frame);
    next->lots[lot] = std::move(view);
  }
  standing = std::move(next);
}

bool Published::join(const Topics& topics, const std::string& tender, net::Peer& peer) const {
  const std::lock_guard lock(mutex_);
  const auto at = tenders_.find(tender);
  if (at == tenders_.end()) return false;
  peer.subscribe(topics.everybody);
  if (at->second->tender.frame) peer.send_view(topics.slots, at->second->tender.frame);
  for (const auto& [lot, view] : at->second->lots) peer.send_view(slot_of(topics, lot), view.frame);
  return true;
}

std::shared_ptr<const Published::Tender> Published::find(const std::string& tender) const {
  const std::lock_guard lock(mutex_);
  const auto at = tenders_.find(tender);
  return at == tenders_.end() ? nullptr : at->second;
}

}  // namespace terang::server
