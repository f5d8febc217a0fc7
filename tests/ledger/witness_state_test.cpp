#include "ledger/witness_state.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/sha256.h"
#include "tests/ledger/witness_log.h"

namespace terang::ledger {
namespace {

using test::WitnessLog;

class WitnessMemory : public ::testing::Test {
 protected:
  WitnessMemory() {
    std::string name = (std::filesystem::temp_directory_path() / "terang-witness-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~WitnessMemory() override { std::filesystem::remove_all(folder); }
  std::unique_ptr<WitnessState> open() {
    auto state = WitnessState::open(folder + "/state", {log.origin()});
    EXPECT_TRUE(state.ok()) << (state ? "" : state.error().message);
    return state ? std::move(*state) : nullptr;
  }
  std::string refusal() {
    const auto state = WitnessState::open(folder + "/state", {log.origin()});
    return state ? "none" : state.error().name;
  }
  std::string file() const { return folder + "/state/" + to_hex(sha256(log.origin())) + ".checkpoint"; }

  std::string folder;
  WitnessLog log{400};
  Witness witness{"w", SigningKey::from_seed(std::string(32, 'w')).value(), {log.vkey()}};
};

TEST_F(WitnessMemory, RemembersAcrossARestart) {
  {
    const auto state = open();
    EXPECT_EQ(state->answer(witness, log.request(0, 7), 1).status, 200);
    EXPECT_EQ(state->answer(witness, log.request(0, 8), 1).body, "7\n");
  }
  const auto state = open();
  EXPECT_EQ(state->newest(log.origin()), log.checkpoint(7));
  EXPECT_EQ(state->answer(witness, log.request(0, 8), 1).body, "7\n");
  EXPECT_EQ(state->answer(witness, log.request(7, 9), 1).status, 200);
  const WitnessLog fork(9, 'l', WitnessLog::kOrigin, 4);
  EXPECT_EQ(state->answer(witness, fork.request(9, 9), 1).name, "fork");
}

TEST_F(WitnessMemory, OneProcessAtATime) {
  const auto state = open();
  EXPECT_EQ(refusal(), "state_in_use");
}

TEST_F(WitnessMemory, WhatCantBeReadIsNoBeginning) {
  open()->answer(witness, log.request(0, 7), 1);
  for (const std::string& text : {std::string(), checkpoint_text(log.checkpoint(7)) + "x", checkpoint_text({"other", 7, Hash{}})}) {
    std::ofstream(file(), std::ios::trunc) << text;
    EXPECT_EQ(refusal(), "state_malformed");
  }
  std::filesystem::remove(file());
  std::filesystem::create_directory(file());
  EXPECT_EQ(refusal(), "state_unusable");
  std::filesystem::remove_all(folder + "/state");
  std::ofstream(folder + "/state") << "a file";
  EXPECT_EQ(refusal(), "state_unusable");
}

TEST_F(WitnessMemory, NothingIsCosignedThatCouldNotBeKept) {
  const auto state = open();
  std::filesystem::create_directory(file());  // what is written can't be renamed to it
  const WitnessAnswer answer = state->answer(witness, log.request(0, 7), 1);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.name, "state_unwritable");
  std::filesystem::remove(file());
  EXPECT_EQ(state->answer(witness, log.request(0, 8), 1).status, 200);
}

// Many ask at once to go on from the same size to another: one may.
TEST_F(WitnessMemory, OfManyAtOnceOnePasses) {
  const auto state = open();
  std::uint64_t size = 0;
  for (int round = 0; round < 5; ++round) {
    std::vector<std::thread> threads;
    std::atomic<int> passed{0}, refused{0};
    std::atomic<std::uint64_t> winner{0};
    for (std::uint64_t i = 1; i <= 8; ++i)
      threads.emplace_back([&, i] {
        const WitnessAnswer answer = state->answer(witness, log.request(size, size + i), 1);
        if (answer.status == 200) {
          ++passed;
          winner = size + i;
        } else if (answer.status == 409) {
          ++refused;
        }
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(passed, 1);
    EXPECT_EQ(refused, 7);
    size = winner;
    EXPECT_EQ(state->newest(log.origin())->size, size);
  }
}

// A witness is killed while it works; whatever it has answered, the next one knows.
TEST_F(WitnessMemory, KilledInTheMiddleItForgetsNothing) {
  std::uint64_t known = 0;
  for (int round = 0; round < 5; ++round) {
    int answers[2];
    ASSERT_EQ(::pipe(answers), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto state = WitnessState::open(folder + "/state", {log.origin()});
      if (!state) ::_exit(1);
      for (std::uint64_t size = known; size < 400;) {
        if ((*state)->answer(witness, log.request(size, size + 1), 1).status != 200) ::_exit(2);
        ++size;
        if (::write(answers[1], &size, sizeof size) != sizeof size) ::_exit(3);
      }
      ::pause();
    }
    ::close(answers[1]);
    std::uint64_t told = 0;
    for (int i = 0; i < 10 + 3 * round; ++i) ASSERT_EQ(::read(answers[0], &told, sizeof told), static_cast<ssize_t>(sizeof told));
    ::kill(child, SIGKILL);
    while (::read(answers[0], &told, sizeof told) > 0) {
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(answers[0]);
    const auto state = open();
    ASSERT_TRUE(state);
    const std::uint64_t remembered = state->newest(log.origin())->size;
    EXPECT_GE(remembered, told);
    EXPECT_LE(remembered, told + 1);  // kept, but killed before the answer
    EXPECT_EQ(state->answer(witness, log.request(0, remembered + 1), 1).status, 409);
    known = remembered;
  }
}

}  // namespace
}  // namespace terang::ledger
