// terang.toml: what is read, what is refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/config.h"

namespace terang::server {
namespace {

std::string read(const std::string& text, ServerConfig& config) {
  const std::string path = ::testing::TempDir() + "terang-config-" + std::to_string(getpid()) + ".toml";
  std::ofstream(path) << text;
  const auto done = read_config(path, config);
  std::filesystem::remove(path);
  return done ? "" : done.error().name;
}

TEST(Config, AStalledWriteInSeconds) {
  ServerConfig config;
  EXPECT_EQ(config.limits.write_stall, std::chrono::seconds(20));
  EXPECT_EQ(read("[limits]\nwrite_stall_seconds = 3\n", config), "");
  EXPECT_EQ(config.limits.write_stall, std::chrono::seconds(3));
  for (const char* wrong : {"0", "-1", "1.5", "'2'", "100000", "[1, 2]"})
    EXPECT_EQ(read("[limits]\nwrite_stall_seconds = " + std::string(wrong) + "\n", config),
              "config_malformed")
        << wrong;
}

TEST(Config, TheMonitorsFile) {
  ServerConfig config;
  EXPECT_EQ(read("monitor_feed = '/var/lib/terang/alerts.jsonl'\n", config), "");
  EXPECT_EQ(config.monitor_feed, "/var/lib/terang/alerts.jsonl");
  EXPECT_EQ(read("monitor_feed = 1\n", config), "config_malformed");
}

TEST(Config, TrustedProxies) {
  ServerConfig config;
  EXPECT_EQ(read("port = 1\n", config), "");
  EXPECT_TRUE(config.trusted_proxies.empty());
  EXPECT_EQ(read("trusted_proxies = ['10.0.0.0/8', '::1']\n", config), "");
  EXPECT_EQ(config.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
  for (const char* wrong : {"'::1'", "[1]", "true"})
    EXPECT_EQ(read("trusted_proxies = " + std::string(wrong) + "\n", config), "config_malformed") << wrong;
}

TEST(Config, WitnessesAndTimeStamps) {
  ServerConfig config;
  EXPECT_EQ(read("witness_policy = 'p'\nwitness_ca = 'c'\ntimestamp_url = 'http://tsa.example'\ntimestamp_ca = 't'\ntimestamp_seconds = 60\n", config), "");
  EXPECT_EQ(config.witness_policy, "p");
  EXPECT_EQ(config.witness_ca, "c");
  EXPECT_EQ(config.timestamp_url, "http://tsa.example");
  EXPECT_EQ(config.timestamp_ca, "t");
  EXPECT_EQ(config.timestamp_seconds, 60u);
  EXPECT_EQ(read("timestamp_seconds = 0\n", config), "config_malformed");
  EXPECT_EQ(read("witness_policy = 1\n", config), "config_malformed");
}

}  // namespace
}  // namespace terang::server
