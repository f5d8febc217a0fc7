// What the operator watches, in Prometheus' text format.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/time.h"

namespace terang::server {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  void bid_answered(std::string_view verdict, Micros took);  // from the frame's arrival to its answer
  void command_done(std::string_view kind, std::string_view verdict);
  void sealed_or_cover();  // bids that nobody may know of, and entries that hide how many they are
  void batch_written(std::size_t entries, Micros took);
  void journal_down(bool down);
  void log_size(std::uint64_t entries);
  void http_answered(unsigned status, Micros took);
  void sign_in(std::string_view outcome);
  void inbox_depth(std::size_t depth);
  void witness_answered(std::string_view witness, std::string_view answer);
  void clock_offset(Micros offset);
  void gauge(const std::string& name, const std::string& help, double value);  // transport counters

  std::string exposition() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace terang::server
