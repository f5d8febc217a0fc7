// Where writes may come from, and what they may bring.
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

struct Writes : ::testing::Test {
  World world;
  void SetUp() override { world.start(); }
  Reply post_raw(const std::string& headers, const std::string& body) {
    return world.raw("POST /api/v1/session HTTP/1.1\r\nHost: here.example\r\nConnection: close\r\n" + headers +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
};

TEST_F(Writes, FromAnotherOriginAreRefused) {
  EXPECT_EQ(post_raw("Origin: https://evil.example\r\nContent-Type: application/json\r\n", "{}").code(), "origin_refused");
  EXPECT_EQ(post_raw("Origin: null\r\nContent-Type: application/json\r\n", "{}").code(), "origin_refused");
  EXPECT_EQ(post_raw("Origin: https://here.example.evil.example\r\nContent-Type: application/json\r\n", "{}").code(),
            "origin_refused");
  EXPECT_EQ(post_raw("Origin: https://here.example\r\nSec-Fetch-Site: cross-site\r\nContent-Type: application/json\r\n", "{}").code(),
            "origin_refused");
}

TEST_F(Writes, MustBeJson) {
  EXPECT_EQ(post_raw("Origin: https://here.example\r\nContent-Type: text/plain\r\n", "{}").code(), "not_json");
  EXPECT_EQ(post_raw("Origin: https://here.example\r\n", "{}").code(), "not_json");
}

TEST_F(Writes, BadJsonIsNamed) {
  const std::string headers = "Origin: https://here.example\r\nContent-Type: application/json\r\n";
  const auto reason = [&](const std::string& body) {
    const Reply reply = post_raw(headers, body);
    EXPECT_EQ(reply.code(), "body_malformed") << reply.text;
    return std::string(reply.body.text("reason"));
  };
  EXPECT_EQ(reason("{"), "json_malformed");
  EXPECT_EQ(reason("{\"a\":1,\"a\":2}"), "json_duplicate_key");
  EXPECT_EQ(reason("{\"a\":1.5}"), "json_not_integer");
  EXPECT_EQ(reason("{\"a\":\"\xff\"}"), "json_invalid_utf8");
  EXPECT_EQ(reason(std::string(200'000, '[')), "json_too_deep");
}

TEST_F(Writes, UnknownPathsAndMethodsAreNamed) {
  EXPECT_EQ(world.get("/api/v1/nothing").code(), "no_such_page");
  EXPECT_EQ(world.get("/api/v1/tenders/000000000000").code(), "no_such_tender");
  EXPECT_EQ(world.request("DELETE", "/api/v1/time", std::nullopt, nullptr).code(), "method_not_allowed");
}

TEST_F(Writes, ProblemsAreRfc9457) {
  const Reply reply = world.get("/api/v1/nothing");
  EXPECT_NE(reply.head.find("application/problem+json"), std::string::npos);
  EXPECT_EQ(reply.body.text("type"), "urn:terang:problem:no_such_page");
  EXPECT_EQ(reply.body.find("status")->as_int(), 404);
}

TEST_F(Writes, TheDescriptionIsServed) {
  const Reply reply = world.get("/api/v1/openapi.json");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text("openapi"), "3.1.0");
}

}  // namespace
}  // namespace terang::server::test
