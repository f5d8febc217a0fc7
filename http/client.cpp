#include "http/client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <mutex>

namespace terang::http {
namespace {

constexpr std::size_t kMostHeaders = 100, kLongestHeader = 16 * 1024;

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] { TERANG_ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
}

struct Taking {
  Response response;
  std::size_t most_octets = 0;
  bool too_large = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

// Less than it was given ends the transfer.
std::size_t take_body(char* octets, std::size_t one, std::size_t count, void* to) {
  Taking& taking = *static_cast<Taking*>(to);
  if (taking.response.body.size() + one * count > taking.most_octets) {
    taking.too_large = true;
    return 0;
  }
  taking.response.body.append(octets, one * count);
  return one * count;
}

std::size_t take_header(char* octets, std::size_t one, std::size_t count, void* to) {
  Taking& taking = *static_cast<Taking*>(to);
  const std::string_view line(octets, one * count);
  if (line.starts_with("HTTP/")) taking.response.headers.clear();  // the last answer's count, not a 100's
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/") || colon == std::string_view::npos) return line.size();
  if (line.size() > kLongestHeader || taking.response.headers.size() == kMostHeaders) {
    taking.too_large = true;
    return 0;
  }
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  taking.response.headers.emplace_back(std::move(name), std::string(trimmed(line.substr(colon + 1))));
  return line.size();
}

std::string_view failure_name(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return "http_url_malformed";
    case CURLE_OPERATION_TIMEDOUT: return "http_timeout";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return "http_tls";
    case CURLE_FILESIZE_EXCEEDED: return "http_too_large";
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_PARTIAL_FILE: return "http_malformed";
    default: return "http_unreachable";
  }
}

}  // namespace

std::string_view Response::header(std::string_view name) const {
  const auto at = std::find_if(headers.begin(), headers.end(), [&](const Header& one) { return one.first == name; });
  return at == headers.end() ? std::string_view() : at->second;
}

struct Client::Impl {
  explicit Impl(Options asked) : options(std::move(asked)) {
    start_library();
    curl = curl_easy_init();
    TERANG_ASSERT(curl != nullptr);
  }
  ~Impl() { curl_easy_cleanup(curl); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<Response> exchange(const std::string& url, const std::vector<Header>& headers, const std::string_view* body);

  const Options options;
  CURL* curl;
};

Result<Response> Client::Impl::exchange(const std::string& url, const std::vector<Header>& headers,
                                        const std::string_view* body) {
  // libcurl would take a name without a scheme for HTTP, and an octet 0 for the end.
  if ((!url.starts_with("https://") && !url.starts_with("http://")) || url.find('\0') != std::string::npos)
    return Failure{"http_url_malformed", url + " is no http:// or https:// address."};
  curl_easy_reset(curl);  // connections stay
  Taking taking;
  taking.most_octets = options.most_octets;
  char why[CURL_ERROR_SIZE] = {};
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options.most_octets));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "terang");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taking);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &taking);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  if (options.insecure) {
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
  }
  curl_slist* lines = nullptr;
  for (const auto& [name, value] : headers) lines = curl_slist_append(lines, (name + ": " + value).c_str());
  if (body) {
    lines = curl_slist_append(lines, "Expect:");  // no question before the body
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data() ? body->data() : "");
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  const CURLcode code = curl_easy_perform(curl);
  curl_slist_free_all(lines);
  if (taking.too_large) return Failure{"http_too_large", url + " answered with more than is taken."};
  if (code != CURLE_OK)
    return Failure{std::string(failure_name(code)), url + ": " + (why[0] != '\0' ? why : curl_easy_strerror(code)) + "."};
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  taking.response.status = static_cast<int>(status);
  return std::move(taking.response);
}

Client::Client(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Result<Response> Client::get(const std::string& url, const std::vector<Header>& headers) {
  return impl_->exchange(url, headers, nullptr);
}

Result<Response> Client::post(const std::string& url, std::string_view content_type, std::string_view body,
                              const std::vector<Header>& headers) {
  std::vector<Header> all = headers;
  all.emplace_back("Content-Type", std::string(content_type));
  return impl_->exchange(url, all, &body);
}

}  // namespace terang::http
