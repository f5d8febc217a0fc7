// The desk: the one thread that owns all state of the log. Commands come in by a bounded inbox; each is stamped,
// decided by the pure core, linked into the chain and handed to the journal; its answer and the views that show it
// leave when its entry is durable.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "ledger/chain.h"
#include "server/desk_clock.h"
#include "server/journal_writer.h"
#include "server/log_state.h"
#include "server/opener.h"
#include "server/published.h"
#include "server/signature.h"
#include "tender/packages.h"
#include "tender/registry.h"

namespace terang::server {

class Metrics;
class OwnLines;

// What a command is answered with, once it is durable.
struct Answer {
  std::string_view verdict;              // a stable name
  std::optional<std::uint64_t> seq;      // of its entry
  Micros at = 0;                         // when it was decided
  json::Value detail;
  std::optional<tender::BidAnswer> bid;  // of PlaceBid
  bool silent = false;                   // counted with the covers alone
};

// Verdicts of the desk itself, before the core is asked.
inline constexpr std::string_view kPlatformBusy = "platform_busy";
inline constexpr std::string_view kPlatformUnavailable = "platform_unavailable";
inline constexpr std::string_view kRestarting = "restarting";

struct DeskOptions {
  std::size_t inbox = 32'768;           // commands and questions that may wait
  std::size_t unwritten = 65'536;       // entries that may wait for the journal
  Micros stall_after = 2 * kSecond;     // one write under way for longer: the platform takes no bids
  Micros view_interval = kSecond / 10;  // a tender's views leave at most this often
  Micros cover_mean = 20 * kSecond;     // between entries that say nothing, while bids are sealed; 0: there are none
};

class Desk {
 public:
  using Answered = std::function<void(const Answer&)>;
  // A look at the state: runs on the desk; what it returns runs when all that it may have seen is durable.
  using Then = std::function<void()>;
  using Question = std::function<Then(const tender::Registry&, Micros now)>;

  struct Parts {
    ledger::Journal& journal;
    LogState& log;
    KeyDirectory& keys;
    Published& published;
    Metrics& metrics;
    net::Hub& hub;
    // Called once, from any thread, when this process can never write again.
    std::function<void(const std::string& why)> fatal;
    // Told when the ledger can't be written, and when it can again; on the desk's thread.
    std::function<void(Micros since, std::optional<Micros> over)> outage;
    int log_id = 0;
    const SealingKeys& sealing_keys;
    std::string database;  // where envelopes are read for their opening
    // A package lot awaits its solution, and everybody may know. On the desk's thread; again with each entry of its tender.
    std::function<void(std::shared_ptr<const tender::PackageJob>)> solve = {};
  };

  Desk(Parts parts, ledger::Chain chain, tender::Registry registry, DeskOptions options = {});
  ~Desk();

  // `alive`: when the process before this one last said that it could take commands.
  void start(std::optional<Micros> alive);
  // No new commands; what is decided is written and answered, for at most `patience`. True when all of it was.
  bool stop(Micros patience);

  // Any thread. `answered` runs once, on the caller's, the desk's or the journal's thread.
  void submit(tender::Command command, Answered answered);
  // False, and nothing runs, when the inbox is full, the ledger can't be written or the desk is stopping.
  [[nodiscard]] bool ask(Question question);

  // Follow a tender: sends its views and keeps sending. `business` empty: as everybody. `missing` runs where there is
  // no such tender to be seen.
  void watch(net::PeerPtr peer, tender::Actor actor, tender::TenderId tender, std::optional<std::uint64_t> since,
             std::function<void()> missing);
  void unwatch(std::uint64_t peer, std::optional<tender::TenderId> tender);  // no tender: all
  void unwatch_topics(const net::PeerPtr& peer, const tender::TenderId& tender);  // and its public and officers' views

  bool taking() const { return state_.load() == State::up; }
  std::optional<Micros> down_since() const;  // any thread
  Micros clock_reading() const;              // the desk's time for people to set their countdowns by; any thread
  bool ready() const { return taking() && started_.load(); }

