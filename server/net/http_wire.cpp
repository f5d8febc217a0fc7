#include "server/net/http_wire.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/serializer.hpp>

namespace terang::net {
namespace http = boost::beast::http;
namespace {

constexpr std::size_t kSmallBody = 12 * 1024;  // leaves with its head in one TLS record

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

// A value with a line end would write headers of its own (response splitting).
bool safe(const HttpResponse& response) {
  return std::all_of(response.headers.begin(), response.headers.end(), [](const Header& header) {
    const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; };
    return !header.first.empty() && std::all_of(header.first.begin(), header.first.end(), plain) &&
           header.first.find(':') == std::string::npos &&
           std::all_of(header.second.begin(), header.second.end(), plain);
  });
}

template <class Message>
std::string serialise(Message& message) {
  std::string text;
  http::serializer<false, http::empty_body> serializer(message);
  boost::beast::error_code error;
  while (!error && !serializer.is_done()) {
    serializer.next(error, [&](boost::beast::error_code&, const auto& buffers) {
      std::size_t size = 0;
      for (auto it = boost::asio::buffer_sequence_begin(buffers);
           it != boost::asio::buffer_sequence_end(buffers); ++it) {
        const boost::asio::const_buffer buffer(*it);
        text.append(static_cast<const char*>(buffer.data()), buffer.size());
        size += buffer.size();
      }
      serializer.consume(size);
    });
  }
  TERANG_ASSERT(!error || error == http::error::end_of_stream);
  return text;
}

}  // namespace

HttpRequest to_request(http::request<http::string_body>& message, Target&& target) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.path = std::move(target.path);
  request.segments = std::move(target.segments);
  request.query = std::move(target.query);
  request.headers.reserve(static_cast<std::size_t>(std::distance(message.begin(), message.end())));
  for (const auto& field : message) request.headers.emplace_back(lower(field.name_string()), field.value());
  request.body = std::move(message.body());
  return request;
}

WireResponse to_wire(HttpResponse&& response, bool head_only, bool keep_alive, const std::string& date,
                     const SecurityHeaders& security) {
  if (!safe(response)) response = make_problem(500, "answer_unsafe", "The answer could not be written.");
  http::response<http::empty_body> message;
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  message.reason(boost::beast::string_view(reason_phrase(response.status).data(),
                                           reason_phrase(response.status).size()));
  message.set("Date", date);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  const auto put = [&](const std::vector<Header>& headers) {
    for (const auto& [name, value] : headers)
      if (message.find(name) == message.end()) message.set(name, value);
  };
  put(security.always);
  if (const auto type = message.find(http::field::content_type);
      type != message.end() && is_document({type->value().data(), type->value().size()}))
    put(security.documents);
  if (!keep_alive) message.set("Connection", "close");
  // RFC 9110 §8.6: none with 1xx and 204; with 304 it would be the length of what is not sent.
  const bool bodiless = response.status < 200 || response.status == 204 || response.status == 304;
  const std::size_t size = response.body ? response.body->size() : 0;
  if (!bodiless) message.set("Content-Length", std::to_string(size));
  WireResponse wire{serialise(message), nullptr};
  if (bodiless || head_only || size == 0) return wire;
  if (size <= kSmallBody) {
    wire.head.append(*response.body);
  } else {
    wire.body = std::move(response.body);
  }
  return wire;
}

std::optional<std::pair<std::string_view, HttpResponse>> check_upgrade(const HttpRequest& request,
                                                                       const Config& config) {
  const auto refused = [](int status, std::string_view name, std::string_view detail) {
    return std::make_pair(name, make_problem(status, name, detail));
  };
  const auto count = [&](std::string_view name) {
    return std::count_if(request.headers.begin(), request.headers.end(),
                         [&](const Header& header) { return header.first == name; });
  };
  if (config.websocket_path.empty() || request.path != config.websocket_path || request.method != "GET")
    return refused(400, "upgrade_not_here", "This address does not change protocols.");
  if (!equal_ignoring_case(request.header("upgrade"), "websocket") || count("upgrade") != 1 ||
      !has_token(request.header("connection"), "upgrade"))
    return refused(400, "upgrade_unknown", "Only an upgrade to websocket is understood here.");
  if (request.header("sec-websocket-version") != "13" || count("sec-websocket-version") != 1) {
    auto refusal = refused(426, "websocket_version", "Version 13 of the WebSocket protocol is spoken here.");
    refusal.second.set("Sec-WebSocket-Version", "13");
    return refusal;
  }
  const std::string_view key = request.header("sec-websocket-key");  // 16 octets in base64 (RFC 6455 §4.1)
  if (key.size() != 24 || !key.ends_with("==") || count("sec-websocket-key") != 1)
    return refused(400, "websocket_key", "The Sec-WebSocket-Key is not sixteen octets in base64.");
  // Browsers always send it; whoever does not is no page of ours, and cookies do not vouch for others.
  if (count("origin") != 1) return refused(403, "origin_missing", "An Origin header is required.");
  const std::string_view origin = request.header("origin");
  if (std::find(config.origins.begin(), config.origins.end(), origin) == config.origins.end())
    return refused(403, "origin_refused", "Pages of this origin may not connect here.");
  return std::nullopt;
}

}  // namespace terang::net
