// An export that holds everything: a tender from its publication to its award with a document, cosigned by two witnesses in
// processes of their own and time-stamped by openssl's authority. Both verifiers hold it, and each refuses by name what was
// altered in it by one thing, though the log itself sealed it again.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/bundle.h"
#include "ledger/cosignature.h"
#include "ledger/key_file.h"
#include "tests/faults/house.h"
#include "tests/server/time_stamp_http.h"
#include "tests/support/read_file.h"

namespace terang::faults {
namespace {

using json::Value;
using terang::test::read_file;

constexpr json::Limits kLarge{.bytes = 64u << 20, .depth = 64, .decimals = true};
const std::string kLetter = "%PDF-1.7 a letter of CV 1";

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(milliseconds(30));
  }
  return true;
}

// `terang witness` of one log.
class WitnessProcess {
 public:
  WitnessProcess(const std::string& folder, const std::string& name, const std::string& log)
      : process_({program("terang"), "witness", "--name", "witness.example/" + name, "--key", folder + "/" + name + ".pem", "--state", folder + "/" + name,
                  "--log", log, "--port", "0"}, folder) {
    EXPECT_TRUE(eventually([&] { return started() || process_.wait(milliseconds(0)); })) << process_.err();
    EXPECT_FALSE(vkey.empty()) << process_.err();
    line = "witness " + name + " " + vkey + " http://127.0.0.1:" + port + "/\n";
  }
  std::string vkey, port, line;  // line: of a policy

 private:
  bool started() {
    std::istringstream lines(process_.err());
    for (std::string one; std::getline(lines, one);)
      if (const auto read = json::parse(one); read && read->text("event") == "witness.started") {
        vkey = read->text("vkey");
        port = json::canonical(*read->find("port"));
      }
    return !vkey.empty();
  }
  Process process_;
};

// A bundle taken apart, to be altered and sealed again by the log's own key.
struct Sealed {
  std::vector<std::string> lines;  // without the closing one
  explicit Sealed(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    lines.pop_back();
  }
  Value manifest() const { return json::parse(lines[0], kLarge).value(); }
  void set(const char* member, Value value) {
    Value changed = manifest();
    changed.set(member, std::move(value));
    lines[0] = json::canonical(changed);
  }
  std::string by(const ledger::SigningKey& key, const std::string& origin) const {
    std::string text;
    std::uint64_t entries = 0;
    for (const std::string& line : lines) {
      text += line + "\n";
      entries += line.starts_with("{\"header\":") || line.starts_with("{\"envelope\":");
    }
    return text + "{\"entries\":" + std::to_string(entries) + ",\"seal\":\"" + to_base64(key.sign(ledger::seal_text(origin, entries, sha256(text)))) + "\"}\n";
  }
};

struct WholeExport : ::testing::Test {
  server::test::AuthorityHttp authority;
  House house;
  std::optional<ledger::SigningKey> key;
  std::string vkey, policy;

