// One request on its way through a handler: what was asked, who asks, and where the answer goes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "server/desk.h"
#include "server/net/http.h"
#include "server/people/sessions.h"

namespace terang::server {

// Shared by the steps of a handler that goes from thread to thread. The first answer counts.
class Call {
 public:
  Call(net::HttpRequest asked, net::Reply reply) : request(std::move(asked)), reply_(std::move(reply)) {}

  net::HttpRequest request;
  std::vector<std::string> arguments;  // the variable segments of the route, in order
  std::optional<Session> session;
  json::Value body;                    // of writes; null where none was sent

  tender::Actor actor() const;

  void json(int status, const json::Value& value);
  void json_text(int status, std::string text);
  // What everybody gets, compressed for who understands it. Not where somebody is signed in: beside secrets, the length
  // of a compressed answer tells (CRIME, BREACH). Not on the desk's thread: it costs tens of microseconds a kilobyte.
  void json_for_all(std::string text);
  void send(net::HttpResponse response);
  // RFC 9457; the status belongs to the name (problem_status).
  void problem(std::string_view name, std::string_view detail = {}, json::Value more = {});
  // The answer of a command: {"detail","seq","verdict"} or the refusal as a problem.
  void answer(int status, const Answer& answer);

 private:
  net::Reply reply_;
};
using CallPtr = std::shared_ptr<Call>;

// A parameter that is a whole number; nothing where it is absent or something else.
std::optional<std::uint64_t> number(std::optional<std::string_view> text);
int problem_status(std::string_view name);
net::HttpResponse problem_response(std::string_view name, std::string_view detail, json::Value more = {});

}  // namespace terang::server
