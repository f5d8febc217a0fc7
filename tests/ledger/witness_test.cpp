#include "ledger/witness.h"

#include <gtest/gtest.h>

#include "ledger/cosignature.h"
#include "tests/ledger/witness_log.h"

namespace terang::ledger {
namespace {

using test::WitnessLog;


class WitnessCore : public ::testing::Test {
 protected:
  WitnessLog log{9};
  Witness witness{"witness.example/w", SigningKey::from_seed(std::string(32, 'w')).value(), {log.vkey()}};

  WitnessAnswer ask(const std::string& body, const std::optional<Checkpoint>& newest) {
    const auto asked = witness.read(body);
    return asked ? witness.decide(*asked, newest, 1'763'848'800) : asked.error();
  }
  WitnessAnswer ask(std::uint64_t old_size, std::uint64_t size, const std::optional<Checkpoint>& newest) {
    return ask(log.request(old_size, size), newest);
  }
};

TEST_F(WitnessCore, CosignsWhatContinues) {
  const WitnessAnswer first = ask(0, 5, std::nullopt);
  ASSERT_EQ(first.status, 200) << first.body;
  const auto note = parse_note(log.note(5) + first.body).value();
  ASSERT_EQ(note.signatures.size(), 2u);
  EXPECT_EQ(cosignature_time(witness.key(), note.text, note.signatures[1].signature), 1'763'848'800u);
  for (std::uint64_t old_size = 1; old_size <= 9; ++old_size)
    for (std::uint64_t size = old_size; size <= 9; ++size)
      EXPECT_EQ(ask(old_size, size, log.checkpoint(old_size)).status, 200) << old_size << " " << size;
  EXPECT_EQ(ask(0, 0, std::nullopt).status, 200);
  EXPECT_EQ(ask(0, 5, log.checkpoint(0)).status, 200);
}

TEST_F(WitnessCore, RefusesInOrder) {
  EXPECT_EQ(ask("old x\n\n", std::nullopt).name, "request_malformed");
  const WitnessLog other(5, 'o', "other.example");
  EXPECT_EQ(ask(other.request(0, 5), std::nullopt).status, 404);
  EXPECT_EQ(ask(other.request(0, 5), std::nullopt).name, "log_unknown");
  const WitnessLog forged(5, 'o');  // the right name, another key
  EXPECT_EQ(ask(forged.request(0, 5), std::nullopt).status, 403);
  std::string changed = log.request(0, 5);
  changed[changed.find("\n5\n") + 1] = '6';
  EXPECT_EQ(ask(changed, std::nullopt).name, "checkpoint_unsigned");
  // Signed rightly and wrongly at once, by its own key.
  EXPECT_EQ(ask(log.request(0, 5) + sign_note("x\n", log.origin(), log.key()).substr(3), std::nullopt).name, "checkpoint_unsigned");
  EXPECT_EQ(ask(log.request(6, 5), log.checkpoint(3)).status, 400);
  EXPECT_EQ(ask(log.request(6, 5), log.checkpoint(3)).name, "size_above");
  const WitnessAnswer conflict = ask(2, 5, log.checkpoint(3));
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.content_type, "text/x.tlog.size");
  EXPECT_EQ(conflict.body, "3\n");
  EXPECT_EQ(ask(2, 5, std::nullopt).body, "0\n");
  EXPECT_EQ(ask(0, 2, log.checkpoint(3)).body, "3\n") << "what was seen is not rolled back";
  AddCheckpoint wrong{3, log.proof(3, 7), log.note(8)};
  EXPECT_EQ(ask(format_add_checkpoint(wrong), log.checkpoint(3)).status, 422);
  wrong = {0, log.proof(3, 8), log.note(8)};
  EXPECT_EQ(ask(format_add_checkpoint(wrong), std::nullopt).name, "proof_wrong");
  wrong = {8, log.proof(3, 8), log.note(8)};
  EXPECT_EQ(ask(format_add_checkpoint(wrong), log.checkpoint(8)).name, "proof_wrong");
  EXPECT_EQ(ask(format_add_checkpoint({0, {}, sign_checkpoint(log.origin(), 0, Hash{}, log.key())}), std::nullopt).name, "proof_wrong");
}

TEST_F(WitnessCore, RefusesAForkAndSaysSo) {
  const WitnessLog fork(9, 'l', WitnessLog::kOrigin, 4);  // other entries from the fourth on
  const WitnessAnswer same_size = ask(fork.request(7, 7), log.checkpoint(7));
  EXPECT_EQ(same_size.status, 409);
  EXPECT_EQ(same_size.name, "fork");
  EXPECT_EQ(same_size.content_type, "text/plain; charset=utf-8");
  EXPECT_NE(same_size.body.find("fork: "), std::string::npos);
  EXPECT_NE(same_size.body.find(to_base64(as_chars(fork.checkpoint(7).root))), std::string::npos);
  const WitnessAnswer longer = ask(fork.request(7, 9), log.checkpoint(7));
  EXPECT_EQ(longer.status, 422);
  EXPECT_EQ(longer.name, "proof_wrong");
  // Before the fork both are one.
  EXPECT_EQ(ask(fork.request(3, 9), log.checkpoint(3)).status, 200);
}

TEST_F(WitnessCore, SeveralKeysOfOneLog) {
  const SigningKey next = SigningKey::from_seed(std::string(32, 'n')).value();
  const Witness both("w", SigningKey::from_seed(std::string(32, 'w')).value(), {log.vkey(), verifier_key(next, log.origin())});
  const Checkpoint five = log.checkpoint(5);
  const auto asked = both.read(format_add_checkpoint({0, {}, sign_checkpoint(five.origin, 5, five.root, next)}));
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(both.decide(*asked, std::nullopt, 1).status, 200);
}

TEST(WitnessRequest, IsReadAsItIsWritten) {
  const WitnessLog log(9);
  const auto parsed = parse_add_checkpoint(log.request(3, 9));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->old_size, 3u);
  EXPECT_EQ(parsed->proof, log.proof(3, 9));
  EXPECT_EQ(parsed->note, log.note(9));
  EXPECT_EQ(format_add_checkpoint(*parsed), log.request(3, 9));
  const std::string hash = to_base64(std::string(32, 'h')) + "\n";
  std::string lines;
  for (int i = 0; i < 63; ++i) lines += hash;
  EXPECT_TRUE(parse_add_checkpoint("old 0\n" + lines + "\nnote").ok());
  for (const std::string& wrong :
       {std::string(), std::string("old 0"), std::string("old 0\n"), "old 0\n" + hash, "old 0\n" + lines + hash + "\nnote", "Old 0\n\nnote" + std::string(),
        std::string("old 00\n\nnote"), std::string("old -1\n\nnote"), std::string("old  1\n\nnote"), std::string("old 1 \n\nnote"),
        std::string("old 0\r\n\r\nnote"), "old 0\n" + hash.substr(1) + "\nnote", "old 0\n" + to_base64(std::string(31, 'h')) + "\n\nnote",
        std::string("old 18446744073709551616\n\nnote")})
    EXPECT_EQ(parse_add_checkpoint(wrong).ok() ? "" : parse_add_checkpoint(wrong).error().name, "request_malformed") << wrong;
}

}  // namespace
}  // namespace terang::ledger
