// Known answers of RFC 9180 and RFC 5869, and what is refused.
#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include "base/json.h"
#include "sealing/gcm.h"
#include "sealing/hpke.h"
#include "sealing/kdf.h"
#include "tests/support/read_file.h"

namespace terang::sealing {
namespace {

std::string hex(std::string_view text) { return from_hex(text).value(); }

std::string vectors_file() {
  return terang::test::read_file(TERANG_SOURCE_DIR "/tests/sealing/vectors/hpke_p256_sha256_aes256gcm.json");
}

// RFC 5869, A.1 to A.3
TEST(Hkdf, KnownAnswers) {
  const Hash prk1 = hkdf_extract(hex("000102030405060708090a0b0c"), std::string(22, '\x0b'));
  EXPECT_EQ(to_hex(prk1), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  EXPECT_EQ(to_hex(hkdf_expand(as_chars(prk1), hex("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  const Hash prk3 = hkdf_extract("", std::string(22, '\x0b'));
  EXPECT_EQ(to_hex(prk3), "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
  EXPECT_EQ(to_hex(hkdf_expand(as_chars(prk3), "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  // RFC 4231, test case 6: a key longer than a block
  EXPECT_EQ(to_hex(hmac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// RFC 9180, A.3.1: the same KEM and KDF with AES-128-GCM.
TEST(Hpke, AppendixA3) {
  const auto recipient = PrivateKey::derive(hex("668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550"));
  const auto ephemeral = PrivateKey::derive(hex("4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e"));
  EXPECT_EQ(to_hex(recipient.scalar()), "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
  EXPECT_EQ(to_hex(ephemeral.scalar()), "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb");
  EXPECT_EQ(to_hex(ephemeral.point()),
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce6"
            "5c9bfcb9382657222d18c4");
  const auto dh = recipient.agree(ephemeral.point());
  ASSERT_TRUE(dh.ok());
  const Hash shared = kem_shared_secret(*dh, ephemeral.point(), recipient.point());
  EXPECT_EQ(to_hex(shared), "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8");
  const HpkeKeys keys = hpke_key_schedule(shared, "Ode on a Grecian Urn", Aead::aes_128_gcm);
  EXPECT_EQ(to_hex(keys.key), "868c066ef58aae6dc589b6cfdd18f97e");
  EXPECT_EQ(to_hex(keys.base_nonce), "4e0bc5018beba4bf004cca59");
  EXPECT_EQ(to_hex(keys.exporter_secret), "14ad94af484a7ad3ef40e9f3be99ecc6fa9036df9d4920548424df127ee0d99f");
  EXPECT_EQ(to_hex(gcm_seal(keys.key, keys.nonce(0), "Count-0", "Beauty is truth, truth beauty")),
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434");
}

// The RFC's published test-vector file: every vector of this suite, every message of it.
TEST(Hpke, PublishedVectorsOfThisSuite) {
  const auto file = json::parse(vectors_file());
  ASSERT_TRUE(file.ok());
  std::size_t messages = 0;
  for (const json::Value& vector : file->as_array()) {
    const auto get = [&vector](std::string_view key) { return hex(vector.text(key)); };
    const auto recipient = PrivateKey::derive(get("ikmR"));
    const auto ephemeral = PrivateKey::derive(get("ikmE"));
    EXPECT_EQ(recipient.scalar(), get("skRm"));
    EXPECT_EQ(recipient.point(), get("pkRm"));
    EXPECT_EQ(ephemeral.scalar(), get("skEm"));
    EXPECT_EQ(ephemeral.point(), get("enc"));
    const auto there = recipient.agree(ephemeral.point()), back = ephemeral.agree(recipient.point());
    ASSERT_TRUE(there.ok() && back.ok());
    EXPECT_EQ(*there, *back);
    const Hash shared = kem_shared_secret(*there, ephemeral.point(), recipient.point());
    EXPECT_EQ(to_hex(shared), vector.text("shared_secret"));
    const HpkeKeys keys = hpke_key_schedule(shared, get("info"));
    EXPECT_EQ(keys.key, get("key"));
    EXPECT_EQ(keys.base_nonce, get("base_nonce"));
    EXPECT_EQ(keys.exporter_secret, get("exporter_secret"));
    const json::Array& encryptions = vector.find("encryptions")->as_array();
    for (const json::Value& item : encryptions) {
      const std::string nonce = hex(item.text("nonce")), aad = hex(item.text("aad"));
      const std::string plaintext = hex(item.text("plaintext")), ciphertext = hex(item.text("ciphertext"));
      EXPECT_EQ(gcm_seal(keys.key, nonce, aad, plaintext), ciphertext);
      EXPECT_EQ(gcm_open(keys.key, nonce, aad, ciphertext), plaintext);
      // "Count-N" in the aad names the sequence number.
      EXPECT_EQ(keys.nonce(std::stoull(aad.substr(6))), nonce);
      ++messages;
    }
    const std::string aad = hex(encryptions[0].text("aad")), plaintext = hex(encryptions[0].text("plaintext"));
    const HpkeSealed sealed = hpke_seal(recipient.point(), get("info"), aad, plaintext, ephemeral);
    EXPECT_EQ(sealed.enc, get("enc"));
    EXPECT_EQ(to_hex(sealed.ciphertext), encryptions[0].text("ciphertext"));
    const auto opened = hpke_open(recipient, sealed.enc, get("info"), aad, sealed.ciphertext);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(*opened, plaintext);
  }
  EXPECT_GE(messages, 8u);
}

TEST(Hpke, RefusesByName) {
  const PrivateKey recipient = PrivateKey::generate(), other = PrivateKey::generate();
  const HpkeSealed sealed = hpke_seal(recipient.point(), "info", "aad", "content", PrivateKey::generate());
  const auto problem = [&](const PrivateKey& key, const std::string& enc, std::string_view info, std::string_view aad,
                           const std::string& ciphertext) {
    const auto opened = hpke_open(key, enc, info, aad, ciphertext);
    return opened ? "opened" : std::string(name(opened.error()));
  };
  EXPECT_EQ(problem(recipient, sealed.enc, "info", "aad", sealed.ciphertext), "opened");
  EXPECT_EQ(problem(other, sealed.enc, "info", "aad", sealed.ciphertext), "not_decryptable");
  EXPECT_EQ(problem(recipient, sealed.enc, "infO", "aad", sealed.ciphertext), "not_decryptable");
  EXPECT_EQ(problem(recipient, sealed.enc, "info", "aaD", sealed.ciphertext), "not_decryptable");
  EXPECT_EQ(problem(recipient, sealed.enc, "info", "aad", ""), "not_decryptable");
  EXPECT_EQ(problem(recipient, sealed.enc, "info", "aad", sealed.ciphertext.substr(1)), "not_decryptable");
  std::string off = sealed.enc;
  off.back() = static_cast<char>(off.back() ^ 1);
  EXPECT_EQ(problem(recipient, off, "info", "aad", sealed.ciphertext), "point_not_on_curve");
  EXPECT_EQ(problem(recipient, std::string(65, '\0'), "info", "aad", sealed.ciphertext), "point_malformed");
  EXPECT_EQ(problem(recipient, std::string(1, '\0'), "info", "aad", sealed.ciphertext), "point_malformed");
  EXPECT_EQ(problem(recipient, "\x02" + sealed.enc.substr(1, 32), "info", "aad", sealed.ciphertext), "point_malformed");
  std::string hybrid = sealed.enc;
  hybrid[0] = static_cast<char>(6 + (hybrid.back() & 1));
  EXPECT_EQ(problem(recipient, hybrid, "info", "aad", sealed.ciphertext), "point_malformed");
  // x and y not below the field's prime
  EXPECT_EQ(problem(recipient, "\x04" + std::string(64, '\xff'), "info", "aad", sealed.ciphertext), "point_not_on_curve");
  EXPECT_EQ(problem_of_point(sealed.enc), PointProblem::none);
  EXPECT_EQ(problem_of_point(off), PointProblem::point_not_on_curve);
  EXPECT_EQ(problem_of_point(""), PointProblem::point_malformed);
}

// There are points with x = 0 on this curve; the inverse of the recipient's secret times one of them makes an agreement of
// 32 zero octets.
TEST(Hpke, RefusesTheAllZeroSharedSecret) {
  const PrivateKey recipient = PrivateKey::generate();
  EC_GROUP* group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  BN_CTX* context = BN_CTX_new();
  EC_POINT* point = EC_POINT_new(group);
  BIGNUM* zero = BN_new();
  BN_zero(zero);
  ASSERT_EQ(EC_POINT_set_compressed_coordinates(group, point, zero, 0, context), 1);
  const std::string scalar = recipient.scalar();
  BIGNUM* secret = BN_bin2bn(reinterpret_cast<const unsigned char*>(scalar.data()), 32, nullptr);
  BIGNUM* inverse = BN_mod_inverse(nullptr, secret, EC_GROUP_get0_order(group), context);
  ASSERT_EQ(EC_POINT_mul(group, point, nullptr, point, inverse, context), 1);
  std::string enc(65, '\0');
  ASSERT_EQ(EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, reinterpret_cast<unsigned char*>(enc.data()), 65, context), 65u);
  EXPECT_EQ(problem_of_point(enc), PointProblem::none);
  const auto opened = hpke_open(recipient, enc, "info", "aad", std::string(40, 'x'));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(name(opened.error()), "shared_secret_zero");
  BN_free(inverse);
  BN_free(secret);
  BN_free(zero);
  EC_POINT_free(point);
  BN_CTX_free(context);
  EC_GROUP_free(group);
}

TEST(P256, ScalarsOutsideTheOrderAreNoKeys) {
  EXPECT_FALSE(PrivateKey::from_scalar(std::string(32, '\0')));
  EXPECT_FALSE(PrivateKey::from_scalar(std::string(31, '\1')));
  const std::string order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  EXPECT_FALSE(PrivateKey::from_scalar(order));
  std::string largest = order;
  largest.back() = static_cast<char>(largest.back() - 1);
  const auto key = PrivateKey::from_scalar(largest);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->scalar(), largest);
  EXPECT_NE(PrivateKey::generate().scalar(), PrivateKey::generate().scalar());
}

TEST(Agreement, ManyAtOnceAreEachTheirOwn) {
  const PrivateKey mine = PrivateKey::generate();
  std::vector<std::string> points;
  for (int i = 0; i < 40; ++i) points.push_back(PrivateKey::generate().point());
  points[3] = "";
  points[17][0] = 2;
  points[20][64] = static_cast<char>(points[20][64] ^ 1);
  points[39] = points[0];
  const std::vector<std::string_view> views(points.begin(), points.end());
  const auto all = mine.agree_each(views);
  ASSERT_EQ(all.size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto alone = mine.agree(points[i]);
    ASSERT_EQ(all[i].ok(), alone.ok()) << i;
    if (alone) {
      EXPECT_EQ(*all[i], *alone) << i;
    } else {
      EXPECT_EQ(all[i].error(), alone.error()) << i;
    }
    EXPECT_EQ(all[i].ok(), i != 3 && i != 17 && i != 20) << i;
  }
  EXPECT_EQ(all[0].value(), all[39].value());
  EXPECT_EQ(all[3].error(), PointProblem::point_malformed);
  EXPECT_EQ(all[17].error(), PointProblem::point_malformed);
  EXPECT_EQ(all[20].error(), PointProblem::point_not_on_curve);
  EXPECT_TRUE(mine.agree_each({}).empty());
}

}  // namespace
}  // namespace terang::sealing
