// REST under /api/v1 (openapi.json), the log under /log/, and the web pages for everything else.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/call.h"
#include "server/entry_bundles.h"
#include "server/log_state.h"
#include "server/net/server.h"
#include "server/net/static_files.h"
#include "server/solving.h"
#include "server/workers.h"
#include "tender/disclosure.h"

namespace terang::server {

struct TenderPage;

class LogKeys;
class SealingKeys;
class Timestamping;
class Witnessing;
class SignInGuard;

class Api final : public net::HttpApp {
 public:
  struct Parts {
    Desk& desk;
    Solving& solving;
    LogState& log;
    Published& published;
    KeyDirectory& keys;
    Sessions& sessions;
    Metrics& metrics;
    Workers& readers;  // database reads
    Workers& vault;    // password hashing
    net::StaticFiles& pages;
    std::vector<std::string> origins;  // writes must come from one of these
    std::string openapi;
    std::string database;
    int log_id = 0;
    const SealingKeys& sealing_keys;
    const LogKeys& log_keys;
    tender::RetentionYears retention;
    std::uint64_t largest_bundle = 0;  // octets
    std::string monitor_feed = {};  // a file; empty: no monitor is configured
    const Witnessing* witnessing = nullptr;      // none is configured
    const Timestamping* timestamping = nullptr;  // the same
  };
  explicit Api(Parts parts);
  ~Api() override;

  void handle(net::HttpRequest&& request, net::Reply&& reply) override;

 private:
  enum class Who { anybody, signed_in, officer };
  using Handler = void (Api::*)(const CallPtr&);
  struct Route {
    std::string_view method;
    std::vector<std::string_view> path;  // "*" is a variable segment
    Who who;
    Handler handler;
  };
  static const std::vector<Route>& routes();
  bool admit_write(const CallPtr& call) const;

  // The database on a worker; a full queue or a lost database is told by name.
  void read(const CallPtr& call, std::function<void(pqxx::connection&)> job);
  void read(Workers& workers, const CallPtr& call, std::function<void(pqxx::connection&)> job);
  // A look at the desk's state; `then` runs when all it saw is durable.
  void look(const CallPtr& call, std::function<Desk::Then(const tender::Registry&, Micros)> question);
  void command(const CallPtr& call, tender::Command command, int status = 200);

  // public.cpp
  void get_time(const CallPtr& call);
  void get_openapi(const CallPtr& call);
  void search_tenders(const CallPtr& call);
  void get_tender(const CallPtr& call);
  void get_history(const CallPtr& call);
  void get_standings(const CallPtr& call);
  void send_published(const CallPtr& call, const std::string& tender);
  void send_reference(const CallPtr& call, const std::string& tender);

  // log.cpp
  void get_log(const CallPtr& call);
  void get_log_file(const CallPtr& call);
  std::optional<LogState::Inclusion> inclusion(std::uint64_t seq);
  std::string covering_note(std::uint64_t size);
  void send_timestamp(const CallPtr& call, std::string_view file);

  // officer.cpp
  void create_tender(const CallPtr& call);
  void get_draft(const CallPtr& call);
  void save_draft(const CallPtr& call);
  void preview_tender(const CallPtr& call);
  void copy_for_practice(const CallPtr& call);
  void publish_tender(const CallPtr& call);
  void amend_tender(const CallPtr& call);
  void schedule_auction(const CallPtr& call);
  void admit_bidder(const CallPtr& call);
  void award_tender(const CallPtr& call);
  void cancel_tender(const CallPtr& call);
  void pause_lot(const CallPtr& call);
  void resume_lot(const CallPtr& call);
  void extend_lot(const CallPtr& call);
  void cancel_lot(const CallPtr& call);
  void disqualify_bidder(const CallPtr& call);
  void find_businesses(const CallPtr& call);
  void rehearse(const CallPtr& call);
  void name_and_admit(const CallPtr& call, const tender::BusinessId& business, const std::string& name,
                      tender::Admit wanted, int draws);
  void with_sealing_keys(const CallPtr& call, const json::Value* document,
                         std::function<tender::Command(std::vector<tender::SealingKey>)> make);
  void submit_draft(const CallPtr& call, tender::SaveDraft draft, int status);

  // surrogate.cpp
  void upload_document(const CallPtr& call);
  void get_document(const CallPtr& call);
  void propose_bid(const CallPtr& call);
  void approve_bid(const CallPtr& call);
  void reject_bid(const CallPtr& call);
  // administrator.cpp
  void rotate_log_key(const CallPtr& call);
  void distrust_log_key(const CallPtr& call);
  void erase_entries(const CallPtr& call);
  void get_retention(const CallPtr& call);
  void get_retained(const CallPtr& call);
  // packages.cpp
  void get_packages(const CallPtr& call);
  void get_solution(const CallPtr& call);
  void solve_packages(const CallPtr& call);
  void compare_packages(const CallPtr& call);
  void cancel_solving(const CallPtr& call);
  // The job of a closed package lot under the scenario, for an officer of the tender (and, `others`, whoever sees as one).
  void with_job(const CallPtr& call, const std::string& scenario, std::function<void(Solving::JobPtr, bool awaits)> then);

  // people.cpp
  void sign_in(const CallPtr& call);
  void get_session(const CallPtr& call);
  void sign_out(const CallPtr& call);
  void register_key(const CallPtr& call);
  void get_keys(const CallPtr& call);
  void revoke_key(const CallPtr& call);
  void get_desk(const CallPtr& call);
  void apply_to_tender(const CallPtr& call);
  void get_my_bids(const CallPtr& call);

  // evidence.cpp
  void get_receipt(const CallPtr& call);
  void get_bundle(const CallPtr& call);
  // `documents`: of those that the asker may read the octets come along. Absent: none come.
  void send_bundle(const CallPtr& call, const std::string& tender, tender::Standpoint at, std::optional<std::set<std::string>> documents);

  // audit.cpp
  void get_disclosure(const CallPtr& call);
  void get_log_entries(const CallPtr& call);
  void get_tender_entries(const CallPtr& call);
  // The page of a tender's entries that was asked for, judged for whoever asks; `send` runs on a reader's thread.
  using PageSender = std::function<void(pqxx::connection&, const TenderPage&, const tender::Standpoint&)>;
  void with_page(const CallPtr& call, bool overseers_only, PageSender send);
  // overseeing.cpp
  void get_replay(const CallPtr& call);
  void get_access(const CallPtr& call);
  void get_watches(const CallPtr& call);
  void put_watch(const CallPtr& call);
  void delete_watch(const CallPtr& call);
  void get_alerts(const CallPtr& call);

  Parts parts_;
  EntryBundles entry_bundles_{std::size_t{64} << 20};
  std::unique_ptr<SignInGuard> guard_;
};

}  // namespace terang::server
