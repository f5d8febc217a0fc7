// Health, readiness and metrics on a port of their own.
#pragma once

#include "server/metrics.h"
#include "server/net/server.h"

namespace terang::server {

class Health final : public net::HttpApp {
 public:
  // `ready` says whether bids can be taken; `collect` is called before metrics are told.
  Health(const Metrics& metrics, std::function<bool()> ready, std::function<void()> collect)
      : metrics_(metrics), ready_(std::move(ready)), collect_(std::move(collect)) {}

  void handle(net::HttpRequest&& request, net::Reply&& reply) override {
    const auto text = [&](int status, std::string body) {
      reply.send(net::make_response(status, "text/plain; charset=utf-8", std::move(body)));
    };
    if (request.path == "/healthz") return text(200, "ok\n");
    if (request.path == "/readyz") return ready_() ? text(200, "ready\n") : text(503, "not ready\n");
    if (request.path == "/metrics") {
      collect_();
      return reply.send(net::make_response(200, "text/plain; version=0.0.4", metrics_.exposition()));
    }
    text(404, "/healthz, /readyz or /metrics\n");
  }

 private:
  const Metrics& metrics_;
  const std::function<bool()> ready_;
  const std::function<void()> collect_;
};

}  // namespace terang::server
