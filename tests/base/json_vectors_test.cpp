// The published vectors of RFC 8785, where they lie beside the checkout.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.h"

namespace terang::json {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(JcsVectors, Published) {
  const fs::path folder = fs::path(TERANG_SOURCE_DIR) / "../shared/vectors/jcs/testdata";
  if (!fs::exists(folder)) GTEST_SKIP() << "no vectors at " << folder;
  int checked = 0;
  for (const auto& entry : fs::directory_iterator(folder / "input")) {
    const auto value = parse(read(entry.path()));
    if (!value) {  // those with numbers that this system does not speak
      EXPECT_EQ(value.error().name, "json_not_integer") << entry.path();
      continue;
    }
    EXPECT_EQ(canonical(*value), read(folder / "output" / entry.path().filename())) << entry.path();
    ++checked;
  }
  EXPECT_GE(checked, 4);
}

}  // namespace
}  // namespace terang::json
