// What the programs take and what they end with: 0 when it holds, 1 when it does not, 2 when it could not be asked.
#include <filesystem>

#include "tests/faults/house.h"
#include "tests/ocds/samples.h"

namespace terang::faults {
namespace {

const std::string kScenario = std::string(TERANG_SOURCE_DIR) + "/auction/examples/first_auction.json";

struct CommandLine : ::testing::Test {
  House house;
  Finished with(const std::string& password, const Words& words) const {
    return house.terang(words, {}, {"TERANG_PASSWORD=" + password});
  }
  std::string projections() const {
    return house.postgres->sql("select * from tender_projection order by id", house.database_name());
  }
};

TEST_F(CommandLine, WrongUsageEndsWithTwo) {
  for (const Words& words :
       {Words{}, Words{"serv"}, Words{"serve", "--prot", "1"}, Words{"serve", "--port", "x"}, Words{"serve"},
        Words{"rehearse"}, Words{"rehearse", "/nonexistent"}, Words{"export"}, Words{"import"}, Words{"import", "ocds"},
        Words{"user"}, Words{"user", "add", "x"}, Words{"--config", "/nonexistent", "replay"},
        Words{"export", "--all", "--tender", "x"}}) {
    const Finished ended = house.terang(words);
    EXPECT_EQ(ended.code, 2) << (words.empty() ? "nothing" : words[0]) << ended.out;
    EXPECT_FALSE(ended.err.empty());
  }
  EXPECT_EQ(house.terang({"--help"}).code, 0);
  EXPECT_EQ(house.terang({"user", "add", "--help"}).code, 0);
  const Finished unreachable = run({program("terang"), "replay", "--database", "host=/nonexistent"}, house.folder);
  EXPECT_EQ(unreachable.code, 2) << unreachable.err;
  EXPECT_EQ(run({program("terang"), "replay"}, house.folder).code, 2) << "no database";
  for (const Words& words : {Words{}, Words{"--bad"}, Words{"/nonexistent"}, Words{"--db"}, Words{"receipt"},
                             Words{"--vkey", "x", "y"}, Words{"--db", "host=/nonexistent"}})
    EXPECT_EQ(house.verify(words).code, 2);
  EXPECT_EQ(house.verify({"--help"}).code, 0);
}

TEST_F(CommandLine, RehearsesAScenario) {
  const Finished played = house.terang({"rehearse", kScenario});
  EXPECT_EQ(played.code, 0) << played.err;
  const auto out = json::parse(played.out, {.bytes = 1 << 20, .depth = 16, .decimals = false});
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->find("lots")->as_array()[0].find("result")->text("winner"), "ayu");
  const auto with = [&](const std::string& text) {
    const tender::test::File file(text, "scenario.json");
    return house.terang({"rehearse", file.path()});
  };
  const Finished malformed = with("{\"rules\": {");
  EXPECT_EQ(malformed.code, 2);
  EXPECT_NE(malformed.err.find("terang: json"), std::string::npos) << malformed.err;
  const Finished wrong = with("{\"rules\": {\"currency\": \"IDR\", \"tick\": \"0\"}, \"bidders\": [], \"commands\": [{\"do\": \"fly\"}]}");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("/commands/0"), std::string::npos) << wrong.err;
  EXPECT_TRUE(wrong.out.empty());
}

TEST_F(CommandLine, KeepsAccounts) {
  const Finished added = with("correct horse", {"user", "add", "ratna", "--name", "Ratna Dewi", "--role", "officer", "--for", "Dinas Uji"});
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_EQ(added.out.find(" ratna\n"), 12u) << added.out;
  const Finished twice = with("correct horse", {"user", "add", "ratna", "--name", "X", "--role", "auditor"});
  EXPECT_EQ(twice.code, 1);
  EXPECT_NE(twice.err.find("terang: "), std::string::npos);
  EXPECT_EQ(with("correct horse", {"user", "add", "budi", "--name", "Budi", "--role", "king"}).code, 1);
  EXPECT_EQ(with("", {"user", "add", "budi", "--name", "Budi", "--role", "auditor"}).code, 1) << "no password";

  house.serve();
  const auto sign_in = [&](const std::string& password) {
    return house.post("/api/v1/session", json::Value::object({{"login", "ratna"}, {"password", password}})).status;
  };
  EXPECT_EQ(house.terang({"user", "password", "ratna"}, "battery staple\n").code, 0) << "by standard input";
  EXPECT_EQ(sign_in("correct horse"), 401);
  EXPECT_EQ(sign_in("battery staple"), 200);
  EXPECT_EQ(house.terang({"user", "disable", "ratna"}).code, 0);
  EXPECT_EQ(sign_in("battery staple"), 401);
  EXPECT_NE(house.terang({"user", "list"}).out.find("\tratna\tofficer\tRatna Dewi\tDinas Uji\tdisabled\n"), std::string::npos);
  EXPECT_EQ(house.terang({"user", "enable", "ratna"}).code, 0);
  EXPECT_EQ(house.terang({"user", "list"}).out.find("disabled"), std::string::npos);
  EXPECT_EQ(house.terang({"user", "disable", "nobody"}).code, 1);
  EXPECT_EQ(with("x y z x y z", {"user", "password", "nobody"}).code, 1);
}

