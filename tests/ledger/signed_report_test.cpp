#include "ledger/verify/signed_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/verify/report.h"
#include "ledger/verify/report_files.h"
#include "ledger/verify/report_page.h"

namespace terang::ledger {
namespace {

using testing::HasSubstr;
using testing::Not;

Report good() {
  Report report;
  report.checkpoint = {"example.com/log", 1234567, sha256("root")};
  report.vkey = "example.com/log+00000000+AAAA";
  report.entries = 1234567;
  report.signatures = 7;
  report.replayed = true;
  report.decided_again = 5;
  report.sealed = to_hex(sha256("octets"));
  return report;
}
Report bad() {
  Report report = good();
  report.finding = Finding{12, "t<1>", "commitment_mismatch", "payload", "a\"b", "<script>alert(1)</script>"};
  return report;
}

TEST(SignedReport, IsOneLineThatItsKeySigns) {
  const SigningKey key = SigningKey::generate();
  const SignedReport report = make_report({to_json(good(), "a.jsonl")}, {"k", true, false, false}, 1'700'000'000'000'000, "ab", key);
  EXPECT_TRUE(verify_ed25519(key.public_key(), report.text, report.signature));
  EXPECT_TRUE(report.text.ends_with("}\n"));
  const auto read = json::parse(report.text.substr(0, report.text.size() - 1), {.bytes = 1 << 20});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(json::canonical(*read) + "\n", report.text);
  EXPECT_EQ(read->text("format"), "terang-report-v1");
  EXPECT_EQ(read->text("at"), "2023-11-14T22:13:20.000000Z");
  EXPECT_EQ(read->text("signed_by"), to_base64(spki_of(key)));
  EXPECT_TRUE(read->find("holds")->as_bool());
  EXPECT_EQ(read->find("results")->as_array()[0].find("checkpoint")->find("size")->as_int(), 1234567);
  EXPECT_EQ(read->find("program")->text("sha256"), "ab");
}

TEST(SignedReport, HoldsOnlyWhereAllOfItDoes) {
  const auto holds = [](std::vector<json::Value> results) {
    return make_report(std::move(results), {}, 0, "", std::nullopt).report.find("holds")->as_bool();
  };
  EXPECT_TRUE(holds({to_json(good(), "a")}));
  EXPECT_FALSE(holds({to_json(good(), "a"), to_json(bad(), "b")}));
  EXPECT_FALSE(holds({to_json(good(), "a"), problem_json("b", {"bundle_malformed", "Line 1"})}));
  EXPECT_FALSE(holds({}));
}

TEST(SignedReport, OctetsThatAreNoTextAreTold) {
  const SignedReport report = make_report({to_json(good(), "a\xff")}, {}, 0, "", std::nullopt);
  EXPECT_EQ(report.report.find("results")->as_array()[0].text("name"), "octets 61ff");
  EXPECT_TRUE(is_utf8(report.text));
}

TEST(ReportPage, SaysWhatWasFoundInBothLanguages) {
  const SignedReport report = make_report({to_json(bad(), "bundle & co")}, {}, 0, "ab", std::nullopt);
  const std::string page = report_page(report, "", PageLanguage::both);
  EXPECT_THAT(page, HasSubstr("<article lang=\"id\">"));
  EXPECT_THAT(page, HasSubstr("<article lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("bundle &amp; co"));
  EXPECT_THAT(page, HasSubstr("<code>commitment_mismatch</code>"));
  EXPECT_THAT(page, HasSubstr("t&lt;1&gt;"));
  EXPECT_THAT(page, HasSubstr("a&quot;b"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("Something does not hold."));
  EXPECT_THAT(page, HasSubstr("Ada yang tidak cocok."));
  EXPECT_THAT(page, HasSubstr("This report is not signed"));
  EXPECT_THAT(page, HasSubstr("Laporan ini tidak ditandatangani"));
  EXPECT_THAT(page, HasSubstr("1.234.567"));
  EXPECT_THAT(page, HasSubstr("1,234,567"));
  EXPECT_THAT(page, testing::AllOf(Not(HasSubstr("://")), Not(HasSubstr("src=")), Not(HasSubstr("href=")))) << "it loads nothing";
  EXPECT_THAT(page, HasSubstr("@media print"));
  EXPECT_THAT(report_page(report, "", PageLanguage::english), Not(HasSubstr("lang=\"id\"")));
  EXPECT_THAT(report_page(report, "", PageLanguage::indonesian), Not(HasSubstr("lang=\"en\"")));
}

TEST(ReportPage, SaysWhatWasNotDecidedAgainAndWhoSigned) {
  Report part = good();
  part.undecided = {{"t1", 12, 0, 3, 40, {12, 14}}};
  Report range = good();
  range.range = {4, 9};
  range.undecided = {{"t2", 5, 7, 2, 0, {}}, {"", 6, 4, 1, 0, {}}};
  Report unasked = good();
  unasked.replayed = false;
  const SigningKey key = SigningKey::generate();
  const SignedReport report = make_report({to_json(part, "a"), to_json(range, "b"), to_json(unasked, "d"), problem_json("c", {"bundle_malformed", "Line 1"})}, {}, 0, "", key);
  const std::string page = report_page(report, "cafe", PageLanguage::english);
  EXPECT_THAT(page, HasSubstr("Of tender t1: 3 decisions were not taken again, because they may depend on content that is withheld from this entry on: 12. "
                              "Entries without content: 12, 14, and more: 38."));
  EXPECT_THAT(page, HasSubstr("Of tender t2: 2 decisions were not taken again, because what they may depend on stands before the range; from entry 5."));
  EXPECT_THAT(page, HasSubstr("Of no tender: 1 decisions were not taken again"));
  EXPECT_THAT(page, HasSubstr("Decisions were not taken again."));
  EXPECT_THAT(page, HasSubstr("4 … 8"));
  EXPECT_THAT(page, HasSubstr("bundle_malformed</code>: Line 1"));
  EXPECT_THAT(page, HasSubstr("<code>cafe</code>"));
  EXPECT_THAT(page, HasSubstr(to_base64(report.signature)));
  EXPECT_THAT(page, HasSubstr(to_base64(spki_of(key))));
}

struct Written : testing::Test {
  std::string folder = "/tmp/terang-report-XXXXXX";
  Written() { EXPECT_NE(::mkdtemp(folder.data()), nullptr); }
  ~Written() override { std::filesystem::remove_all(folder); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
    return folder + "/" + name;
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string refused(const ReportFiles& files) const {
    const auto writer = ReportWriter::open(files);
    return writer ? "" : writer.error().name;
  }
};

TEST_F(Written, RefusalsHaveNames) {
  const std::string report = folder + "/r.json", key = put("key.pem", SigningKey::generate().to_pem());
  EXPECT_EQ(refused({}), "");
  EXPECT_EQ(refused({report, key, folder + "/p.html", "en"}), "");
  EXPECT_EQ(refused({"", key, "", ""}), "report_incomplete");
  EXPECT_EQ(refused({report, "", "", "en"}), "report_incomplete");
  EXPECT_EQ(refused({"", "", folder + "/p.html", "fr"}), "language_unknown");
  EXPECT_EQ(refused({report, folder + "/absent.pem", "", ""}), "report_key_unreadable");
  EXPECT_EQ(refused({report, put("not.pem", "no key"), "", ""}), "signing_key_malformed");
  EXPECT_EQ(refused({folder + "/no/r.json", "", "", ""}), "report_unwritable");
  EXPECT_EQ(refused({"", "", folder + "/no/p.html", ""}), "report_unwritable");
  EXPECT_TRUE(std::filesystem::is_empty(folder) || !std::filesystem::exists(report)) << "nothing is left of a trial";
  // What became unwritable while it was checked.
  const auto writer = ReportWriter::open({report, "", "", ""});
  std::filesystem::create_directory(report);
  EXPECT_EQ(writer->write({}, {}).error().name, "report_unwritable");
}

TEST_F(Written, TheSignatureStandsBesideTheReport) {
  const SigningKey key = SigningKey::generate();
  const std::string report = folder + "/r.json";
  ASSERT_TRUE(ReportWriter::open({report, put("key.pem", key.to_pem()), folder + "/p.html", ""})->write({to_json(good(), "a")}, {}));
  EXPECT_TRUE(verify_ed25519(key.public_key(), read("r.json"), read("r.json.sig")));
  EXPECT_THAT(read("p.html"), HasSubstr(to_hex(sha256(read("r.json")))));
  ASSERT_TRUE(ReportWriter::open({report, "", "", ""})->write({to_json(good(), "a")}, {}));
  EXPECT_FALSE(std::filesystem::exists(report + ".sig")) << "no older signature beside an unsigned one";
}

}  // namespace
}  // namespace terang::ledger
