// The published log, read as other people's tools read it.
#include "tests/server/fixture.h"


#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/merkle.h"

namespace terang::server::test {
namespace {

TEST(Evidence, TilesAndEntriesAddUpToTheSignedCheckpoint) {
  World world;
  world.start();
  Person officer = world.make("ratna", "officer", "Dinas Uji"), ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&officer, &ani});
  world.register_key(ani);
  world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);

  const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
  ASSERT_TRUE(vkey.ok());
  const auto checkpoint = ledger::open_checkpoint(world.get("/log/checkpoint").text, *vkey);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.error().name;
  ASSERT_GT(checkpoint->size, 5u);
  const std::string width = std::to_string(checkpoint->size);
  const Reply tile = world.get("/log/tile/0/000.p/" + width), entries = world.get("/log/tile/entries/000.p/" + width);
  ASSERT_EQ(tile.status, 200);
  EXPECT_NE(tile.head.find("immutable"), std::string::npos);
  ASSERT_EQ(tile.text.size(), checkpoint->size * 32);
  ASSERT_EQ(entries.text.size(), checkpoint->size * (2 + ledger::kHeaderSize));
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < checkpoint->size; ++i) {
    const auto header = std::string_view(entries.text).substr(i * (2 + ledger::kHeaderSize) + 2, ledger::kHeaderSize);
    leaves.push_back(ledger::leaf_hash(header));
    EXPECT_EQ(as_chars(leaves.back()), std::string_view(tile.text).substr(i * 32, 32));
  }
  EXPECT_EQ(ledger::root_of(leaves), checkpoint->root);
  EXPECT_EQ(world.get("/log/tile/0/001").status, 404);
  EXPECT_EQ(world.get("/log/tile/1/000").status, 404) << "an empty tile is never served";
  EXPECT_EQ(world.get("/log/nothing").status, 404);
  // As C2SP tlog-tiles has it, for caches and for who asks whether a tile is there.
  for (const std::string& none : {std::string("000"), std::string("000.p/0"), "000.p/" + std::to_string(checkpoint->size + 1), std::string("000.p/256")})
    EXPECT_EQ(world.get("/log/tile/0/" + none).status, 404) << none;
  net::test::Client asking(world.port());
  asking.send("HEAD /log/tile/0/000.p/" + width + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n\r\n");
  const auto head = net::test::read_response(asking, true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(checkpoint->size * 32));
  EXPECT_EQ(head.header("content-type"), "application/octet-stream");
  EXPECT_EQ(head.header("content-encoding"), "");
  EXPECT_EQ(head.header("cache-control"), "public, max-age=31536000, immutable");
  asking.send("GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n\r\n");
  const auto note = net::test::read_response(asking);
  EXPECT_EQ(note.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(note.header("content-encoding"), "");
  EXPECT_EQ(note.header("cache-control"), "no-cache");
}

TEST(Evidence, KeysAreRegisteredByThemselves) {
  World world;
  world.start();
  Person ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&ani});
  const auto post = [&](const std::string& spki, const std::string& signature) {
    return world.post("/api/v1/keys", json::Value::object({{"signature", signature}, {"spki", spki}}), &ani).code();
  };
  const PrivateKey key = PrivateKey::generate();
  const std::string spki = to_base64(key.spki());
  EXPECT_EQ(post("AAAA", ""), "invalid_request");
  EXPECT_EQ(post("AAAA", "AAAA"), "key_malformed");
  EXPECT_EQ(post(spki, to_base64(key.sign("something else"))), "signature_invalid");
  world.register_key(ani);
  EXPECT_EQ(world.get("/api/v1/keys", &ani).body.find("keys")->as_array().size(), 1u);
  EXPECT_EQ(world.post("/api/v1/keys/" + ani.key_id + "/revoke", json::Value::object({{"reason", "My phone was stolen."}}), &ani).status, 200);
  LiveLine line(world.port(), ani.cookie);
  line.send(world.bid(ani, "000000000000", "1", uuid(1)));
  EXPECT_EQ(line.expect("answer").text("verdict"), "key_unknown");
}

}  // namespace
}  // namespace terang::server::test
