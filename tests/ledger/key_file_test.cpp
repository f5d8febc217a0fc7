#include "ledger/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace terang::ledger {
namespace {

namespace fs = std::filesystem;

TEST(KeyFile, IsMadeOnceAndKeptPrivate) {
  std::string folder = "/tmp/terang-key-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/log.pem";
  EXPECT_EQ(load_key(path).error().name, "key_file_unreadable");
  const auto first = load_or_create_key(path);
  ASSERT_TRUE(first) << first.error().message;
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(load_or_create_key(path)->public_key(), first->public_key());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);  // nothing half-made lies about

  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const auto exposed = load_or_create_key(path);
  EXPECT_EQ(exposed.error().name, "key_file_exposed");
  EXPECT_NE(exposed.error().message.find("chmod 600 " + path), std::string::npos);
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  std::ofstream(path) << "-----BEGIN PRIVATE KEY-----\nnonsense\n";
  EXPECT_EQ(load_or_create_key(path).error().name, "signing_key_malformed");
  EXPECT_EQ(load_or_create_key(folder + "/no/such/folder.pem").error().name, "key_file_unwritable");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace terang::ledger
