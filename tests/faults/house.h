// A world served by the real program in a process of its own, and the other programs run on its database.
#pragma once

#include <map>
#include <memory>

#include "tests/faults/process.h"
#include "tests/server/fixture.h"

namespace terang::faults {

using net::test::milliseconds;
using server::test::LiveLine;
using server::test::Person;
using server::test::Reply;
using server::test::World;

class House : public World {
 public:
  explicit House(World::Postgres which = World::Postgres::shared);
  explicit House(terang::test::PrivatePostgres::Options own);

  // Starts `terang serve` and waits until it serves; on the port it had, when it had one.
  void serve(const Words& environment = {});
  // Starts it where it should refuse: how it ended.
  Finished serve_and_be_refused();
  void kill();       // SIGKILL
  int terminate();   // SIGTERM; its exit code

  Finished terang(const Words& words, const std::string& input = {}, const Words& environment = {}) const;
  Finished verify(const Words& words) const;  // terang-verify
  Finished verify_database() const { return verify({"--db", config.database}); }
  // `terang replay` and `terang-verify --db` both find that everything holds.
  void expect_whole_log() const;

  // An officer, a tender of one lot that is live, and so many bidders with keys. The server must run.
  void people(int bidders);
  std::string live_tender(Micros lasts, const json::Value& more_rules = {});
  json::Value lot_view(const std::string& tender, const Person* who = nullptr);
  std::string ends_at(const std::string& tender) { return std::string(lot_view(tender).text("ends_at")); }
  std::string phase(const std::string& tender) { return std::string(lot_view(tender).text("phase")); }
  // Of all entries: they are signed once a second.
  void wait_for_checkpoint() const;
  double metric(const std::string& name) const;

  std::string database_name() const;

  // As superuser, past what protects the ledger from the platform itself.
  void alter_ledger(const std::string& statement) const;

  struct Stored {
    std::string bid, verdict, amount;
    Micros time = 0;
  };
  std::map<std::int64_t, Stored> stored_bids() const;  // by seq
  std::vector<Micros> stored_times() const;            // of all entries, in order

  std::map<std::string, int> retention;  // years by kind, other than the rules say
  std::unique_ptr<Process> server;
  Person officer;
  std::vector<Person> bidders;

 private:
  void write_config();
  std::uint16_t health_port_ = 0;
};

}  // namespace terang::faults