 private:
  enum class State { up, down, stopping };
  struct Submitted {
    tender::Command command;
    Answered answered;
  };
  struct Watch {
    net::PeerPtr peer;
    tender::Actor actor;
    tender::TenderId tender;
    std::optional<std::uint64_t> since;
    std::function<void()> missing;
  };
  struct Unwatch {
    std::uint64_t peer;
    std::optional<tender::TenderId> tender;
    net::PeerPtr still_here;  // also leaves the topics
  };
  struct Unsealed {
    Opener::Job job;
    tender::OpenSealed command;
    std::string_view problem;
  };
  struct Durable {
    std::uint64_t size;
    std::vector<std::function<void()>> answers;  // to bids, where the journal's thread has not given them
  };
  struct Down {
    bool down;
    std::string why;
  };
  using Item = std::variant<Submitted, Question, Watch, Unwatch, Unsealed>;
  using Report = std::variant<Durable, Down>;
  struct Release {
    std::uint64_t size;  // runs when that many entries are durable
    Then then;
  };
  struct TenderViews {
    Topics topics;
    bool tender_dirty = false;
    std::vector<std::string> dirty_lots;
    Micros captured_at = 0;
    std::uint64_t told = 0;  // entries below this have been told as points
    bool listed = false;  // in dirty_
  };

  bool push(Item&& item);  // false: it was not taken, and is as it was
  void run();
  Micros wake_at(Micros now) const;
  void handle(Report& report);
  void handle(Item& item);
  std::string_view execute(const tender::Command& command, Answered answered);  // the verdict
  void keep_envelopes(const tender::Command& command, const std::vector<tender::LotId>& hushed, const tender::Decision& decision);
  void keys_changed(const tender::Command& command, const LogState::Keys& log_keys);
  void have_solved(const tender::TenderId& tender);
  void run_due(Micros now);
  void record_outage(Micros from, Micros now);
  void release(Then then);
  void go_down(Micros now, const std::string& why);
  void come_up(Micros now);
  void look_for_stall(Micros now);
  void keep_alive(Micros now);
  void say_checkpoint(Micros now);

  // desk_sealing.cpp
  std::string_view envelope_problem(const tender::PlaceOffer& offer) const;
  void follow_sealed(const tender::TenderId& tender, Micros now);
  void begin_opening(const tender::TenderId& tender, const tender::LotId& lot);
  void handle_opened(Unsealed& unsealed);
  void run_sealed(Micros now);
  Micros sealed_wake(Micros at) const;

  // desk_views.cpp
  TenderViews& views_of(const std::string& tender);
  void touch(const tender::Decision& decision);
  void touch_lot(const tender::TenderId& tender, const tender::LotId& lot);
  void tell_bidder(const tender::Decision& decision, Micros now);
  void capture_due(Micros now);
  void capture(const std::string& tender, TenderViews& views, Micros now);
  void begin_watch(Watch& watch);
  void say_presence(const std::string& tender);
  void publish_all(Micros now);

  Parts parts_;
  const DeskOptions options_;
  ledger::Chain chain_;
  tender::Registry registry_;
  DeskClock clock_;
  std::uint64_t durable_;
  std::deque<Release> releases_;
  std::unordered_map<std::string, TenderViews> views_;
  std::vector<std::string> dirty_;
  std::uint64_t next_topic_ = 1, next_slot_ = 1;
  std::unique_ptr<OwnLines> own_;
  std::atomic<Micros> down_at_{0};  // 0: not down
  Micros alive_at_ = 0, checkpoint_at_ = 0;
  std::uint64_t checkpoint_size_ = 0;
  bool journal_down_ = false;
  using LotOfTender = std::pair<tender::TenderId, tender::LotId>;
  std::map<std::string, Micros> covers_;       // by tender: when the next one is due
  std::set<LotOfTender> opening_;              // being opened
  std::map<LotOfTender, Micros> open_again_;   // could not be, and when to try again

  std::atomic<State> state_{State::up};
  std::atomic<bool> started_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> inbox_;
  std::vector<Report> reports_;
  std::uint64_t reported_ = 0;              // batches, by the journal's thread
  std::atomic<std::uint64_t> followed_{0};  // of these, that the desk has seen
  bool ending_ = false;
  std::thread thread_;
  std::unique_ptr<JournalWriter> writer_;
  std::unique_ptr<Opener> opener_;
};

}  // namespace terang::server
