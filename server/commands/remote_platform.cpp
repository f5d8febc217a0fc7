#include "server/commands/remote_platform.h"

#include "server/commands/commands.h"

namespace terang::server {
namespace {

using json::Value;

constexpr json::Limits kReply{.bytes = 8u << 20, .depth = 16, .decimals = false};

}  // namespace

RemotePlatform::RemotePlatform(std::string url, const std::string& ca)
    : base_(std::move(url)), client_(http::Options{.most_octets = kReply.bytes, .ca_file = ca}) {
  while (base_.ends_with('/')) base_.pop_back();
}

Result<Value> RemotePlatform::get(const std::string& path) { return read(client_.get(base_ + path, headers_)); }

Result<Value> RemotePlatform::post(const std::string& path, const Value& body) {
  return read(client_.post(base_ + path, "application/json", json::canonical(body), headers_));
}

Result<Value> RemotePlatform::sign_in(const std::string& login, const std::string& password) {
  const auto response = client_.post(base_ + "/api/v1/session", "application/json",
                                     json::canonical(Value::object({{"login", login}, {"password", password}})));
  if (response && response->status == 200) {
    const std::string_view cookie = response->header("set-cookie");
    headers_ = {{"Cookie", std::string(cookie.substr(0, cookie.find(';')))}};
  }
  return read(response);
}

Result<Value> RemotePlatform::read(const Result<http::Response>& response) {
  if (!response) return response.error();
  auto body = json::parse(response->body, kReply);
  if (!body) return Failure{"reply_malformed", "What answers there with status " + std::to_string(response->status) + " is not Terang."};
  if (response->status / 100 == 2) return *body;
  const std::string code(body->text("code")), detail(body->text("detail"));
  return Failure{code.empty() ? "reply_malformed" : code, detail.empty() ? "The platform refuses it." : detail};
}

int refused(const Failure& failure) {
  const bool unasked = failure.name.starts_with("http_") || failure.name == "reply_malformed";
  return fail(failure.name, failure.message, unasked ? 2 : 1);
}

}  // namespace terang::server
