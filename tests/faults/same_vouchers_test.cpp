// Time stamps and policies in bundles, before both verifiers as programs; the web's tests make the bundles.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/faults/process.h"

namespace terang::faults {
namespace {

TEST(SameVouchers, InBothVerifiers) {
  std::string folder = (std::filesystem::temp_directory_path() / "terang-vouchers-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const Finished judged = run({"/usr/bin/env", "node", TERANG_SOURCE_DIR "/web/tests/same_vouchers.mjs", program("terang-verify")}, folder);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(judged.code, 0) << judged.out << judged.err.substr(0, 2000);
  EXPECT_NE(judged.out.find("30 of 30 the same"), std::string::npos) << judged.out;
}

}  // namespace
}  // namespace terang::faults
