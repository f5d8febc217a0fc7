// Signing in and out, and what a session may do.
#include "tests/server/fixture.h"

#include <thread>

#include "server/people/accounts.h"
#include "server/people/password.h"

namespace terang::server::test {
namespace {

struct SignIn : ::testing::Test {
  World world;
  void SetUp() override { world.start(); }
  Reply sign_in(const std::string& login, const std::string& password) {
    return world.post("/api/v1/session", json::Value::object({{"login", login}, {"password", password}}));
  }
};

TEST_F(SignIn, GivesAHostCookieThatScriptsCannotRead) {
  world.make("ratna", "officer", "Dinas Uji", true);
  const Reply reply = sign_in("Ratna", kPassword);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.body.text("role"), "officer");
  EXPECT_EQ(reply.body.find("business")->text("name"), "Dinas Uji");
  for (const char* part : {"__Host-terang=", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"})
    EXPECT_NE(reply.head.find(part), std::string::npos) << part;
}

TEST_F(SignIn, RefusesAWrongPasswordAnUnknownNameAndAClosedAccountAlike) {
  world.make("bima", "bidder", "CV Satu", true);
  world.make("tutup", "auditor", {}, true);
  auto db = world.connect();
  ASSERT_TRUE(set_disabled(db, "tutup", true).ok());
  const std::string texts[] = {sign_in("bima", "wrong password").text, sign_in("nobody", kPassword).text,
                               sign_in("tutup", kPassword).text};
  EXPECT_NE(texts[0].find("sign_in_failed"), std::string::npos);
  EXPECT_EQ(texts[0], texts[1]);
  EXPECT_EQ(texts[0], texts[2]);
}

TEST_F(SignIn, TellsWhatIsMissing) {
  const Reply reply = world.post("/api/v1/session", json::Value::object({{"login", "bima"}}));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.code(), "invalid_request");
  EXPECT_EQ(reply.body.find("problems")->as_array()[0].text("path"), "/password");
}

TEST_F(SignIn, SlowsGuessing) {
  world.make("bima", "bidder", "CV Satu", true);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in("bima", "wrong password").code(), "sign_in_failed");
  const Reply reply = sign_in("bima", kPassword);
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.code(), "sign_in_too_often");
}

TEST_F(SignIn, OutEndsTheSession) {
  Person person = world.make("agus", "auditor", {}, true);
  world.sign_in(person);
  EXPECT_EQ(world.get("/api/v1/session", &person).body.text("login"), "agus");
  EXPECT_EQ(world.request("DELETE", "/api/v1/session", std::nullopt, &person).status, 204);
  EXPECT_EQ(world.get("/api/v1/session", &person).text, "null");
  EXPECT_EQ(world.get("/api/v1/desk", &person).code(), "signed_out");
  EXPECT_EQ(world.request("DELETE", "/api/v1/session", std::nullopt, &person).code(), "signed_out");
}

// Pages ask this of every visitor: an error would stand in everybody's console.
TEST_F(SignIn, NobodyIsAnAnswer) {
  const Reply reply = world.get("/api/v1/session");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.text, "null");
}

TEST_F(SignIn, SessionsOutliveARestart) {
  Person person = world.make("agus", "auditor", {}, true);
  world.sign_in(person);
  world.stop();
  world.start();
  EXPECT_EQ(world.get("/api/v1/session", &person).body.text("login"), "agus");
}

TEST_F(SignIn, AnAccountClosedElsewhereIsOutWithinSeconds) {
  Person person = world.make("agus", "auditor", {}, true);
  world.sign_in(person);
  auto db = world.connect();
  ASSERT_TRUE(set_disabled(db, "agus", true).ok());
  std::string told;
  for (int i = 0; i < 50 && told != "null"; ++i) {
    world.platform->tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    told = world.get("/api/v1/session", &person).text;
  }
  EXPECT_EQ(told, "null");
  EXPECT_EQ(world.get("/api/v1/desk", &person).status, 401);
}

TEST_F(SignIn, RolesAreKept) {
  Person bidder = world.make("bima", "bidder", "CV Satu", true);
  world.sign_in(bidder);
  EXPECT_EQ(world.post("/api/v1/tenders", json::Value::object(), &bidder).code(), "not_your_role");
  EXPECT_EQ(world.get("/api/v1/desk").code(), "signed_out");
}

TEST(Password, HasBounds) {
  EXPECT_EQ(hash_password("short").error().name, "password_too_short");
  EXPECT_EQ(hash_password(std::string(201, 'x')).error().name, "password_too_long");
}

TEST(Password, IsArgon2idWithTheCostThatWasChosen) {
  const auto hashed = hash_password(kPassword);
  ASSERT_TRUE(hashed.ok());
  EXPECT_TRUE(hashed->starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << *hashed;
  EXPECT_TRUE(password_matches(kPassword, *hashed));
  EXPECT_FALSE(password_matches("something else", *hashed));
}

TEST(Account, RefusalsHaveNames) {
  World world;
  auto db = world.connect();
  const auto refused = [&](NewAccount wanted) { return create_account(db, wanted).error().name; };
  EXPECT_EQ(refused({"a", "A", "auditor", "", kPassword}), "login_malformed");
  EXPECT_EQ(refused({"with space", "A", "auditor", "", kPassword}), "login_malformed");
  EXPECT_EQ(refused({"anna", "", "auditor", "", kPassword}), "name_malformed");
  EXPECT_EQ(refused({"anna", "Anna", "king", "", kPassword}), "role_unknown");
  EXPECT_EQ(refused({"anna", "Anna", "bidder", "", kPassword}), "business_missing");
  EXPECT_EQ(refused({"anna", "Anna", "auditor", "CV Satu", kPassword}), "business_missing");
  EXPECT_EQ(refused({"anna", "Anna", "auditor", "", "short"}), "password_too_short");
  ASSERT_TRUE(create_account(db, {"anna", "Anna", "auditor", "", kPassword}).ok());
  EXPECT_EQ(refused({"ANNA", "Anna", "auditor", "", kPassword}), "login_taken");
  EXPECT_EQ(set_password(db, "nobody", kPassword).error().name, "login_unknown");
}

}  // namespace
}  // namespace terang::server::test
