#include "server/own_lines.h"

#include <set>
#include <utility>

namespace terang::server {

OwnLines::Bidder& OwnLines::add_bidder(const std::string& tender, net::PeerPtr peer, tender::Pseudonym who) {
  const std::uint64_t id = peer->id();
  return bidders_[tender].insert_or_assign(id, Bidder{std::move(peer), std::move(who), {}}).first->second;
}

void OwnLines::add_officer(const std::string& tender, const net::PeerPtr& peer) {
  officers_[tender][peer->id()] = peer;
}

bool OwnLines::remove_bidder(const std::string& tender, std::uint64_t peer) {
  const auto at = bidders_.find(tender);
  if (at == bidders_.end() || at->second.erase(peer) == 0) return false;
  if (at->second.empty()) bidders_.erase(at);
  return true;
}

void OwnLines::remove_officer(const std::string& tender, std::uint64_t peer) {
  const auto at = officers_.find(tender);
  if (at == officers_.end()) return;
  at->second.erase(peer);
  if (at->second.empty()) officers_.erase(at);
}

std::vector<std::string> OwnLines::tenders_of(std::uint64_t peer) const {
  std::set<std::string> found;
  for (const auto& [tender, peers] : bidders_)
    if (peers.contains(peer)) found.insert(tender);
  for (const auto& [tender, peers] : officers_)
    if (peers.contains(peer)) found.insert(tender);
  return {found.begin(), found.end()};
}

bool OwnLines::has_officers(const std::string& tender) const { return officers_.contains(tender); }

std::map<std::string, int> OwnLines::connected(const std::string& tender) const {
  std::set<std::pair<std::string, std::string>> distinct;
  if (const auto at = bidders_.find(tender); at != bidders_.end())
    for (const auto& [id, bidder] : at->second)
      for (const auto& [lot, line] : bidder.last) distinct.emplace(lot, bidder.who.text);
  std::map<std::string, int> counts;
  for (const auto& [lot, who] : distinct) ++counts[lot];
  return counts;
}

}  // namespace terang::server