  std::string path(const std::string& name) const { return house.folder + "/" + name; }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  // With both witnesses at work: one bid of a bidder's own and one by a letter, to the award.
  std::string awarded_tender() {
    house.people(2);
    Person second = house.make("rini", "officer", "Dinas Uji");
    house.store_sessions({&second});
    house.serve();
    for (Person& bidder : house.bidders) house.register_key(bidder);
    const std::string tender = house.scheduled_tender(house.officer, {&house.bidders[0], &house.bidders[1]}, 2 * kSecond, 5 * kSecond);
    const std::string of = "/api/v1/tenders/" + tender, lot = of + "/lots/1";
    const Reply stored = house.post(of + "/documents", Value::object({{"content", to_base64(kLetter)}, {"name", "surat.pdf"}}), &house.officer);
    EXPECT_EQ(stored.status, 201) << stored.text;
    house.wait_for_phase(tender, "live");
    LiveLine line(house.port(), house.bidders[1].cookie);
    line.send(house.bid(house.bidders[1], tender, "990000", server::test::uuid(1)));
    EXPECT_EQ(line.expect("answer").text("verdict"), "accepted");
    std::string pseudonym;
    const Reply seen = house.get(of, &house.officer);
    for (const Value& one : seen.body.find("tender")->find("admitted_bidders")->as_array())
      if (one.text("business") == house.bidders[0].business) pseudonym = one.text("pseudonym");
    const Value proposal = Value::object({{"amount", "950000"}, {"bid", server::test::uuid(2)}, {"document", stored.body.text("sha256")},
                                          {"pseudonym", pseudonym}, {"reason", "The letter came by hand."}});
    EXPECT_EQ(house.post(lot + "/proposals", proposal, &house.officer).status, 200);
    EXPECT_EQ(house.request("POST", lot + "/proposals/" + server::test::uuid(2) + "/approve", std::nullopt, &second).status, 200);
    house.wait_for_phase(tender, "closed");
    const Value award = Value::object({{"lots", Value::array({Value::object({{"lot", "1"}, {"pseudonym", pseudonym}})})}, {"reason", "As the auction found it."}});
    const Reply awarded = house.post(of + "/award", award, &house.officer);
    EXPECT_EQ(awarded.status, 200) << awarded.text;
    EXPECT_TRUE(eventually([&] {
      return house.postgres->sql("select (select max(size) from ledger_cosigned where quorum) = (select count(*) from ledger_entry) "
                                 "and exists (select from ledger_timestamp)", house.database_name()) == "t\n";
    })) << house.server->err();
    EXPECT_EQ(house.terminate(), 0);
    return tender;
  }
  std::string exported(const Words& what, const std::string& name) {
    Words words{"export", "--config", path("terang.toml"), "--documents", "--out", path(name)};
    words.insert(words.end(), what.begin(), what.end());
    const Finished done = house.terang(words);
    EXPECT_EQ(done.code, 0) << done.err;
    return read_file(path(name));
  }
  // What a verifier makes of each file: the check that fails, "" where it holds.
  static std::map<std::string, std::string> findings(const Finished& ended) {
    std::map<std::string, std::string> found;
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);) {
      const auto read = json::parse(line, kLarge);
      if (!read) continue;
      const Value* finding = read->find("finding");
      found[std::filesystem::path(std::string(read->text("name"))).filename()] = finding && finding->is_object() ? finding->text("check") : std::string_view();
    }
    if (found.empty()) ADD_FAILURE() << "exit " << ended.code << ": " << ended.out << ended.err;
    return found;
  }
  std::map<std::string, std::string> ours(Words words) const {
    words.insert(words.begin(), "--json");
    return findings(house.verify(words));
  }
  std::map<std::string, std::string> theirs(Words words) const {
    words.insert(words.begin(), {"/usr/bin/env", "node", TERANG_SOURCE_DIR "/web/scripts/verify.mjs", "--json"});
    return findings(run(words, house.folder));
  }
};

