#include "ledger/pkcs11_key.h"

#include <fcntl.h>
#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <vector>

namespace terang::ledger {
namespace {

constexpr std::string_view kProbe = "terang: does this key sign?";

struct FreeUri {
  void operator()(P11KitUri* uri) const { p11_kit_uri_free(uri); }
};
using Uri = std::unique_ptr<P11KitUri, FreeUri>;

unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// One line, ended or not. Others than its owner may not read it.
Result<std::string> read_pin(std::string path) {
  if (path.starts_with("file:")) path.erase(0, path.starts_with("file://") ? 7 : 5);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat status{};
  std::string pin(256, '\0');
  const bool found = fd >= 0 && ::fstat(fd, &status) == 0;
  const ssize_t size = found ? ::read(fd, pin.data(), pin.size()) : -1;
  if (fd >= 0) ::close(fd);
  if (found && (status.st_mode & 077) != 0)
    return Failure{"key_pin_exposed", "Others than its owner may read the PIN: chmod 600 " + path};
  if (size < 0) return Failure{"key_pin_missing", "The PIN cannot be read from " + path + "."};
  pin.resize(static_cast<std::size_t>(size));
  while (pin.ends_with('\n') || pin.ends_with('\r')) pin.pop_back();
  return pin;
}

// A module that was loaded and initialised, for as long as somebody uses it.
class Module {
 public:
  static Result<std::shared_ptr<const Module>> load(const std::string& path) {
    CK_FUNCTION_LIST* functions = p11_kit_module_load(path.c_str(), 0);
    if (functions && p11_kit_module_initialize(functions) == CKR_OK)
      return std::shared_ptr<const Module>(new Module(functions));
    const char* why = p11_kit_message();
    Failure failure{"key_module_unavailable", "The module " + path + " cannot be used: " + (why ? why : "it does not start") + "."};
    if (functions) p11_kit_module_release(functions);
    return failure;
  }
  ~Module() {
    p11_kit_module_finalize(functions_);
    p11_kit_module_release(functions_);
  }
  CK_FUNCTION_LIST* operator->() const { return functions_; }

 private:
  explicit Module(CK_FUNCTION_LIST* functions) : functions_(functions) {}
  CK_FUNCTION_LIST* functions_;
};

Failure failed(const char* name, const std::string& what, CK_RV code) {
  const char* why = p11_kit_strerror(code);
  return {name, what + ": " + (why ? why : "unknown error") + "."};
}

class KeyInModule final : public KeyKeeper {
 public:
  KeyInModule(Uri uri, std::string name, std::shared_ptr<const Module> module, std::string pin)
      : uri_(std::move(uri)), name_(std::move(name)), module_(std::move(module)), pin_(std::move(pin)) {}
  ~KeyInModule() override { close(); }

  // Opens a session, finds the pair, and sees that it signs.
  Result<bool> begin() {
    if (const auto opened = open(); !opened) return opened;
    auto point = public_point();
    if (!point) return point.error();
    public_key_ = std::move(*point);
    const auto signature = sign_now(kProbe);
    if (!signature || !verify_ed25519(public_key_, kProbe, *signature))
      return Failure{"key_object_unsuitable", name_ + " is no Ed25519 pair that signs" +
                                                  (signature ? "." : " (" + signature.error().message + ")")};
    return true;
  }

  std::string public_key() const override { return public_key_; }
  Result<std::string> sign(std::string_view message) const override {
    const std::lock_guard lock(mutex_);
    if (auto signature = sign_now(message)) return signature;
    close();
    if (const auto opened = open(); !opened) return Failure{"key_unavailable", opened.error().message};
    return sign_now(message);
  }

 private:
  Result<bool> open() const {
    const auto slot = find_slot();
    if (!slot) return slot.error();
    if (const CK_RV code = (*module_)->C_OpenSession(*slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session_); code != CKR_OK)
      return failed("key_token_missing", name_ + " opens no session", code);
    open_ = true;
    std::string pin = pin_;
    const CK_RV code = (*module_)->C_Login(session_, CKU_USER, octets(pin), pin.size());
    if (code != CKR_OK && code != CKR_USER_ALREADY_LOGGED_IN)
      return failed("key_pin_refused", "The token of " + name_ + " does not take the PIN", code);
    const auto found = find(CKO_PRIVATE_KEY, {});
    if (!found) return Failure{"key_object_missing", "The token holds no private key " + name_ + "."};
    object_ = *found;
    return true;
  }
  void close() const {
    if (open_) (*module_)->C_CloseSession(session_);
    open_ = false;
  }

  Result<CK_SLOT_ID> find_slot() const {
    CK_ULONG count = 0;
    (*module_)->C_GetSlotList(CK_TRUE, nullptr, &count);
    std::vector<CK_SLOT_ID> slots(count);
    if (count > 0 && (*module_)->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) count = 0;
    for (CK_ULONG i = 0; i < count; ++i) {
      CK_TOKEN_INFO info;
      if ((*module_)->C_GetTokenInfo(slots[i], &info) == CKR_OK && p11_kit_uri_match_token_info(uri_.get(), &info)) return slots[i];
    }
    return Failure{"key_token_missing", "No token fits " + name_ + "."};
  }

