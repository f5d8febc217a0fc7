// A token of SoftHSM in a folder of its own. The module reads where its tokens are once in a process: one folder a process.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace terang::test {

class SoftHsm {
 public:
  static constexpr char kPin[] = "1234";
  static constexpr char kModule[] = "/usr/lib/softhsm/libsofthsm2.so";

  explicit SoftHsm(const std::string& folder) {
    std::filesystem::create_directories(folder + "/tokens");
    std::ofstream(folder + "/softhsm.conf") << "directories.tokendir = " << folder << "/tokens\nobjectstore.backend = file\nlog.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder + "/softhsm.conf").c_str(), 1);
    made_ = run("softhsm2-util --init-token --free --label terang --pin 1234 --so-pin 5678");
  }
  // False: softhsm2 is not installed.
  bool made() const { return made_; }
  bool import(const std::string& pem, const std::string& label) const {
    return made_ && run("softhsm2-util --import " + pem + " --token terang --label " + label + " --id a1 --pin 1234");
  }
  // Without a PIN.
  static std::string uri(const std::string& object, const std::string& token = "terang") {
    return "pkcs11:token=" + token + ";object=" + object + "?module-path=" + kModule;
  }

 private:
  static bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }
  bool made_ = false;
};

}  // namespace terang::test