TEST_F(WholeExport, HoldsForBothVerifiersAndEveryAlterationIsNamed) {
  std::filesystem::create_directories(house.config.data);
  key = ledger::load_or_create_key(house.config.data + "/log-key.pem").value();
  vkey = ledger::format_vkey(ledger::verifier_key(*key, house.origin()));
  const WitnessProcess a(house.folder, "a", vkey), b(house.folder, "b", vkey);
  const std::string lines = "log " + vkey + "\n" + a.line + b.line;
  policy = put("policy", lines + "group both all a b\nquorum both\n");
  house.config.witness_policy = policy;
  house.config.timestamp_url = authority.url();
  house.config.timestamp_ca = authority.authority.ca_file();
  const std::string tender = awarded_tender();
  ASSERT_FALSE(HasFailure());

  const std::string all = exported({"--all"}, "all.jsonl"), one = exported({"--tender", tender}, "tender.jsonl");
  for (const std::string& text : {all, one}) {
    EXPECT_NE(text.find(to_base64(kLetter)), std::string::npos);
    for (const char* member : {"\"documents\":true", "\"policy\":", "\"timestamps\":[", "\"vkeys\":["}) EXPECT_NE(text.substr(0, text.find('\n')).find(member), std::string::npos) << member;
  }
  const Finished said = house.verify({"--policy", policy, "--vkey", vkey, "--timestamp-ca", authority.authority.ca_file(), path("all.jsonl")});
  EXPECT_EQ(said.code, 0) << said.err;
  for (const char* words : {"; witnessed by a; witnessed by b", "; 1 documents", "; 1 key of the log", "its quorum holds", "; time-stamped at ", "; every decision replayed"})
    EXPECT_NE(said.out.find(words), std::string::npos) << words << ": " << said.out;

  // ---- altered by one thing each
  Words files{path("all.jsonl"), path("tender.jsonl")};
  std::map<std::string, std::string> wanted{{"all.jsonl", ""}, {"tender.jsonl", ""}};
  const auto alter = [&](const std::string& name, const std::string& check, const std::function<void(Sealed&)>& change) {
    for (const auto& [form, text] : {std::pair("all-", all), std::pair("tender-", one)}) {
      Sealed altered(text);
      change(altered);
      files.push_back(put(form + name, altered.by(*key, house.origin())));
      wanted[form + name] = check;
    }
  };
  alter("document", "document_mismatch", [](Sealed& bundle) {
    std::string& line = bundle.lines.back();
    ASSERT_TRUE(line.starts_with("{\"document\":"));
    std::string other = kLetter;
    other.back() ^= 1;
    line.replace(line.find(to_base64(kLetter)), to_base64(kLetter).size(), to_base64(other));
  });
  const auto instead_of = [](const std::string& note, const ledger::NoteSignature& old, const std::string& line) {
    ledger::Note read = ledger::parse_note(note).value();
    std::string made = read.text + "\n";
    for (const ledger::NoteSignature& one : read.signatures) {
      ledger::VerifierKey by;
      by.name = one.name;
      by.id = one.id;
      made += one.id == old.id ? line : ledger::signature_line(by, one.signature);
    }
    return made;
  };
  const ledger::SigningKey stranger = ledger::SigningKey::generate();
  const std::string note(Sealed(all).manifest().text("checkpoint"));
  const ledger::Note checkpoint = ledger::parse_note(note).value();
  const auto witness = ledger::parse_vkey(a.vkey, ledger::kCosignatureV1).value();
  ledger::NoteSignature cosignature;
  for (const ledger::NoteSignature& one_of : checkpoint.signatures)
    if (one_of.id == witness.id) cosignature = one_of;
  ASSERT_FALSE(cosignature.signature.empty());
  const std::string strange = ledger::cosign(checkpoint.text, witness.name, stranger, 1'800'000'000);
  const auto in_its_name = ledger::parse_note(checkpoint.text + "\n" + strange).value().signatures[0];
  alter("cosignature", "cosignature_invalid", [&](Sealed& bundle) {
    bundle.set("checkpoint", instead_of(note, cosignature, ledger::signature_line(witness, in_its_name.signature)));
  });
  alter("unknown-cosignature", "quorum_missing", [&](Sealed& bundle) { bundle.set("checkpoint", instead_of(note, cosignature, strange)); });
  alter("vkeys", "vkeys_mismatch", [&](Sealed& bundle) {
    json::Array keys = bundle.manifest().find("vkeys")->as_array();
    keys[0].set("vkey", ledger::format_vkey(ledger::verifier_key(stranger, house.origin())));
    bundle.set("vkeys", std::move(keys));
  });
  alter("stamp", "timestamp_other_hash", [&](Sealed& bundle) {
    // The token of the log's stamp with the text of its checkpoint at the end.
    json::Array stamps = bundle.manifest().find("timestamps")->as_array();
    ASSERT_NE(stamps[0].text("note"), checkpoint.text);
    stamps[0].set("note", checkpoint.text);
    stamps[0].set("size", static_cast<std::uint64_t>(house.stored_times().size()));
    bundle.set("timestamps", std::move(stamps));
  });
  ASSERT_FALSE(HasFailure());

  const Words trust{"--policy", policy, "--vkey", vkey};
  const auto with = [](Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  EXPECT_EQ(ours(with(with(trust, {"--timestamp-ca", authority.authority.ca_file()}), files)), wanted);
  EXPECT_EQ(theirs(with(with(trust, {"--timestamp-ca", authority.authority.ca_file()}), files)), wanted);

  // ---- and asked by who trusts others
  const std::string whole = path("all.jsonl");
  const std::string more = put("more", lines + "witness c " + ledger::format_vkey(ledger::verifier_key(stranger, "witness.example/c", ledger::kCosignatureV1)) +
                                           "\ngroup three all a b c\nquorum three\n");
  const std::string other = ledger::format_vkey(ledger::verifier_key(stranger, house.origin()));
  for (const auto& [asked, check] : {std::pair(Words{"--policy", more}, "quorum_missing"), std::pair(Words{"--vkey", other}, "vkey_unknown")}) {
    EXPECT_EQ(ours(with(asked, {whole}))["all.jsonl"], check);
    EXPECT_EQ(theirs(with(asked, {whole}))["all.jsonl"], check);
  }
  const terang::test::TimeStampAuthority nobody;
  EXPECT_EQ(ours({"--timestamp-ca", nobody.ca_file(), whole})["all.jsonl"], "timestamp_untrusted");
  EXPECT_EQ(theirs({"--timestamp-ca", nobody.ca_file(), whole})["all.jsonl"], "timestamp_untrusted");
}

}  // namespace
}  // namespace terang::faults
