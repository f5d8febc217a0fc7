#include "ledger/timestamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include <cstring>
#include <memory>

#include "base/bytes.h"
#include "base/sha256.h"

namespace terang::ledger {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* held) const {
    Free(held);
  }
};
template <class T, auto Free>
using Held = std::unique_ptr<T, Freed<Free>>;

using Request = Held<TS_REQ, TS_REQ_free>;
using Response = Held<TS_RESP, TS_RESP_free>;
using Token = Held<PKCS7, PKCS7_free>;
using Info = Held<TS_TST_INFO, TS_TST_INFO_free>;
using Integer = Held<ASN1_INTEGER, ASN1_INTEGER_free>;
using Number = Held<BIGNUM, BN_free>;
using Store = Held<X509_STORE, X509_STORE_free>;
using Certificate = Held<X509, X509_free>;
using Context = Held<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using Text = Held<BIO, BIO_free_all>;

Failure failure(const char* name, const std::string& why) {
  ERR_clear_error();
  return {name, why};
}

std::string openssl_reason() {
  std::string reason = "unknown reason";
  while (const unsigned long code = ERR_get_error())
    if (const char* text = ERR_reason_error_string(code)) reason = text;
  return reason;
}

template <class T, class Encode>
std::string der(const T* value, Encode encode) {
  unsigned char* octets = nullptr;
  const int size = encode(const_cast<T*>(value), &octets);
  TERANG_ASSERT(size > 0);
  std::string out(reinterpret_cast<char*>(octets), static_cast<std::size_t>(size));
  OPENSSL_free(octets);
  return out;
}

// The whole of `octets` or nothing.
template <class T, class Decode>
T* decoded(std::string_view octets, Decode decode) {
  const auto* at = reinterpret_cast<const unsigned char*>(octets.data());
  const auto* end = at + octets.size();
  T* value = octets.empty() ? nullptr : decode(nullptr, &at, static_cast<long>(octets.size()));
  if (value && at == end) return value;
  if constexpr (std::is_same_v<T, PKCS7>) PKCS7_free(value);
  else TS_RESP_free(value);
  return nullptr;
}

Integer integer(std::string_view nonce) {
  const Number number(BN_bin2bn(reinterpret_cast<const unsigned char*>(nonce.data()), static_cast<int>(nonce.size()), nullptr));
  return Integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
}

// GeneralizedTime as DER has it: "20261122220000Z", perhaps with a fraction of a second.
std::optional<Micros> micros(const ASN1_GENERALIZEDTIME* time) {
  const std::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)), static_cast<std::size_t>(ASN1_STRING_length(time)));
  if (text.size() < 15) return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t count) { return std::string(text.substr(from, count)); };
  return parse_time(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" + part(10, 2) + ":" + part(12, 2) +
                    std::string(text.substr(14)));
}

// Every certificate of the PEM text is one to be trusted.
Store trusted(std::string_view ca_pem) {
  Store store(X509_STORE_new());
  const Text text(BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size())));
  int count = 0;
  while (const Certificate one{PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)}) count += X509_STORE_add_cert(store.get(), one.get());
  ERR_clear_error();  // the end of the text
  return count > 0 ? std::move(store) : nullptr;
}

}  // namespace

std::string timestamp_query(std::string_view text, std::string_view nonce) {
  const Request request(TS_REQ_new());
  const Held<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
  const Held<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
  Hash digest = sha256(text);
  const Integer number = integer(nonce);
  const bool made = TS_REQ_set_version(request.get(), 1) == 1 &&
                    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
                    TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
                    TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 && TS_REQ_set_nonce(request.get(), number.get()) == 1 &&
                    TS_REQ_set_cert_req(request.get(), 1) == 1;
  TERANG_ASSERT(made);
  return der(request.get(), i2d_TS_REQ);
}

Result<Timestamp> check_timestamp(std::string_view octets, std::string_view text, std::string_view ca_pem) {
  const Token token(decoded<PKCS7>(octets, d2i_PKCS7));
  const Info info(token ? PKCS7_to_TS_TST_INFO(token.get()) : nullptr);
  const auto at = info ? micros(TS_TST_INFO_get_time(info.get())) : std::nullopt;
  if (!at) return failure("timestamp_malformed", "That is no RFC 3161 time-stamp token.");
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info.get());
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* stamped = TS_MSG_IMPRINT_get_msg(imprint);
  const Hash digest = sha256(text);
  const std::string_view said(reinterpret_cast<const char*>(ASN1_STRING_get0_data(stamped)), static_cast<std::size_t>(ASN1_STRING_length(stamped)));
  if (OBJ_obj2nid(algorithm) != NID_sha256 || said != as_chars(digest))
    return failure("timestamp_other_hash", "The time stamp is over other octets.");
  Store store = trusted(ca_pem);
  if (!store) return failure("timestamp_ca_malformed", "The file that vouches for time-stamp authorities holds no certificate.");
  // A certificate that has run out since was good when it signed: it is held against the time the token says.
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), static_cast<time_t>(*at / kSecond));
  const Context context(TS_VERIFY_CTX_new());
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());  // freed with the context
  ERR_clear_error();
  if (TS_RESP_verify_token(context.get(), token.get()) != 1)
    return failure("timestamp_untrusted", "The time stamp does not verify: " + openssl_reason() + ".");
  return Timestamp{std::string(octets), *at};
}

Result<Timestamp> open_timestamp_reply(std::string_view reply, std::string_view text, std::string_view nonce, std::string_view ca_pem) {
  const Response response(decoded<TS_RESP>(reply, d2i_TS_RESP));
  if (!response) return failure("timestamp_malformed", "That is no RFC 3161 answer.");
  TS_STATUS_INFO* status = TS_RESP_get_status_info(response.get());
  PKCS7* token = TS_RESP_get_token(response.get());
  const auto code = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
  if ((code != TS_STATUS_GRANTED && code != TS_STATUS_GRANTED_WITH_MODS) || !token)
    return failure("timestamp_refused", "The authority answered status " + std::to_string(code) + ".");
  auto checked = check_timestamp(der(token, i2d_PKCS7), text, ca_pem);
  if (!checked) return checked;
  const Info info(PKCS7_to_TS_TST_INFO(token));
  const ASN1_INTEGER* echoed = TS_TST_INFO_get_nonce(info.get());
  if (!echoed || ASN1_INTEGER_cmp(echoed, integer(nonce).get()) != 0)
    return failure("timestamp_other_nonce", "The time stamp answers another question than ours.");
  return checked;
}

}  // namespace terang::ledger
