// A live log followed, honest and lying; and the monitor's alerts about it.
#include "ledger/verify/log_follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>

#include "base/json.h"
#include "ledger/tile.h"
#include "ledger/verify/monitor.h"
#include "tests/ledger/make_log.h"

namespace terang::ledger {
namespace {

// What a server would serve. `flavour` parts it from another that has the same past.
struct Served {
  void grow(std::size_t count, std::uint8_t flavour = 0) {
    for (std::size_t i = 0; i < count; ++i) {
      Salt salt = test::salt_of(chain.head().size);
      salt[0] = flavour;
      const Entry entry = chain.append("bid.placed", "t1", "{}", test::kBegin + Micros(chain.head().size), salt);
      headers.push_back(std::string(entry.header_octets()));
      tree.append(entry.leaf);
    }
    size = tree.size();
  }
  Result<std::string> get(const std::string& path) {
    ++asked;
    if (down) return Failure{"http_unreachable", "nobody answers"};
    if (path == missing) return Failure{"log_file_missing", path + " answers 404."};
    if (path == "checkpoint") return sign_checkpoint("example.com/log", size, root_at(tree, size), key);
    const auto tile = parse_tile_path(path);
    if (!tile) return Failure{"log_file_missing", path};
    if (!tile->entries) return *hash_tile(tree, *tile, size);
    std::string out;
    for (std::uint64_t i = tile->first(); i < tile->first() + tile->width; ++i) append_bundled_entry(out, headers[i]);
    if (spoil) spoil(out);
    return out;
  }
  Fetch fetch() {
    return [this](const std::string& path) { return get(path); };
  }
  Trust trust() const { return {verifier_key(key, "example.com/log"), {}}; }

