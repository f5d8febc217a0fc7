// The real `terang serve` in a process of its own on a log of its own, with officers, bidders and live tenders.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "server/signature.h"
#include "tests/faults/process.h"
#include "tests/net/client.h"

namespace terang::bench {

inline constexpr char kSite[] = "https://here.example";

struct Bidder {
  std::string account, business, cookie, key_id;
  std::optional<server::PrivateKey> key;
};

class House {
 public:
  // Everybody's account and session stand in the database before the server starts. Throws std::runtime_error with
  // what went wrong; exits with 77 where bench/run named no database.
  explicit House(std::size_t bidders);
  ~House();

  // A live tender of one lot for the first so many bidders. No limit but one's own best: every bid is accepted that
  // is lower than the last of the same bidder.
  std::string live_tender(std::size_t bidders);
  // Of one lot with these rules, for so long.
  std::string live_tender(std::size_t bidders, const json::Value& rules, Micros lasts);
  // So many bids for each of the first `bidders`, signed, as frames; lower than all this gave before for that tender.
  std::vector<std::vector<std::string>> sign_bids(const std::string& tender, std::size_t bidders, std::size_t each);
  // `contents[i]`: what bidder i offers, each the content of an `offer`.
  std::vector<std::vector<std::string>> sign_offers(const std::string& tender, const std::vector<std::vector<json::Value>>& contents);
  json::Value as_officer(const std::string& method, const std::string& path, const std::optional<json::Value>& body, int expected) {
    return request(method, path, body, officer_cookie_, expected);
  }

  std::uint16_t port() const { return port_; }
  const std::string& conninfo() const { return conninfo_; }
  const Bidder& bidder(std::size_t i) const { return bidders_[i]; }
  double server_cpu_seconds() const;
  int spare_log() const { return log_ + 1; }  // that nobody writes to
  const std::string& folder() const { return folder_; }  // with terang.toml, which says where all is
  int server_pid() const { return server_->pid(); }

 private:
  void make_people(std::size_t bidders);
  void serve();
  void register_keys();
  void all_bidders(std::size_t count, const std::function<void(std::size_t)>& each);  // several at once
  // On one connection that is kept; throws on any other status.
  json::Value request(const std::string& method, const std::string& path, const std::optional<json::Value>& body,
                      const std::string& cookie, int expected);

  std::string conninfo_, folder_, officer_cookie_, buyer_;
  std::vector<Bidder> bidders_;
  std::unique_ptr<faults::Process> server_;
  std::unique_ptr<net::test::Client> client_;
  std::uint16_t port_ = 0;
  int log_ = 0;
  std::size_t step_ = 0, ids_ = 0;
};

}  // namespace terang::bench