  // The first object of that class: the one of that CKA_ID, or where there is none, the one that the URI names.
  std::optional<CK_OBJECT_HANDLE> find(CK_OBJECT_CLASS wanted, std::string id) const {
    std::vector<CK_ATTRIBUTE> like{{CKA_CLASS, &wanted, sizeof wanted}};
    CK_ULONG count = 0, found = 0;
    const CK_ATTRIBUTE* named = p11_kit_uri_get_attributes(uri_.get(), &count);
    if (!id.empty()) {
      like.push_back({CKA_ID, id.data(), id.size()});
    } else {
      for (CK_ULONG i = 0; i < count; ++i)
        if (named[i].type == CKA_LABEL || named[i].type == CKA_ID) like.push_back(named[i]);
    }
    CK_OBJECT_HANDLE object = 0;
    if ((*module_)->C_FindObjectsInit(session_, like.data(), like.size()) != CKR_OK) return std::nullopt;
    const CK_RV code = (*module_)->C_FindObjects(session_, &object, 1, &found);
    (*module_)->C_FindObjectsFinal(session_);
    return code == CKR_OK && found == 1 ? std::optional(object) : std::nullopt;
  }
  std::string attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    std::string value(256, '\0');
    CK_ATTRIBUTE wanted{type, value.data(), value.size()};
    if ((*module_)->C_GetAttributeValue(session_, object, &wanted, 1) != CKR_OK) return {};
    value.resize(wanted.ulValueLen);
    return value;
  }
  // CKA_EC_POINT of the public half: an OCTET STRING in DER, or the 32 octets themselves.
  Result<std::string> public_point() const {
    const auto half = find(CKO_PUBLIC_KEY, attribute(object_, CKA_ID));
    std::string point = half ? attribute(*half, CKA_EC_POINT) : std::string();
    if (point.size() == 34 && point.starts_with("\x04\x20")) point.erase(0, 2);
    if (point.size() == 32) return point;
    return Failure{"key_object_unsuitable", name_ + " has no public half of Ed25519 beside it."};
  }

  Result<std::string> sign_now(std::string_view message) const {
    if (!open_) return Failure{"key_unavailable", name_ + " has no session."};
    CK_MECHANISM mechanism{CKM_EDDSA, nullptr, 0};
    CK_RV code = (*module_)->C_SignInit(session_, &mechanism, object_);
    std::string text(message), signature(64, '\0');
    CK_ULONG size = signature.size();
    if (code == CKR_OK) code = (*module_)->C_Sign(session_, octets(text), text.size(), octets(signature), &size);
    if (code != CKR_OK) return failed("key_unavailable", name_ + " does not sign", code);
    if (size != signature.size()) return Failure{"key_unavailable", name_ + " gave a signature of another size."};
    return signature;
  }

  const Uri uri_;
  const std::string name_;
  const std::shared_ptr<const Module> module_;
  const std::string pin_;
  std::string public_key_;
  mutable std::mutex mutex_;
  mutable CK_SESSION_HANDLE session_ = 0;
  mutable CK_OBJECT_HANDLE object_ = 0;
  mutable bool open_ = false;
};

}  // namespace

Result<SigningKey> load_pkcs11_key(const std::string& text, const std::optional<std::string>& given) {
  Uri uri(p11_kit_uri_new());
  if (p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get()) != P11_KIT_URI_OK || p11_kit_uri_any_unrecognized(uri.get()))
    return Failure{"key_uri_malformed", "The log key is no URI of RFC 7512 (pkcs11:token=…;object=…?module-path=…)."};
  if (p11_kit_uri_get_pin_value(uri.get()))
    return Failure{"key_pin_exposed", "A PIN does not belong in the URI of the log key: name a pin-source."};
  const char* path = p11_kit_uri_get_module_path(uri.get());
  if (!path) return Failure{"key_uri_malformed", "The URI of the log key names no module-path."};
  std::optional<std::string> pin = given;
  if (const char* source = p11_kit_uri_get_pin_source(uri.get())) {
    auto read = read_pin(source);
    if (!read) return read.error();
    pin = std::move(*read);
  }
  if (!pin) return Failure{"key_pin_missing", "The log key's token wants a PIN: name a pin-source in its URI, or set TERANG_LOG_KEY_PIN."};
  const auto module = Module::load(path);
  if (!module) return module.error();
  const auto key = std::make_shared<KeyInModule>(std::move(uri), text.substr(0, text.find('?')), *module, *std::move(pin));
  if (const auto begun = key->begin(); !begun) return begun.error();
  return SigningKey(key);
}

}  // namespace terang::ledger
