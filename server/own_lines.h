// Who follows a tender as one of its bidders or as its officer: they get lines of their own besides the public views.
// Belongs to the desk's thread.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/net/peer.h"
#include "tender/ids.h"

namespace terang::server {

class OwnLines {
 public:
  struct Line {
    std::string json;       // as last sent, to send no line twice
    std::int64_t made = 0;  // bids of his, accepted or not, that it counts
  };
  struct Bidder {
    net::PeerPtr peer;
    tender::Pseudonym who;
    std::map<std::string, Line> last;  // by lot he is admitted to
  };
  using Bidders = std::unordered_map<std::uint64_t, Bidder>;  // by peer

  Bidder& add_bidder(const std::string& tender, net::PeerPtr peer, tender::Pseudonym who);
  void add_officer(const std::string& tender, const net::PeerPtr& peer);
  // True where he was one.
  bool remove_bidder(const std::string& tender, std::uint64_t peer);
  void remove_officer(const std::string& tender, std::uint64_t peer);
  std::vector<std::string> tenders_of(std::uint64_t peer) const;  // that he follows as bidder or officer

  Bidders& bidders(const std::string& tender) { return bidders_[tender]; }
  bool has_officers(const std::string& tender) const;
  // lot → how many admitted bidders have at least one connection.
  std::map<std::string, int> connected(const std::string& tender) const;

 private:
  std::unordered_map<std::string, Bidders> bidders_;
  std::unordered_map<std::string, std::unordered_map<std::uint64_t, net::PeerPtr>> officers_;
};

}  // namespace terang::server
