// An RFC 3161 authority made with the openssl command, in a folder that goes with it.
#pragma once

#include <string>

namespace terang::test {

class TimeStampAuthority {
 public:
  TimeStampAuthority();
  ~TimeStampAuthority();
  TimeStampAuthority(const TimeStampAuthority&) = delete;
  TimeStampAuthority& operator=(const TimeStampAuthority&) = delete;

  const std::string& ca_pem() const { return ca_pem_; }
  std::string ca_file() const { return folder_ + "/ca.pem"; }
  std::string reply(const std::string& query) const;  // both in DER; empty when openssl would not
  // What the openssl command makes of a token over these octets: true when it verifies.
  bool verifies(const std::string& token, const std::string& text) const;

 private:
  bool openssl(const std::string& words) const;
  std::string folder_, ca_pem_;
};

}  // namespace terang::test
