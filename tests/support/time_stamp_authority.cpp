#include "tests/support/time_stamp_authority.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/read_file.h"

namespace terang::test {
namespace {

constexpr char kConfiguration[] = R"(
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Time
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa_certificate]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = authority
[authority]
serial = FOLDER/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
)";

}  // namespace

TimeStampAuthority::TimeStampAuthority() {
  std::string name = (std::filesystem::temp_directory_path() / "terang-tsa-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no folder for a time-stamp authority");
  folder_ = name;
  std::string configuration = kConfiguration;
  configuration.replace(configuration.find("FOLDER"), 6, folder_);
  std::ofstream(folder_ + "/tsa.cnf") << configuration;
  std::ofstream(folder_ + "/serial") << "01\n";
  const std::string ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config tsa.cnf ";
  if (!openssl("req -x509 " + ec + "-subj /CN=CA -extensions ca -days 10 -keyout ca.key -out ca.pem") ||
      !openssl("req -new " + ec + "-keyout tsa.key -out tsa.csr") ||
      !openssl("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 10 -extfile tsa.cnf -extensions tsa_certificate -out tsa.pem"))
    throw std::runtime_error("openssl can't make a time-stamp authority: " + read_file(folder_ + "/log"));
  ca_pem_ = read_file(folder_ + "/ca.pem");
}

TimeStampAuthority::~TimeStampAuthority() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

bool TimeStampAuthority::openssl(const std::string& words) const {
  return std::system(("cd " + folder_ + " && openssl " + words + " >>log 2>&1").c_str()) == 0;
}

std::string TimeStampAuthority::reply(const std::string& query) const {
  std::ofstream(folder_ + "/query", std::ios::binary) << query;
  std::filesystem::remove(folder_ + "/reply");
  if (!openssl("ts -reply -config tsa.cnf -queryfile query -signer tsa.pem -inkey tsa.key -out reply")) return {};
  return read_file(folder_ + "/reply");
}

bool TimeStampAuthority::verifies(const std::string& token, const std::string& text) const {
  std::ofstream(folder_ + "/token", std::ios::binary) << token;
  std::ofstream(folder_ + "/text", std::ios::binary) << text;
  return openssl("ts -verify -token_in -in token -data text -CAfile ca.pem");
}

}  // namespace terang::test
