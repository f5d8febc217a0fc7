// Envelopes that stand in files: what this side sealed must not change, and what the web sealed must open here.
// TERANG_GOLDEN=write rewrites this side's file; web/src/seal/README.md says how the web's is made.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/fields.h"
#include "tests/sealing/sealed_bid.h"
#include "tests/support/read_file.h"

namespace terang::sealing {
namespace {

using namespace test;
using json::Value;

constexpr json::Limits kLimits{1024 * 1024, 16, false};

std::string path_of(const char* name) { return std::string(TERANG_SOURCE_DIR) + "/tests/sealing/vectors/" + name; }

std::string read(const char* name) {
  const std::string octets = terang::test::read_file(path_of(name));
  EXPECT_FALSE(octets.empty()) << name;
  return octets;
}

struct Case {
  Context context;
  std::string content;
  SealingRandom random;
};

std::vector<Case> cases() {
  std::vector<Case> list;
  list.push_back({some_context(), price_content("1250000000"), fixed_random('a')});
  Case second{some_context(), price_content("12.50"), fixed_random('b')};
  second.context.version = 2;
  second.context.bidder = "88";
  second.context.lot = "12";
  list.push_back(second);
  Case third{some_context(), std::string(509, 'x'), fixed_random('c')};  // the next bucket
  third.context.envelope = "technical";
  third.context.deadline += 1;
  list.push_back(third);
  Case empty{some_context(), "", fixed_random('d')};
  empty.context.tender = "penyedia \xc3\xa9";  // not ASCII
  list.push_back(empty);
  return list;
}

Value to_json(const Case& one) {
  const Sealed sealed = seal(one.context, one.content, one.random);
  return Value::object({{"commitments", commitments_to_json(sealed.commitments)},
                        {"content", one.content},
                        {"context", context_to_json(one.context)},
                        {"ctx", to_hex(context_hash(one.context))},
                        {"envelope", to_base64(sealed.envelope)},
                        {"random", Value::object({{"content_key", to_hex(one.random.content_key)}, {"ephemeral", to_hex(one.random.ephemeral)}})}});
}

Context context_from(const Value& value) {
  json::Problems problems;
  json::Fields fields(value, "", problems);
  Context context;
  context.tender = fields.text("tender", 64);
  context.lot = fields.text("lot", 64);
  context.envelope = fields.text("envelope", 64);
  context.bidder = fields.text("bidder", 64);
  context.bid = fields.text("bid", 64);
  context.version = fields.integer("version", 1, 1'000'000);
  context.server_key = from_base64(fields.text("server_key", 128)).value();
  context.deadline = fields.time("deadline");
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(context_to_json(context), value);
  return context;
}

Hash hash_of(std::string_view hex) { return *hash_from(*from_hex(hex)); }

void opens_all(const char* name, std::size_t least) {
  const auto file = json::parse(read(name), kLimits);
  ASSERT_TRUE(file.ok()) << name << file.error().message;
  const auto server = PrivateKey::from_scalar(*from_hex(file->text("server_scalar")));
  ASSERT_TRUE(server);
  const json::Array& list = file->find("cases")->as_array();
  EXPECT_GE(list.size(), least);
  for (const Value& one : list) {
    const Context context = context_from(*one.find("context"));
    EXPECT_EQ(to_hex(context_hash(context)), one.text("ctx"));
    const Value* logged = one.find("commitments");
    const Commitments commitments{hash_of(logged->text("envelope")), hash_of(logged->text("key")), {}};
    EXPECT_EQ(commitments_to_json(commitments), *logged);
    const auto opened = open(*server, context, commitments, from_base64(one.text("envelope")).value());
    ASSERT_TRUE(opened.ok()) << terang::sealing::name(opened.error());
    EXPECT_EQ(*opened, one.text("content"));
  }
}

TEST(Fixtures, WhatThisSideSealsStaysAsItStands) {
  std::string out = "{\"server_scalar\":\"" + to_hex(server_key().scalar()) + "\",\n\"cases\":[";
  const char* before = "\n";
  for (const Case& one : cases()) out += std::exchange(before, ",\n") + json::canonical(to_json(one));
  out += "]}\n";
  if (std::getenv("TERANG_GOLDEN")) std::ofstream(path_of("sealed_here.json"), std::ios::binary) << out;
  EXPECT_EQ(read("sealed_here.json"), out);
  opens_all("sealed_here.json", 4);
}

TEST(Fixtures, WhatTheWebSealsOpensHere) { opens_all("sealed_by_web.json", 4); }

}  // namespace
}  // namespace terang::sealing
