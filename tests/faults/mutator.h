// Alters a ledger's bundles at random, as whoever holds the file could, and as whoever holds the log's key could.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/faults/tamper_log.h"

namespace terang::tamper {

struct Altered {
  std::string how;   // of what kind, for people
  std::string base;  // the bundle as it was
  std::string text;  // and as it is now
  bool by_log = false;  // made with the log's own key: only what was kept of an earlier day tells
};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed);
  Altered next();

  std::string vkey() const;
  // Kept on an earlier day by somebody else: of the whole log as it was.
  const std::string& held() const { return held_; }
  // A change of the rules, published by the log's own key: nothing but deciding again tells.
  std::string other_rules_by_log();
  // Unaltered, of the log's first entries.
  std::string bundle(Log::Form form, std::uint64_t size) { return log_.bundle(form, key_, size); }
  std::string note(std::uint64_t size) const { return log_.note(size, key_); }

 private:
  std::uint64_t pick(std::uint64_t below) { return random_() % below; }
  Altered of_octets();
  Altered of_lines();
  Altered of_members();
  Altered of_documents();
  Altered of_signatures();
  Altered of_history();
  Log changed(std::string& how);
  Log::Form any_form(Altered& altered);

  std::mt19937_64 random_;
  const ledger::SigningKey key_ = ledger::SigningKey::generate(), other_ = ledger::SigningKey::generate();
  const std::vector<Told> told_;
  Log log_;
  std::vector<std::string> bases_;
  std::string held_;
};

}  // namespace terang::tamper