  SigningKey key = SigningKey::generate();
  Chain chain;
  HashTree tree;
  std::vector<std::string> headers;
  std::uint64_t size = 0;
  int asked = 0;
  bool down = false;
  std::string missing;
  std::function<void(std::string&)> spoil;
};

std::string followed(Served& served, LogMemory& memory) {
  const auto result = follow_log(served.fetch(), served.trust(), memory);
  if (!result) return result.error().name;
  return result->finding ? result->finding->check : "";
}

TEST(LogFollower, OnlyWhatIsNewIsRead) {
  Served served;
  LogMemory memory;
  EXPECT_EQ(followed(served, memory), "") << "an empty log";
  served.grow(1000);
  EXPECT_EQ(followed(served, memory), "");
  EXPECT_EQ(memory.size(), 1000u);
  served.asked = 0;
  EXPECT_EQ(followed(served, memory), "");
  EXPECT_EQ(served.asked, 1) << "the checkpoint alone";
  served.grow(1000);
  const auto read = read_memory(write_memory(memory));
  ASSERT_TRUE(read) << read.error().message;
  memory = *read;
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(followed(served, memory), "");
  const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  std::printf("1,000 new entries checked in %.2f ms\n", ms);
  EXPECT_LE(served.asked, 2 + 2 * 6);
  EXPECT_EQ(memory.size(), 2000u);
}

TEST(LogFollower, ALieIsNamedAndNothingIsRemembered) {
  Served served, other;
  other.key = served.key;
  LogMemory memory;
  served.grow(300);
  EXPECT_EQ(followed(served, memory), "");
  const std::string before = write_memory(memory);
  const auto lie = [&](Served& who) {
    const std::string check = followed(who, memory);
    EXPECT_EQ(write_memory(memory), before);
    return check;
  };
  served.size = 200;
  EXPECT_EQ(lie(served), "log_rolled_back");
  served.size = 300;
  other.grow(299);
  other.grow(1, 7);
  EXPECT_EQ(lie(other), "log_forked");
  other.grow(5);
  EXPECT_EQ(lie(other), "chain_broken");
  served.grow(10);
  served.spoil = [](std::string& octets) { octets[octets.size() - 1] ^= 1; };
  EXPECT_EQ(lie(served), "tile_mismatch");
  served.spoil = [](std::string& octets) { octets[octets.size() - 83 + 2 + 8] ^= 1; };
  EXPECT_EQ(lie(served), "seq_mismatch");
  served.spoil = [](std::string& octets) { octets[octets.size() - 83 + 2] = 2; };
  EXPECT_EQ(lie(served), "header_malformed");
  served.spoil = [](std::string& octets) { octets[octets.size() - 83 + 2 + 9] = 0; octets[octets.size() - 83 + 2 + 10] = 0; };
  EXPECT_EQ(lie(served), "time_decreased");
  served.spoil = [](std::string& octets) { octets.resize(octets.size() - 83); };
  EXPECT_EQ(lie(served), "entry_missing");
  served.spoil = nullptr;
  served.missing = "tile/entries/001.p/54";
  EXPECT_EQ(lie(served), "log_file_missing");
  served.missing.clear();
  const SigningKey kept = served.key;
  const Trust trust = served.trust();
  served.key = SigningKey::generate();
  EXPECT_EQ(follow_log(served.fetch(), trust, memory)->finding->check, "note_unsigned");
  served.key = kept;
  EXPECT_EQ(followed(served, memory), "") << "and then the truth";
}

TEST(LogFollower, WhatIsRememberedIsOfOnePiece) {
  Served served;
  LogMemory memory;
  served.grow(5);
  EXPECT_EQ(followed(served, memory), "");
  const std::string text = write_memory(memory);
  for (std::size_t at = 0; at < text.size(); at += 7) {
    std::string changed = text;
    changed[at] = changed[at] == '1' ? '2' : '1';
    const auto read = read_memory(changed);
    EXPECT_TRUE(!read || (read->size() == 5 && read->frontier.root() == memory.frontier.root())) << changed;
  }
  EXPECT_EQ(read_memory("{}").error().name, "memory_malformed");
}

TEST(Monitor, TellsWhatBeginsAndWhatIsOver) {
  Served served, other;
  other.key = served.key;
  served.grow(10);
  other.grow(9);
  other.grow(3, 1);
  MonitorState state;
  state.looked_at = 7;
  state.undecided = {"t1", "t2"};
  Micros now = test::kBegin;
  const auto alerts = [&](Served& who, MonitorOptions options = {}, const FurtherChecks& further = {}) {
    now += 10 * kSecond;
    const std::string lines = visit(who.fetch(), served.trust(), options, now, state, further);
    auto kept = read_monitor_state(write_monitor_state(state));
    EXPECT_TRUE(kept);
    state = *kept;
    std::string names;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) names += std::string(json::parse(line)->text("alert")) + " ";
    return names;
  };
  EXPECT_EQ(alerts(served), "heartbeat ");
  EXPECT_EQ(alerts(other), "gap heartbeat ") << "the entry after what was seen does not follow it";
  EXPECT_EQ(alerts(other), "heartbeat ") << "told once";
  EXPECT_EQ(alerts(served), "recovered heartbeat ");
  other.size = 10;
  EXPECT_EQ(alerts(other), "fork heartbeat ");
  served.size = 9;
  EXPECT_EQ(alerts(served), "rollback heartbeat ");
  served.size = 10;
  served.down = true;
  EXPECT_EQ(alerts(served), "unreachable heartbeat ");
  served.down = false;
  EXPECT_EQ(alerts(served), "recovered heartbeat ");
  served.grow(1);
  served.missing = "tile/entries/000.p/11";
  EXPECT_EQ(alerts(served), "gap heartbeat ");
  served.missing.clear();
  const SigningKey kept = served.key;
  const Trust trust = served.trust();
  served.key = SigningKey::generate();
  EXPECT_THAT(visit(served.fetch(), trust, {}, now, state), testing::HasSubstr("\"alert\":\"signature\""));
  served.key = kept;
  EXPECT_EQ(alerts(served), "recovered heartbeat ");
  const MonitorOptions impatient{.stall = 15 * kSecond};
  EXPECT_EQ(alerts(served, impatient), "heartbeat ");
  EXPECT_EQ(alerts(served, impatient), "stall heartbeat ");
  served.grow(1);
  EXPECT_EQ(alerts(served, impatient), "recovered heartbeat ");
  served.grow(2);
  EXPECT_EQ(alerts(served, {}, [](std::uint64_t size) {
              EXPECT_EQ(size, 14u);
              return Finding{size - 1, "t1", "replay_mismatch", "data/rank", "1", "2"};
            }),
            "rule_broken heartbeat ");
  EXPECT_EQ(alerts(served), "heartbeat ");
  EXPECT_EQ(state.looked_at, 7u);
  EXPECT_EQ(state.undecided, (std::vector<std::string>{"t1", "t2"}));
}

}  // namespace
}  // namespace terang::ledger
