// What everybody may see, as it was last released: every view in it comes from durable entries. Readers get it without
// asking the desk, so public pages stay up while the ledger can't be written.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/net/hub.h"
#include "server/net/peer.h"
#include "tender/ids.h"

namespace terang::server {

// The topics of a tender on the hub, and its slots at a peer: slot 0 is the tender, 1… its lots in order.
struct Topics {
  std::uint64_t everybody = 0;
  std::uint64_t officers = 0;
  std::uint64_t slots = 0;  // first slot
};

class Published {
 public:
  struct View {
    std::string json;        // the view alone, canonical
    net::FramePtr frame;     // the view in its envelope, for the live protocol
    std::uint64_t seq = 0;
  };
  struct Tender {
    View tender;
    std::map<std::string, View> lots;  // by lot id
  };

  // Replaces what is given (an empty json leaves what stands) and publishes to the tender's public topic, as one step:
  // nobody who joins meanwhile can get an older view after a newer one.
  void release(net::Hub& hub, const Topics& topics, const std::string& tender, View tender_view,
               std::vector<std::pair<std::string, View>> lots);
  // Sends the peer all that stands and subscribes him.
  bool join(const Topics& topics, const std::string& tender, net::Peer& peer) const;

  std::shared_ptr<const Tender> find(const std::string& tender) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Tender>> tenders_;
};

}  // namespace terang::server
