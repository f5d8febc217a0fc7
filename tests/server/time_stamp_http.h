// `openssl ts -reply` behind HTTP, as a platform's time-stamp authority.
#pragma once

#include <atomic>
#include <string>

#include "ledger/timestamp.h"
#include "server/net/server.h"
#include "tests/net/serve_plain.h"
#include "tests/support/time_stamp_authority.h"

namespace terang::server::test {

// While `lies`, it stamps something else.
class AuthorityHttp final : public net::HttpApp {
 public:
  AuthorityHttp() : server_(*this, nullptr), port_(net::test::serve_plain(server_)) {}
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/tsa"; }
  void handle(net::HttpRequest&& request, net::Reply&& reply) override {
    const bool lie = lies;
    if (lie) ++lied;
    const std::string query = lie ? ledger::timestamp_query("something else", "nonce000") : request.body;
    reply.send(net::make_response(200, "application/timestamp-reply", authority.reply(query)));
  }
  terang::test::TimeStampAuthority authority;
  std::atomic<bool> lies{false};
  std::atomic<int> lied{0};

 private:
  net::NetServer server_;
  const std::uint16_t port_;
};

}  // namespace terang::server::test
