#include "tests/ocds/samples.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tender/ocds_input.h"

namespace terang::tender::test {

std::string release(std::string_view ocid, std::string_view id, std::string_view date, std::string_view title) {
  const std::string name(title);
  return R"({"ocid":")" + std::string(ocid) + R"(","id":")" + std::string(id) + R"(","date":")" + std::string(date) +
         R"(","tag":["tender","award"],"initiationType":"tender","language":"id",
  "parties":[{"id":"B","name":"Dinas Pekerjaan Umum Kabupaten Contoh","roles":["buyer"]},
             {"id":"S1","name":"Budi Perorangan","roles":["tenderer"]},
             {"id":"S2","name":"CV Maju Invensi","roles":["tenderer","supplier"]}],
  "buyer":{"id":"B","name":"Dinas Pekerjaan Umum Kabupaten Contoh"},
  "tender":{"id":"T-1","title":")" +
         name + R"(","description":"Pekerjaan konstruksi di sungai","status":"complete","mainProcurementCategory":"works",
    "value":{"amount":1250000000.50,"currency":"IDR"},
    "tenderPeriod":{"startDate":"2024-02-01T09:00:00+07:00","endDate":"2024-02-20T15:00:00+07:00"},
    "items":[{"id":"1","description":"Tiang pancang","quantity":12.5,"unit":{"name":"batang"}}],
    "tenderers":[{"id":"S1","name":"Budi Perorangan"},{"id":"S2","name":"CV Maju Invensi"}]},
  "bids":{"details":[
    {"id":"1","status":"valid","date":"2024-02-10T10:00:00+07:00","tenderers":[{"id":"S1","name":"Budi Perorangan"}],
     "value":{"amount":1200000000,"currency":"IDR"}},
    {"id":"2","status":"valid","date":"2024-02-11T10:00:00+07:00","tenderers":[{"id":"S2","name":"CV Maju Invensi"}],
     "value":{"amount":1150000000.25,"currency":"IDR"}}]},
  "awards":[{"id":"A1","status":"active","relatedBid":"2","date":"2024-02-25T10:00:00+07:00",
    "suppliers":[{"id":"S2","name":"CV Maju Invensi"}],"value":{"amount":1150000000.25,"currency":"IDR"}}]})";
}

namespace {
std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ",\n") + part;
  return out;
}
}  // namespace

std::string package(const std::vector<std::string>& releases) {
  return R"({"version":"1.1","uri":"urn:example:package","publisher":{"name":"Portal Contoh"},
"license":"https://example.org/licence","releases":[)" +
         join(releases) + "]}\n";
}

std::string record_package(const std::vector<std::string>& records) {
  return R"({"version":"1.1","uri":"urn:example:records","publisher":{"name":"Portal Contoh"},"records":[)" +
         join(records) + "]}\n";
}

std::string gzip(std::string_view text) {
  z_stream zlib{};
  if (deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
  std::string out(deflateBound(&zlib, text.size()) + 64, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  zlib.avail_in = static_cast<uInt>(text.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  if (deflate(&zlib, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("deflate");
  out.resize(out.size() - zlib.avail_out);
  deflateEnd(&zlib);
  return out;
}

File::File(std::string_view content, std::string_view name) {
  std::string pattern = (std::filesystem::temp_directory_path() / "terang-ocds-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("mkdtemp");
  folder_ = pattern;
  path_ = folder_ + "/" + std::string(name);
  write(content);
}
File::~File() { std::filesystem::remove_all(folder_); }
void File::write(std::string_view content) const { std::ofstream(path_, std::ios::binary) << content; }

std::string data_file(const std::string& name) {
  const char* folder = std::getenv("TERANG_TEST_DATA");
  const std::string path = (folder ? std::string(folder) : std::string(TERANG_SOURCE_DIR) + "/../shared/data") + "/" + name;
  return std::filesystem::exists(path) ? path : "";
}

std::string read_all(const std::string& path) {
  auto input = OcdsInput::open(path);
  if (!input) throw std::runtime_error(input.error().message);
  std::string out;
  for (;;) {
    const auto block = (*input)->next();
    if (!block) throw std::runtime_error(block.error().message);
    if (block->empty()) return out;
    out += *block;
  }
}

}  // namespace terang::tender::test
