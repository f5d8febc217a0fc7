// terang-verify as people call it: what it prints and how it ends. TERANG_BIN names the folder of the program to test.
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "ledger/bundle.h"
#include "ledger/hash_tree.h"
#include "ledger/memory_journal.h"
#include "ledger/proof.h"
#include "tests/ledger/pg_fixture.h"

namespace terang::ledger {
namespace {

namespace fs = std::filesystem;

struct Ended {
  int status;
  std::string out;
};

Ended run(const std::string& arguments) {
  const char* folder = std::getenv("TERANG_BIN");
  const std::string program = folder ? std::string(folder) + "/terang-verify" : TERANG_VERIFY;
  FILE* pipe = ::popen((program + " " + arguments + " 2>&1").c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer;
  while (const std::size_t n = ::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  return {WEXITSTATUS(::pclose(pipe)), out};
}

class VerifyProgramTest : public test::PgTest {
 protected:
  VerifyProgramTest() {
    std::string pattern = "/tmp/terang-verify-XXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~VerifyProgramTest() override { fs::remove_all(folder); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
    return folder + "/" + name;
  }
  std::string folder;
  const SigningKey key = SigningKey::generate();
  const VerifierKey vkey = verifier_key(key, "example.com/log");
};

TEST_F(VerifyProgramTest, Bundles) {
  MemoryJournal journal;
  std::string bundle;
  const std::string note = sign_checkpoint("example.com/log", 0, empty_root(), key);
  ASSERT_TRUE(write_log_bundle({journal, bundle_signer(key, "example.com/log"), note}, [&](std::string_view text) { bundle += text; }));
  const std::string good = put("good.jsonl", bundle);
  EXPECT_EQ(run(good).status, 0) << run(good).out;
  EXPECT_EQ(run("- < " + good).status, 0);
  EXPECT_EQ(run("--vkey '" + format_vkey(vkey) + "' " + good).status, 0);
  const auto as_json = run("--json " + good);
  EXPECT_TRUE(json::parse(as_json.out.substr(0, as_json.out.find('\n')))->find("holds")->as_bool());

  const std::string other = format_vkey(verifier_key(SigningKey::generate(), "example.com/log"));
  const auto refused = run("--vkey '" + other + "' " + good);
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.out, testing::HasSubstr("vkey_unknown"));
  EXPECT_EQ(run(put("broken.jsonl", bundle.substr(0, bundle.size() - 5))).status, 2);
  EXPECT_EQ(run(good + " " + folder + "/broken.jsonl").status, 2);  // the worst of all
  EXPECT_EQ(run(folder + "/absent.jsonl").status, 2);
  EXPECT_EQ(run("").status, 2);
  EXPECT_EQ(run("--nonsense").status, 2);
  EXPECT_EQ(run("--vkey nonsense " + good).status, 2);
  EXPECT_EQ(run("--since " + put("held.txt", note) + " " + good).status, 0);
  EXPECT_EQ(run("--since " + put("later.txt", sign_checkpoint("example.com/log", 1, empty_root(), key)) + " " + good).status, 1);
  EXPECT_EQ(run("--since " + folder + "/absent.txt " + good).status, 2);
  EXPECT_EQ(run("--help").status, 0);
}

TEST_F(VerifyProgramTest, Reports) {
  MemoryJournal journal;
  std::string bundle;
  ASSERT_TRUE(write_log_bundle({journal, bundle_signer(key, "example.com/log"), sign_checkpoint("example.com/log", 0, empty_root(), key)},
                               [&](std::string_view text) { bundle += text; }));
  const SigningKey own = SigningKey::generate();
  const std::string good = put("good.jsonl", bundle), report = folder + "/r.json", page = folder + "/r.html";
  const std::string signs = " --report " + report + " --report-key " + put("key.pem", own.to_pem()) + " --page " + page + " ";
  const auto octets = [](const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  const auto told = [&] { return *json::parse(octets(report).substr(0, octets(report).size() - 1), {.bytes = 1 << 20}); };
  EXPECT_EQ(run(good + signs).status, 0);
  EXPECT_TRUE(verify_ed25519(own.public_key(), octets(report), octets(report + ".sig")));
  EXPECT_TRUE(told().find("holds")->as_bool());
  EXPECT_EQ(told().find("program")->text("sha256").size(), 64u);
  EXPECT_THAT(octets(page), testing::HasSubstr("All that was checked holds."));
  // What fails, and what cannot even be read, is reported too; the exit status stays.
  EXPECT_EQ(run("--vkey '" + format_vkey(verifier_key(SigningKey::generate(), "example.com/log")) + "' " + good + signs).status, 1);
  EXPECT_EQ(told().find("results")->as_array()[0].find("finding")->text("check"), "vkey_unknown");
  EXPECT_EQ(run(folder + "/absent.jsonl" + signs).status, 2);
  EXPECT_EQ(told().find("results")->as_array()[0].find("problem")->text("name"), "file_unreadable");
  EXPECT_EQ(run("--db '" + conninfo + "'" + signs).status, 0);
  EXPECT_EQ(told().find("results")->as_array()[0].text("name"), "log 1");
  EXPECT_EQ(run("--log http://127.0.0.1:1 --state " + folder + "/state --vkey '" + format_vkey(vkey) + "'" + signs).status, 2);
  EXPECT_EQ(told().find("results")->as_array()[0].find("problem")->text("name"), "http_unreachable");
  const auto refused = [&](const std::string& words, const char* name) {
    const auto ended = run(words);
    EXPECT_EQ(ended.status, 2);
    EXPECT_THAT(ended.out, testing::HasSubstr(name));
  };
  refused(good + " --report " + folder + "/no/r.json", "report_unwritable");
  refused(good + " --report " + report + " --report-key " + good, "signing_key_malformed");
  refused("receipt " + good + " --vkey '" + format_vkey(vkey) + "'" + signs, "report_unfit");
}

TEST_F(VerifyProgramTest, Receipts) {
  Chain chain;
  HashTree tree;
  const auto entries = test::make_entries(chain, 9);
  for (const Entry& entry : entries) tree.append(entry.leaf);
  const Entry& entry = entries[4];
  std::string text = format_receipt(entry.header_octets(), entry.salt, entry.payload, inclusion_proof(tree, 4, 9),
                                    sign_checkpoint("example.com/log", 9, tree.root(), key));
  const std::string good = put("good.txt", text), trust = " --vkey '" + format_vkey(vkey) + "'";
  const auto holds = run("receipt " + good + trust);
  EXPECT_EQ(holds.status, 0) << holds.out;
  EXPECT_THAT(holds.out, testing::HasSubstr(entry.payload));
  EXPECT_EQ(run("receipt " + good).status, 2);
  text[text.find("index 4") + 6] = '5';
  const auto wrong = run("receipt " + put("wrong.txt", text) + trust + " --json");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_EQ(json::parse(wrong.out.substr(0, wrong.out.find('\n')))->text("check"), "index_mismatch");
  EXPECT_EQ(run("receipt " + put("nonsense.txt", "x") + trust).status, 2);
}

TEST_F(VerifyProgramTest, Databases) {
  const std::string database = "--db '" + conninfo + "'";
  EXPECT_EQ(run(database).status, 0) << run(database).out;
  {
    Chain chain;
    ASSERT_TRUE(open()->write({test::make_entries(chain, 5), {}}).durable());
  }
  tamper("UPDATE ledger_entry SET payload = set_byte(payload, 15, 57) WHERE seq = 0");
  const auto altered = run(database);
  EXPECT_EQ(altered.status, 1);
  EXPECT_THAT(altered.out, testing::HasSubstr("entry 0 of tender t0: commitment_mismatch"));
  EXPECT_EQ(run("--db host=/nonexistent").status, 2);
}

}  // namespace
}  // namespace terang::ledger
