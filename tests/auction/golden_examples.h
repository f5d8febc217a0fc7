// Scenario files of a folder, each with what it prints beside it. TERANG_GOLDEN=write rewrites the outputs.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "auction/codec/rehearse.h"
#include "tests/support/read_file.h"

namespace terang::auction::test {

inline std::string contents(const std::filesystem::path& path) {
  EXPECT_TRUE(std::filesystem::exists(path)) << path;
  return terang::test::read_file(path);
}

// `folder` below auction/. `readable`: the same JSON, laid out for people to compare.
inline void expect_examples(const std::string& folder,
                            const std::function<terang::Result<json::Value, json::Problems>(const json::Value&)>& run,
                            const std::function<std::string(const json::Value&)>& readable) {
  const std::filesystem::path at = std::filesystem::path(TERANG_SOURCE_DIR) / "auction" / folder;
  const char* write = std::getenv("TERANG_GOLDEN");
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(at)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".out.json") || !name.ends_with(".json")) continue;
    ++count;
    const auto scenario = json::parse(contents(entry.path()), kScenarioLimits);
    ASSERT_TRUE(scenario.ok()) << name << scenario.error().message;
    const auto output = run(*scenario);
    ASSERT_TRUE(output.ok()) << name << json::canonical(json::to_json(output.error()));
    const std::filesystem::path golden = at / (name.substr(0, name.size() - 5) + ".out.json");
    if (write) std::ofstream(golden, std::ios::binary) << readable(*output);
    EXPECT_EQ(readable(*output), contents(golden)) << name;
    EXPECT_EQ(json::parse(contents(golden), kScenarioLimits).value(), *output);
  }
  EXPECT_GE(count, 2);
}

}  // namespace terang::auction::test
