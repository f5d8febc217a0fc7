#include "ledger/verify/report_page.h"

#include "base/bytes.h"
#include "ledger/verify/report_words.h"

namespace terang::ledger {
namespace {

using json::Value;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--ink:#1a1f2b;--quiet:#5a6474;--line:#d5dae1;--good:#11693a;--bad:#b3261e;--ground:#fff}"
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#eceff4;--quiet:#b4bdc9;--line:#3a4350;--good:#7fd6a4;--bad:#ffb4ab;--ground:#14181f}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}"
    "article{max-width:800px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere}article+article{border-top:1px solid var(--line)}"
    "h1{font-size:30px;line-height:1.2;margin:0 0 8px}h2{font-size:20px;margin:32px 0 8px}h3{font-size:18px;margin:24px 0 8px}p{margin:8px 0}"
    ".verdict{font-size:20px;font-weight:600;border-left:6px solid;padding:4px 12px}.good{color:var(--good)}.bad{color:var(--bad)}"
    "table{border-collapse:collapse;width:100%;margin:8px 0}th,td{text-align:left;vertical-align:top;padding:6px 8px;border-bottom:1px solid var(--line)}th{overflow-wrap:normal}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}dl{display:grid;grid-template-columns:minmax(120px,240px) 1fr;gap:4px 16px;margin:8px 0}"
    "dt{color:var(--quiet)}dd{margin:0}code{font:14px/1.4 ui-monospace,monospace}"
    "@media print{article+article{break-before:page;border:0}article{max-width:none;padding:0}tr,dl{break-inside:avoid}h2,h3{break-after:avoid}}@page{margin:18mm}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n': case '\t': out += ' '; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) out += "\xef\xbf\xbd";
        else out += c;
    }
  }
  return out;
}

const Value* member(const Value& of, std::string_view name) {
  const Value* found = of.find(name);
  return found && !found->is_null() ? found : nullptr;
}
std::uint64_t number(const Value& of, std::string_view name) {
  const Value* found = of.find(name);
  return found && found->is_int() && found->as_int() > 0 ? static_cast<std::uint64_t>(found->as_int()) : 0;
}
bool truth(const Value& of, std::string_view name) {
  const Value* found = of.find(name);
  return found && found->is_bool() && found->as_bool();
}

// One language's half of the page.
class Half {
 public:
  Half(const SignedReport& report, std::string_view hash, const ReportWords& words) : whole_(report), hash_(hash), w_(words) {}

  std::string text() {
    const Value& report = whole_.report;
    out_ += "<article lang=\"" + std::string(w_.language) + "\">\n<h1>" + escaped(w_.title) + "</h1>\n";
    verdict(truth(report, "holds") ? w_.holds : w_.holds_not, truth(report, "holds"));
    out_ += "<p>" + escaped(w_.lead) + "</p>\n<dl>";
    fact(w_.made_at, report.text("at"));
    const Value* program = report.find("program");
    code_fact(w_.program, program ? program->text("sha256") : std::string_view());
    const Value* asked = report.find("asked");
    const std::string_view key = asked ? asked->text("vkey") : std::string_view();
    key.empty() ? fact(w_.asked_key, w_.no_key) : code_fact(w_.asked_key, key);
    out_ += "</dl>\n<h2>" + escaped(w_.results) + "</h2>\n";
    if (const Value* results = report.find("results"); results && results->is_array())
      for (const Value& one : results->as_array()) result(one);
    signature();
    return out_ + "</article>\n";
  }

