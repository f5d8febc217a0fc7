#include "server/net/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "base/sha256.h"
#include "server/net/compress.h"
#include "server/net/request_head.h"

namespace terang::net {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostOctets = 64u * 1024 * 1024;

std::string_view extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

struct Type {
  std::string_view extension, type;
  bool compresses;
};
constexpr std::array kTypes{
    Type{"html", "text/html; charset=utf-8", true},
    Type{"js", "text/javascript; charset=utf-8", true},
    Type{"mjs", "text/javascript; charset=utf-8", true},
    Type{"css", "text/css; charset=utf-8", true},
    Type{"json", "application/json", true},
    Type{"map", "application/json", true},
    Type{"webmanifest", "application/manifest+json", true},
    Type{"svg", "image/svg+xml", true},
    Type{"txt", "text/plain; charset=utf-8", true},
    Type{"md", "text/markdown; charset=utf-8", true},
    Type{"xml", "application/xml", true},
    Type{"wasm", "application/wasm", true},
    Type{"ico", "image/x-icon", true},
    Type{"png", "image/png", false},
    Type{"jpg", "image/jpeg", false},
    Type{"jpeg", "image/jpeg", false},
    Type{"webp", "image/webp", false},
    Type{"avif", "image/avif", false},
    Type{"woff2", "font/woff2", false},
    Type{"woff", "font/woff", false},
    Type{"pdf", "application/pdf", false},
};
Type type_of(std::string_view path) {
  const std::string_view extension = extension_of(path);
  for (const Type& type : kTypes)
    if (type.extension == extension) return type;
  return {"", "application/octet-stream", false};
}

// Vite's names carry eight characters of the contents' hash: "/assets/index-BkL3x_9Q.js".
bool is_hashed(std::string_view path) {
  if (!path.starts_with("/assets/")) return false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dash = name.find('-');
  return dash != std::string_view::npos && name.size() - dash > 8;
}

// Whether Accept-Encoding takes this coding (RFC 9110 §12.5.3): named, or "*", and not at q=0.
bool accepts(std::string_view header, std::string_view coding) {
  bool any = false;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    std::string item(header.substr(0, comma));
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    std::erase_if(item, [](char c) { return c == ' ' || c == '\t'; });
    const std::size_t semicolon = item.find(';');
    const std::string_view name = std::string_view(item).substr(0, semicolon);
    std::string_view weight =
        semicolon == std::string::npos ? "" : std::string_view(item).substr(semicolon + 1);
    const bool refused = (weight.starts_with("q=0") || weight.starts_with("Q=0")) &&
                         weight.find_first_of("123456789") == std::string_view::npos;
    if (equal_ignoring_case(name, coding)) return !refused;
    if (name == "*") any = !refused;
  }
  return any;
}

// If-None-Match (RFC 9110 §13.1.2): "*" or a list; the weak comparison.
bool matches(std::string_view header, std::string_view etag) {
  if (header == "*") return true;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    std::string_view tag = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    while (tag.ends_with(' ')) tag.remove_suffix(1);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
  std::error_code error;
  const fs::path root(folder);
  if (!fs::is_directory(root, error))
    return Failure{"folder_missing", "The folder of the web pages, " + folder + ", is not there."};
  StaticFiles files;
  std::uintmax_t total = 0;
  for (auto it = fs::recursive_directory_iterator(root, error);
       !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    total += it->file_size(error);
    if (total > kMostOctets) return Failure{"folder_too_large", folder + " holds more than 64 MiB."};
    std::ifstream in(it->path(), std::ios::binary);
    std::ostringstream contents;
    contents << in.rdbuf();
    if (!in) return Failure{"file_unreadable", it->path().string() + " cannot be read."};
    files.add("/" + fs::relative(it->path(), root, error).generic_string(), std::move(contents).str());
  }
  if (error) return Failure{"file_unreadable", folder + ": " + error.message()};
  return files;
}

StaticFiles StaticFiles::from(const std::map<std::string, std::string>& contents) {
  StaticFiles files;
  for (const auto& [path, text] : contents) files.add(path, text);
  return files;
}

void StaticFiles::add(const std::string& path, std::string contents) {
  const Type type = type_of(path);
  File file;
  file.etag = to_hex(sha256(contents)).substr(0, 32);
  file.type = type.type;
  file.caching = is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache";
  if (type.compresses && contents.size() > 256) {
    const auto keep = [&](std::string smaller) {
      return smaller.size() < contents.size() ? std::make_shared<const std::string>(std::move(smaller))
                                              : nullptr;
    };
    file.gzip = keep(gzip(contents));
    file.brotli = keep(brotli(contents));
  }
  file.plain = std::make_shared<const std::string>(std::move(contents));
  files_[path] = std::move(file);
}

std::optional<HttpResponse> StaticFiles::answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  auto found = files_.find(request.path);
  if (found == files_.end()) {
    const bool ours = !request.path.starts_with("/api/") && !request.path.starts_with("/assets/") &&
                      request.path != "/api" && extension_of(request.path).empty();
    if (!ours || (found = files_.find("/index.html")) == files_.end()) return std::nullopt;
  }
  const File& file = found->second;
  const std::string_view codings = request.header("accept-encoding");
  HttpResponse response;
  std::string coding;
  response.body = file.plain;
  if (file.brotli && accepts(codings, "br")) {
    response.body = file.brotli;
    coding = "br";
  } else if (file.gzip && accepts(codings, "gzip")) {
    response.body = file.gzip;
    coding = "gzip";
  }
  // Each coding is a representation of its own, with its own strong tag.
  const std::string etag = "\"" + file.etag + (coding.empty() ? "" : "-" + coding) + "\"";
  response.set("ETag", etag).set("Cache-Control", file.caching);
  if (file.gzip || file.brotli) response.set("Vary", "Accept-Encoding");
  if (matches(request.header("if-none-match"), etag)) {
    response.status = 304;
    response.body = nullptr;
    return response;
  }
  response.set("Content-Type", file.type);
  if (!coding.empty()) response.set("Content-Encoding", coding);
  return response;
}

}  // namespace terang::net
