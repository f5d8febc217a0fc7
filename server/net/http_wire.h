// Between Beast's messages and ours, and the one check of an upgrade.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <utility>

#include "server/net/http.h"
#include "server/net/request_head.h"
#include "server/net/server.h"

namespace terang::net {

HttpRequest to_request(boost::beast::http::request<boost::beast::http::string_body>& message,
                       Target&& target);

struct WireResponse {
  std::string head;                         // and the body, when it is small
  std::shared_ptr<const std::string> body;  // nullptr when it is empty, in `head`, or not to be sent
};
// `head_only`: the answer to a HEAD. `security`: headers put on unless the answer has them.
WireResponse to_wire(HttpResponse&& response, bool head_only, bool keep_alive, const std::string& date,
                     const SecurityHeaders& security);

// Why this upgrade is refused, by name: "upgrade_not_here" 400, "upgrade_unknown" 400, "websocket_version"
// 426, "websocket_key" 400, "origin_missing" 403, "origin_refused" 403.
std::optional<std::pair<std::string_view, HttpResponse>> check_upgrade(const HttpRequest& request,
                                                                       const Config& config);

}  // namespace terang::net
