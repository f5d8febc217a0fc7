// One request to somebody else's HTTP server, over libcurl: bounded in time and size, HTTP and HTTPS only, redirections
// are returned like any other status. Blocks: for threads that may wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace terang::http {

using Header = std::pair<std::string, std::string>;

struct Response {
  int status = 0;
  std::vector<Header> headers;  // names in lower case, values trimmed
  std::string body;
  std::string_view header(std::string_view name_in_lower_case) const;  // first of that name, or empty
};

struct Options {
  std::chrono::milliseconds timeout{10'000};  // the whole exchange
  std::size_t most_octets = 16 * 1024 * 1024;  // of the body
  std::string ca_file;                         // PEM; empty: the system's
  bool insecure = false;                       // whoever's certificate: for a self-signed demonstration only
};

// Connections are kept between requests. Not for two threads at once.
class Client {
 public:
  explicit Client(Options options = {});
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  // Whatever status came is a response. Failures: http_url_malformed, http_unreachable, http_timeout, http_tls,
  // http_too_large, http_malformed (what answered does not speak HTTP).
  Result<Response> get(const std::string& url, const std::vector<Header>& headers = {});
  Result<Response> post(const std::string& url, std::string_view content_type, std::string_view body,
                        const std::vector<Header>& headers = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace terang::http
