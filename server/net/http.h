// A request as the application gets it, an answer as it gives it. Requests have passed the strict reading of
// request_head.h: exactly one Host, no transfer coding, a sane target.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace terang::net {

using Header = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method;                 // "GET", …, as sent (methods are case-sensitive)
  std::string target;                 // as sent: path and query
  std::string path;                   // decoded, begins with '/', no "." or ".." segments
  std::vector<std::string> segments;  // decoded; "/a/b%2Fc" is {"a","b/c"}; "/" is {}
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order; '+' is a space
  std::vector<Header> headers;                             // names in lower case, values trimmed
  std::string body;
  std::string remote_address;  // without the port
  bool secure = true;          // came over TLS

  std::string_view header(std::string_view name_in_lower_case) const;      // first of that name, or empty
  std::optional<std::string_view> parameter(std::string_view name) const;  // first of that name in the query
  std::string_view cookie(std::string_view name) const;                    // empty when absent
};

struct HttpResponse {
  int status = 200;
  std::vector<Header> headers;              // without Content-Length, Connection, Date
  std::shared_ptr<const std::string> body;  // may be shared between answers; nullptr is empty

  HttpResponse& set(std::string name, std::string value) &;
  HttpResponse&& set(std::string name, std::string value) &&;
};
HttpResponse make_response(int status, std::string content_type, std::string body);
// RFC 9457 problem document: {"detail":…,"status":…,"title":…,"type":"urn:terang:problem:<name>"}.
HttpResponse make_problem(int status, std::string_view name, std::string_view detail);
std::string_view reason_phrase(int status);

// Where the answer goes, once; from any thread. Destroyed unsent it answers 500 "no_answer".
class Reply {
 public:
  using Sink = std::function<void(HttpResponse&&)>;  // called at most once
  explicit Reply(Sink sink) : sink_(std::move(sink)) {}
  Reply(Reply&& other) noexcept : sink_(std::exchange(other.sink_, nullptr)) {}
  Reply& operator=(Reply&& other) noexcept;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply();

  void send(HttpResponse&& response);  // a second send is our own mistake and asserts
  explicit operator bool() const { return static_cast<bool>(sink_); }

 private:
  Sink sink_;
};

}  // namespace terang::net
