// Invented OCDS releases, and files made of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace terang::tender::test {

// A release as JSON text with a tender, two bids and an award.
std::string release(std::string_view ocid, std::string_view id, std::string_view date = "2024-03-01T09:00:00+07:00",
                    std::string_view title = "Pembangunan jembatan gantung");
// {"version":"1.1","uri":…,"publisher":…,"releases":[…]}
std::string package(const std::vector<std::string>& releases);
std::string record_package(const std::vector<std::string>& records);

std::string gzip(std::string_view text);

// A file in a folder of the test's own, gone with the object.
class File {
 public:
  explicit File(std::string_view content, std::string_view name = "input.json");
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string& path() const { return path_; }
  void write(std::string_view content) const;

 private:
  std::string folder_, path_;
};

// Real and official sample data, where this checkout has it beside it or TERANG_TEST_DATA names its folder; else "".
std::string data_file(const std::string& name);

// The text of a file, inflated if need be.
std::string read_all(const std::string& path);

}  // namespace terang::tender::test
