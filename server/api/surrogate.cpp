// Bids that officers enter for a bidder, with the documents they came in.
#include "base/bytes.h"
#include "base/sha256.h"
#include "server/api/api.h"
#include "server/api/audit_page.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr std::size_t kLargest = 700'000;  // octets; in base64 within the largest body
constexpr int kMostDocuments = 500;        // of one tender

tender::TenderId tender_of(const CallPtr& call) { return tender::TenderId{call->arguments[0]}; }
tender::LotId lot_of(const CallPtr& call) { return tender::LotId{call->arguments[1]}; }

// By what it is, not by what it is called. Empty: nothing that is taken.
std::string_view type_of(std::string_view octets) {
  if (octets.starts_with("%PDF-")) return "application/pdf";
  if (octets.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (octets.starts_with("\xff\xd8\xff")) return "image/jpeg";
  return {};
}

bool printable(std::string_view name) {
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  return true;
}

// RFC 8187: what is no plain character as %XX.
std::string header_name(std::string_view name) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto octet = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    if (plain) out += c;
    else (out += '%') += kDigits[octet >> 4], out += kDigits[octet & 15];
  }
  return out;
}

void complain(const CallPtr& call, const json::Problems& problems) {
  call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
}

}  // namespace

void Api::upload_document(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  const std::string name = fields.text("name", 200), content = fields.text("content", 1024 * 1024);
  fields.no_others();
  if (problems.empty() && !printable(name)) problems.push_back({"/name", "not_a_string"});
  const auto octets = from_base64(content);
  if (problems.empty() && !octets) problems.push_back({"/content", "not_base64"});
  if (!problems.empty()) return complain(call, problems);
  if (octets->size() > kLargest) return call->problem("file_too_large", "A document has at most 700,000 octets.");
  const std::string type(type_of(*octets));
  if (type.empty()) return call->problem("file_type_refused", "A document is a PDF, a JPEG or a PNG file.");
  look(call, [this, call, name, type, octets = *octets](const tender::Registry& registry, Micros) -> Desk::Then {
    const auto tender = tender_of(call);
    const bool mine = registry.is_officer_of(call->actor(), tender.text);
    return [this, call, name, type, octets, mine] {
      if (!mine) return call->problem("no_such_tender", "There is no such tender of yours.");
      read(call, [call, name, type, octets](pqxx::connection& db) {
        const std::string sha = to_hex(sha256(octets));
        pqxx::work write(db);
        const auto rows = write.exec_params("select count(*) from tender_document where tender = $1", call->arguments[0]);
        if (rows[0][0].as<int>() >= kMostDocuments) return call->problem("too_many_documents");
        write.exec_params(
            "insert into tender_document (tender, sha256, name, type, octets, uploaded_by) values ($1, $2, $3, $4, $5, $6) "
            "on conflict do nothing",
            call->arguments[0], sha, name, type, pqxx::binarystring(octets), call->session->account);
        write.commit();
        call->json(201, json::Value::object(
                            {{"name", name}, {"sha256", sha}, {"size", static_cast<std::uint64_t>(octets.size())}, {"type", type}}));
      });
    };
  });
}

void Api::get_document(const CallPtr& call) {
  look(call, [this, call](const tender::Registry& registry, Micros) -> Desk::Then {
    const bool may = registry.may_read_document(call->actor(), call->arguments[0], call->arguments[1]);
    return [this, call, may] {
      if (!may) return call->problem("not_yours", "You are no party to this document.");
      read(call, [call](pqxx::connection& db) {
        const auto rows = pqxx::read_transaction(db).exec_params(
            "select name, type, octets from tender_document where tender = $1 and sha256 = $2", call->arguments[0], call->arguments[1]);
        if (rows.empty()) return call->problem("no_such_document", "There is no such document.");
        note_read(db, *call, "document", call->arguments[0], std::nullopt);
        call->send(net::make_response(200, rows[0][1].as<std::string>(), pqxx::binarystring(rows[0][2]).str())
                       .set("Content-Disposition",
                            "attachment; filename*=UTF-8''" + header_name(rows[0][0].as<std::string>()))
                       .set("Cache-Control", "no-store"));
      });
    };
  });
}

void Api::propose_bid(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  tender::ProposeBid proposal;
  proposal.by = call->actor();
  proposal.tender = tender_of(call);
  proposal.lot = lot_of(call);
  proposal.pseudonym = tender::Pseudonym{fields.text("pseudonym", 16)};
  proposal.bid = tender::BidId{fields.text("bid", 36)};
  if (const json::Value* content = fields.object("content", false))
    proposal.content = json::canonical(*content);
  else
    proposal.amount = fields.text("amount", 64);
  proposal.document.sha256 = fields.text("document", 64);
  proposal.reason = std::string(call->body.text("reason"));
  fields.any("reason");
  fields.no_others();
  if (!problems.empty()) return complain(call, problems);
  read(call, [this, call, proposal](pqxx::connection& db) mutable {
    pqxx::read_transaction read_only(db);
    const auto rows = read_only.exec_params(
        "select name, type, length(octets) from tender_document where tender = $1 and sha256 = $2", proposal.tender.text,
        proposal.document.sha256);
    if (!rows.empty())
      proposal.document = {rows[0][0].as<std::string>(), rows[0][1].as<std::string>(), rows[0][2].as<std::uint64_t>(),
                           proposal.document.sha256};
    else
      proposal.document.sha256.clear();  // refused by name, in its place
    command(call, std::move(proposal));
  });
}

void Api::approve_bid(const CallPtr& call) {
  command(call, tender::ApproveBid{call->actor(), tender_of(call), lot_of(call), tender::BidId{call->arguments[2]}});
}

void Api::reject_bid(const CallPtr& call) {
  command(call, tender::RejectBid{call->actor(), tender_of(call), lot_of(call), tender::BidId{call->arguments[2]},
                                  std::string(call->body.text("reason"))});
}

}  // namespace terang::server
