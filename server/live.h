// The live protocol (PROTOCOL.md) on WebSockets: frames in, commands to the desk, answers out.
#pragma once

#include <functional>
#include <string>

#include "server/desk.h"
#include "server/net/server.h"
#include "server/people/sessions.h"

namespace terang::server {

struct LiveOptions {
  net::Rate bids_per_account{40, 20};      // more: too_many_requests
  net::Rate messages_per_peer{400, 200};
  std::size_t watches_per_peer = 64;
};

class Live final : public net::SocketApp {
 public:
  Live(Desk& desk, const KeyDirectory& keys, const Sessions& sessions, Metrics& metrics, std::string origin,
       LiveOptions options = {});
  ~Live() override;

  net::Admission admit(const net::HttpRequest& request) override;
  void on_open(const net::PeerPtr& peer) override;
  void on_text(const net::PeerPtr& peer, std::string_view text) override;
  void on_close(const net::PeerPtr& peer, std::string_view reason) override;

  // To everybody who is connected.
  void tell_outage(net::Hub& hub, Micros since, std::optional<Micros> over);

 private:
  struct Bucket;
  struct Connection;
  void watch(const net::PeerPtr& peer, Connection& connection, const json::Value& frame);
  void unwatch(const net::PeerPtr& peer, Connection& connection, const json::Value& frame);
  void bid(const net::PeerPtr& peer, Connection& connection, const json::Value& frame);
  void offer(const net::PeerPtr& peer, Connection& connection, const json::Value& frame);
  // The name of the refusal, or nothing: what is wrong before the desk is asked, in the order of PROTOCOL.md.
  template <class Said>
  std::string_view check(Connection& connection, const Said& said);
  // A bid or an offer, as it was read.
  template <class Said>
  void submit(const net::PeerPtr& peer, Connection& connection, Said said, Micros received);

  Desk& desk_;
  const KeyDirectory& keys_;
  const Sessions& sessions_;
  Metrics& metrics_;
  const std::string origin_;
  const LiveOptions options_;
  struct Buckets;
  std::unique_ptr<Buckets> buckets_;
};

}  // namespace terang::server
