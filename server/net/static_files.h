// The built web pages, read once at start and served from memory: compressed forms made at load, strong
// ETags.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/net/http.h"

namespace terang::net {

class StaticFiles {
 public:
  // Failure names: folder_missing, file_unreadable, folder_too_large (64 MiB).
  static Result<StaticFiles> load(const std::string& folder);
  static StaticFiles from(const std::map<std::string, std::string>& files);  // "/index.html" → contents

  // GET and HEAD. nullopt: not ours, which is: another method, or a path that neither is a file nor falls
  // back. Paths outside `/api/` whose last segment has no extension fall back to /index.html (the page routes
  // itself).
  std::optional<HttpResponse> answer(const HttpRequest& request) const;

  std::size_t count() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> plain, gzip, brotli;  // a compressed form only where it is smaller
    std::string etag, type, caching;
  };
  void add(const std::string& path, std::string contents);
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace terang::net
