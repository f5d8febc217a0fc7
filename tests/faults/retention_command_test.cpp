// terang retention beside a platform that serves.
#include "tests/faults/house.h"

namespace terang::faults {
namespace {

TEST(RetentionCommand, ListsWhatMayBeErasedAndWhatNotYet) {
  House house;
  house.make("root", "administrator", "", true);
  Person ratna = house.make("ratna", "officer", "Dinas Uji", true);
  house.store_sessions({&ratna});
  house.retention["tender.drafted"] = 0;
  house.serve();
  const auto list = [&](Words words, const std::string& login, const std::string& password = server::test::kPassword) {
    words.insert(words.begin(), {"retention", "list", "--url", "https://localhost:" + std::to_string(house.served_at), "--ca", house.config.tls_cert, "--login", login});
    return house.terang(words, {}, {"TERANG_PASSWORD=" + password});
  };
  const auto refusal = [](const Finished& ended, int code, const char* name) {
    EXPECT_EQ(ended.code, code) << ended.out << ended.err;
    EXPECT_NE(ended.err.find(std::string("terang: ") + name), std::string::npos) << ended.err;
  };
  EXPECT_EQ(list({}, "root").out, "");
  const Reply made = house.post("/api/v1/tenders", house.document(ratna, 600 * kSecond, 60 * kSecond), &ratna);
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string tender(made.body.text("id"));
  ASSERT_EQ(house.request("POST", "/api/v1/tenders/" + tender + "/publish", std::nullopt, &ratna).status, 200);
  EXPECT_EQ(list({}, "root").out, "") << "it is not over";
  const Finished not_over = list({"--tender", tender}, "root");
  EXPECT_EQ(not_over.out, tender + "\t0\ttender.drafted\t0\t-\ttender_not_over\n") << not_over.err;
  ASSERT_EQ(house.post("/api/v1/tenders/" + tender + "/cancel", json::Value::object({{"reason", "Nobody wants it any more."}}), &ratna).status, 200);
  const std::string row = tender + "\t0\ttender.drafted\t0\t";
  for (const Words& words : {Words{}, Words{"--due"}, Words{"--tender", tender}}) {
    const Finished listed = list(words, "root");
    EXPECT_EQ(listed.code, 0) << listed.err;
    EXPECT_TRUE(listed.out.starts_with(row) && listed.out.ends_with("Z\terasable\n")) << listed.out;
  }
  refusal(list({}, "root", "wrong"), 1, "sign_in_failed");
  refusal(list({}, "ratna"), 1, "not_your_role");
  refusal(list({"--tender", "t99999999999"}, "root"), 1, "no_such_tender");
  refusal(house.terang({"retention", "list", "--url", "https://localhost:1", "--login", "root"}, {}, {"TERANG_PASSWORD=x"}), 2, "http_unreachable");
  EXPECT_EQ(house.terang({"retention"}).code, 2);
}

}  // namespace
}  // namespace terang::faults
