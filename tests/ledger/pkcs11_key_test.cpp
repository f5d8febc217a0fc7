#include "ledger/pkcs11_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "ledger/key_file.h"
#include "tests/support/soft_hsm.h"

namespace terang::ledger {
namespace {


bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

// A token of SoftHSM with one pair, for all of these tests: the module reads its configuration once in a process.
class Pkcs11 : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = "/tmp/terang-hsm-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    made = new SigningKey(load_or_create_key(folder + "/key.pem").value());
    ASSERT_TRUE(terang::test::SoftHsm(folder).import(folder + "/key.pem", "log-key")) << "is softhsm2 installed?";
    write("pin", "1234\n", 0600);
    write("open-pin", "1234\n", 0644);
    write("wrong-pin", "4321\n", 0600);
  }
  static void TearDownTestSuite() {
    delete made;
    std::filesystem::remove_all(folder);
  }
  static void write(const std::string& name, const char* text, mode_t mode) {
    std::ofstream(folder + "/" + name) << text;
    ::chmod((folder + "/" + name).c_str(), mode);
  }
  static std::string uri(const std::string& pin_file, const std::string& object = "log-key", const std::string& token = "terang") {
    return terang::test::SoftHsm::uri(object, token) +
           (pin_file.empty() ? std::string() : "&pin-source=file:" + folder + "/" + pin_file);
  }
  static std::string refusal(const std::string& uri, std::optional<std::string> pin = std::nullopt) {
    const auto key = load_pkcs11_key(uri, pin);
    return key ? "" : key.error().name;
  }

  static inline std::string folder;
  static inline SigningKey* made = nullptr;
};

TEST_F(Pkcs11, TheModuleSignsAsTheKeyThatItWasGiven) {
  const auto key = load_pkcs11_key(uri("pin"), std::nullopt);
  ASSERT_TRUE(key) << key.error().name << ": " << key.error().message;
  EXPECT_EQ(key->public_key(), made->public_key());
  EXPECT_EQ(key->sign("a checkpoint"), made->sign("a checkpoint"));  // Ed25519 has one signature of a text
  EXPECT_EQ(key->to_pem(), "");
  EXPECT_EQ(load_pkcs11_key(uri(""), "1234")->public_key(), made->public_key());
}

TEST_F(Pkcs11, SeveralThreadsAndKeysSignAtOnce) {
  const auto one = load_pkcs11_key(uri("pin"), std::nullopt), other = load_pkcs11_key(uri("pin"), std::nullopt);
  ASSERT_TRUE(one && other);
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) good += verify_ed25519(made->public_key(), "text", (i % 2 ? *one : *other).sign("text"));
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 200);
}

TEST_F(Pkcs11, WhatIsNotUsableIsNamed) {
  EXPECT_EQ(refusal("pkcs11:token"), "key_uri_malformed");
  EXPECT_EQ(refusal("pkcs11:token=terang;object=log-key", "1234"), "key_uri_malformed");
  EXPECT_EQ(refusal(uri("") + "&pin-value=1234"), "key_pin_exposed");
  EXPECT_EQ(refusal(uri("open-pin")), "key_pin_exposed");
  EXPECT_EQ(refusal(uri("no-pin")), "key_pin_missing");
  EXPECT_EQ(refusal(uri("")), "key_pin_missing");
  EXPECT_EQ(refusal("pkcs11:token=terang;object=log-key?module-path=/no/such/module.so", "1234"), "key_module_unavailable");
  EXPECT_EQ(refusal(uri("pin", "log-key", "other")), "key_token_missing");
  EXPECT_EQ(refusal(uri("wrong-pin")), "key_pin_refused");
  EXPECT_EQ(refusal(uri("pin", "other")), "key_object_missing");
}

TEST_F(Pkcs11, APairOfAnotherCurveIsRefused) {
  ASSERT_TRUE(run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + folder + "/p256.pem"));
  ASSERT_TRUE(run("softhsm2-util --import " + folder + "/p256.pem --token terang --label p256 --id b2 --pin 1234"));
  EXPECT_EQ(refusal(uri("pin", "p256")), "key_object_unsuitable");
}

}  // namespace
}  // namespace terang::ledger