 private:
  std::string grouped(std::uint64_t value) const {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, w_.thousands);
    return text;
  }
  void verdict(std::string_view text, bool good) {
    out_ += std::string("<p class=\"verdict ") + (good ? "good\">✓ " : "bad\">✗ ") + escaped(text) + "</p>\n";
  }
  void fact(std::string_view name, std::string_view value) { out_ += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>"; }
  void code_fact(std::string_view name, std::string_view value) {
    out_ += "<dt>" + escaped(name) + "</dt><dd><code>" + escaped(value) + "</code></dd>";
  }
  void row(std::string_view what, std::uint64_t count, std::string_view outcome) {
    out_ += "<tr><td>" + escaped(what) + "</td><td class=\"n\">" + grouped(count) + "</td><td>" + escaped(outcome) + "</td></tr>\n";
  }
  void note(std::string_view text) { out_ += "<p>" + escaped(text) + "</p>\n"; }

  void result(const Value& one) {
    out_ += "<h3>" + escaped(one.text("name")) + "</h3>\n";
    if (const Value* problem = member(one, "problem")) {
      verdict(w_.unread, false);
      out_ += "<p><code>" + escaped(problem->text("name")) + "</code>: " + escaped(problem->text("message")) + "</p>\n";
      return;
    }
    const Value* finding = member(one, "finding");
    verdict(finding ? w_.holds_not : w_.holds, !finding);
    if (finding) show(*finding);
    facts(one);
    rows(one, finding ? w_.until_finding : w_.fits);
    undecided(one);
  }

  void show(const Value& finding) {
    out_ += "<h3>" + escaped(w_.finding) + "</h3>\n<dl>";
    fact(w_.entry, grouped(number(finding, "seq")));
    if (!finding.text("tender").empty()) fact(w_.tender, finding.text("tender"));
    code_fact(w_.check, finding.text("check"));
    code_fact(w_.field, finding.text("field").empty() ? w_.whole : finding.text("field"));
    code_fact(w_.expected, finding.text("expected").empty() ? w_.nothing : finding.text("expected"));
    code_fact(w_.found, finding.text("found").empty() ? w_.nothing : finding.text("found"));
    for (const Meaning& meaning : kMeanings) {
      if (!finding.text("check").starts_with(meaning.check)) continue;
      fact(w_.means, w_.language == "id" ? meaning.id : meaning.en);
      break;
    }
    out_ += "</dl>\n";
  }

  void facts(const Value& one) {
    out_ += "<dl>";
    if (const Value* tender = member(one, "tender")) fact(w_.of_tender, tender->as_string());
    if (const Value* range = member(one, "range"); range && range->is_array() && range->as_array().size() == 2)
      fact(w_.of_range, std::to_string(range->as_array()[0].as_int()) + " … " + std::to_string(range->as_array()[1].as_int() - 1));
    if (const Value* checkpoint = member(one, "checkpoint")) {
      fact(w_.log_name, checkpoint->text("origin"));
      fact(w_.log_size, grouped(number(*checkpoint, "size")));
      code_fact(w_.log_root, checkpoint->text("root"));
    }
    if (!one.text("vkey").empty()) code_fact(w_.signed_by_log, one.text("vkey"));
    if (!one.text("sealed_sha256").empty()) code_fact(w_.sealed_octets, one.text("sealed_sha256"));
    if (one.find("tenders")) fact(w_.tenders, grouped(number(one, "tenders")));
    if (one.find("bids")) fact(w_.bids, grouped(number(one, "bids")));
    out_ += "</dl>\n";
  }

  void rows(const Value& one, std::string_view fits) {
    out_ += "<table><thead><tr><th>" + escaped(w_.what) + "</th><th>" + escaped(w_.count) + "</th><th>" + escaped(w_.outcome) + "</th></tr></thead><tbody>\n";
    if (one.find("from")) row(w_.fresh, number(one, "to") - number(one, "from"), fits);
    if (one.find("entries")) row(w_.entries, number(one, "entries"), fits);
    if (one.find("vkey")) {
      const bool known = member(one, "vkey") != nullptr;
      row(w_.checkpoint, known, !known ? w_.not_asked : member(one, "finding") ? fits : truth(one, "vkey_given") ? w_.fits : w_.own_word);
    }
    if (const Value* checkpoint = member(one, "checkpoint"); checkpoint && one.find("entries")) row(w_.tree, number(*checkpoint, "size"), fits);
    const Value* cosigned = one.find("cosigned_by");
    const std::uint64_t witnesses = cosigned && cosigned->is_array() ? cosigned->as_array().size() : 0;
    std::string names;
    for (std::uint64_t i = 0; i < witnesses; ++i) names += (i ? ", " : "") + cosigned->as_array()[i].as_string();
    row(w_.witnesses, witnesses, witnesses ? std::string_view(names) : w_.not_asked);
    if (one.find("since")) row(w_.earlier, number(one, "since"), member(one, "since") ? fits : w_.not_asked);
    if (one.find("signatures")) row(w_.signatures, number(one, "signatures"), fits);
    for (const auto& [name, what] : {std::pair("signatures_unchecked", w_.signatures_unchecked), std::pair("surrogates", w_.surrogates),
                                     std::pair("opened", w_.opened), std::pair("withheld", w_.withheld), std::pair("erased", w_.erased)})
      if (number(one, name) > 0) row(what, number(one, name), name == std::string_view("opened") || name == std::string_view("surrogates") ? fits : w_.none_needed);
    if (one.find("replayed"))
      row(w_.decisions, number(one, "decided_again"), !truth(one, "replayed") ? w_.not_asked : number(one, "not_decided_again") ? w_.partly : fits);
    if (member(one, "documents")) row(w_.documents, number(one, "documents"), fits);
    if (number(one, "documents_withheld") > 0) row(w_.documents_withheld, number(one, "documents_withheld"), w_.none_needed);
    if (const Value* named = member(one, "named_keys"))
      row(w_.log_keys, number(*named, "keys"), number(*named, "shown") < number(*named, "keys") ? w_.claimed : fits);
    if (const Value* vouched = member(one, "vouched"); vouched && number(*vouched, "timestamps") > 0)
      row(w_.timestamps, number(*vouched, "timestamps"), member(*vouched, "stamped_at") ? vouched->text("stamped_at") : w_.not_asked);
    if (!one.text("sealed_sha256").empty()) row(w_.seal, 1, fits);
    out_ += "</tbody></table>\n";
  }

  void undecided(const Value& one) {
    if (one.find("replayed") && !truth(one, "replayed")) note(w_.not_replayed);
    const Value* list = one.find("undecided");
    if (!list || !list->is_array()) return;
    for (const Value& tender : list->as_array()) {
      const bool before = number(tender, "before") > 0;
      std::string text = tender.text("tender").empty() ? std::string(w_.undecided_of_none) : std::string(w_.undecided_of) + " " + std::string(tender.text("tender"));
      text += ": " + grouped(number(tender, "decisions")) + " " + std::string(before ? w_.undecided_before : w_.undecided_after) + " " +
              std::to_string(number(tender, "from")) + ".";
      if (number(tender, "withheld") == 0) {
        note(text);
        continue;
      }
      text += " " + std::string(w_.undecided_withheld);
      const Value* named = tender.find("withheld_first");
      const std::size_t count = named && named->is_array() ? named->as_array().size() : 0;
      for (std::size_t i = 0; i < count; ++i) text += (i ? ", " : " ") + std::to_string(named->as_array()[i].as_int());
      if (number(tender, "withheld") > count) text += ", " + std::string(w_.and_more) + " " + grouped(number(tender, "withheld") - count);
      note(text + ".");
    }
  }

  void signature() {
    out_ += "<h2>" + escaped(w_.signature) + "</h2>\n";
    if (whole_.signature.empty()) note(w_.not_signed);
    else note(w_.is_signed);
    out_ += "<dl>";
    if (!hash_.empty()) code_fact(w_.report_hash, hash_);
    if (!whole_.signature.empty()) {
      code_fact(w_.signer, whole_.report.text("signed_by"));
      code_fact(w_.signature_octets, to_base64(whole_.signature));
    }
    out_ += "</dl>\n";
    if (!whole_.signature.empty()) note(w_.by_hand);
  }

  const SignedReport& whole_;
  std::string_view hash_;
  const ReportWords& w_;
  std::string out_;
};

}  // namespace

std::string report_page(const SignedReport& report, std::string_view report_hash, PageLanguage language) {
  const bool english_only = language == PageLanguage::english;
  const ReportWords& first = english_only ? kEnglish : kIndonesian;
  std::string page = "<!doctype html>\n<html lang=\"" + std::string(first.language) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                     "<title>" + escaped(first.title) + "</title><style>" + std::string(kStyle) + "</style></head><body><main>\n";
  page += Half(report, report_hash, first).text();
  if (language == PageLanguage::both) page += Half(report, report_hash, kEnglish).text();
  return page + "</main></body></html>\n";
}

}  // namespace terang::ledger
