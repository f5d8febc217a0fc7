// The platform that runs, asked over HTTPS like anybody else asks it.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "http/client.h"

namespace terang::server {

class RemotePlatform {
 public:
  RemotePlatform(std::string url, const std::string& ca);
  // The answer's JSON. Failures: those of http::Client, reply_malformed, and what the platform refuses by its own names.
  Result<json::Value> get(const std::string& path);
  Result<json::Value> post(const std::string& path, const json::Value& body);
  Result<json::Value> sign_in(const std::string& login, const std::string& password);

 private:
  static Result<json::Value> read(const Result<http::Response>& response);

  std::string base_;
  http::Client client_;
  std::vector<http::Header> headers_;
};

// Tells the failure; the exit code: 2 where the platform could not be asked, 1 where it refuses.
int refused(const Failure& failure);

}  // namespace terang::server