TEST_F(CommandLine, RebuildRemakesWhatComesFromTheLedger) {
  house.people(2);
  house.serve();
  const std::string tender = house.live_tender(600 * kSecond);
  LiveLine line(house.port(), house.bidders[0].cookie);
  line.send(house.bid(house.bidders[0], tender, "900000", server::test::uuid(1)));
  EXPECT_EQ(line.expect("answer").text("verdict"), "accepted");
  const Finished meanwhile = house.terang({"rebuild"});
  EXPECT_EQ(meanwhile.code, 1) << "not while a server writes";
  EXPECT_NE(meanwhile.err.find("log_owned"), std::string::npos) << meanwhile.err;
  const Reply cancelled = house.post("/api/v1/tenders/" + tender + "/cancel",
                                     json::Value::object({{"reason", "The budget was cut."}}), &house.officer);
  EXPECT_EQ(cancelled.status, 200) << cancelled.text;
  EXPECT_EQ(house.terminate(), 0);

  const std::string before = projections();
  EXPECT_NE(before.find(tender + "|cancelled|"), std::string::npos) << before;
  EXPECT_EQ(house.terang({"rebuild"}).code, 0);
  EXPECT_EQ(projections(), before);
  house.postgres->sql("update tender_projection set title = 'altered'; insert into tender_projection "
                      "select (jsonb_populate_record(p, '{\"id\":\"x\"}')).* from tender_projection p",
                      house.database_name());
  EXPECT_NE(projections(), before);
  const Finished rebuilt = house.terang({"rebuild"});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_EQ(projections(), before);
}

TEST_F(CommandLine, ImportsOnceAndAgainIsHarmless) {
  const tender::test::File file(tender::test::package({tender::test::release("ocds-test-1", "r1", "2024-03-01T09:00:00+07:00"),
                                                       tender::test::release("ocds-test-2", "r2", "2024-03-01T09:00:00+07:00")}));
  const auto rows = [&] {
    return house.postgres->sql("select count(*) from ocds_release", house.database_name());
  };
  const Finished first = house.terang({"import", "ocds", file.path(), "--json"});
  EXPECT_EQ(first.code, 0) << first.err;
  const std::string once = rows();
  EXPECT_EQ(once, "2\n");
  const Finished again = house.terang({"import", "ocds", file.path(), "--json"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(rows(), once);
  EXPECT_NE(again.out.find("\"unchanged\":2"), std::string::npos) << again.out;
  EXPECT_EQ(house.terang({"import", "ocds", "/nonexistent"}).code, 2);
  const tender::test::File broken("{\"releases\": [");
  EXPECT_NE(house.terang({"import", "ocds", broken.path()}).code, 0);
  EXPECT_EQ(rows(), once);
}

TEST_F(CommandLine, MigratesOnce) {
  const Finished again = house.terang({"migrate"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("up to date"), std::string::npos) << again.out;
}

TEST_F(CommandLine, ASecondServerIsToldWhoOwnsTheLog) {
  house.serve();
  const auto port = house.served_at;
  house.served_at = 0;
  const Finished second = house.serve_and_be_refused();
  house.served_at = port;
  EXPECT_EQ(second.code, 1);
  EXPECT_NE(second.err.find("log_owned"), std::string::npos) << second.err;
  EXPECT_NE(second.err.find(std::to_string(house.server->pid())), std::string::npos) << second.err;
}

}  // namespace
}  // namespace terang::faults
