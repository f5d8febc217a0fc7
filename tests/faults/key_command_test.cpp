// terang key beside a platform that serves.
#include "tests/faults/house.h"

namespace terang::faults {
namespace {

TEST(KeyCommand, RotatesAndDistrustsKeysOfThePlatformThatRuns) {
  House house;
  house.make("root", "administrator", "", true);
  house.make("ratna", "officer", "Dinas Uji", true);
  house.serve();
  const std::string url = "https://localhost:" + std::to_string(house.served_at), first(house.get("/api/v1/log").body.text("vkey"));
  const auto key = [&](Words words, const std::string& login, const std::string& password = server::test::kPassword) {
    words.insert(words.begin(), "key");
    for (const std::string& word : {std::string("--url"), url, std::string("--ca"), house.config.tls_cert}) words.push_back(word);
    if (!login.empty()) words.insert(words.end(), {"--login", login});
    return house.terang(words, {}, {"TERANG_PASSWORD=" + password});
  };
  const Words rotate{"rotate", "--overlap", "3600", "--reason", "The yearly change of keys."};
  const auto refusal = [](const Finished& ended, int code, const char* name) {
    EXPECT_EQ(ended.code, code) << ended.out << ended.err;
    EXPECT_NE(ended.err.find(std::string("terang: ") + name), std::string::npos) << ended.err;
  };
  EXPECT_EQ(key({"list"}, "").out, first + "\tcurrent\n");
  refusal(key(rotate, "root", "wrong"), 1, "sign_in_failed");
  refusal(key(rotate, "ratna"), 1, "not_your_role");
  refusal(key({"rotate", "--reason", "short"}, "root"), 1, "reason_missing");
  refusal(house.terang({"key", "list", "--url", "https://localhost:1"}), 2, "http_unreachable");
  EXPECT_EQ(house.terang({"key"}).code, 2);
  EXPECT_EQ(key({"rotate"}, "root").code, 2) << "without a reason";

  const Finished rotated = key(rotate, "root");
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  const std::string second(house.get("/api/v1/log").body.text("vkey"));
  EXPECT_NE(second, first);
  EXPECT_EQ(rotated.out, first + "\toverlap\n" + second + "\tcurrent\n");
  const Words distrust{"distrust", "--vkey", first, "--from-size", "1", "--reason", "It was left on a train."};
  const Finished distrusted = key(distrust, "root");
  EXPECT_EQ(distrusted.code, 0) << distrusted.err;
  EXPECT_EQ(distrusted.out, first + "\tcompromised\n" + second + "\tcurrent\n");
  refusal(key({"distrust", "--vkey", "nobody", "--from-size", "1", "--reason", "It was left on a train."}, "root"), 1, "vkey_unknown");
}

}  // namespace
}  // namespace terang::faults
