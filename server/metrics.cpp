#include "server/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace terang::server {
namespace {

double seconds(Micros time) { return static_cast<double>(time) / static_cast<double>(kSecond); }

const prometheus::Histogram::BucketBoundaries kLatency{0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01,
                                                       0.02,   0.05,   0.1,   0.5,   1,     5};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& bids =
      prometheus::BuildCounter().Name("terang_bids_total").Help("Bids answered, by verdict").Register(registry);
  prometheus::Counter& accepted = bids.Add({{"verdict", "accepted"}});
  prometheus::Family<prometheus::Counter>& commands = prometheus::BuildCounter()
                                                          .Name("terang_commands_total")
                                                          .Help("Commands decided, by kind and verdict")
                                                          .Register(registry);
  prometheus::Counter& hushed = prometheus::BuildCounter()
                                    .Name("terang_sealed_or_cover_total")
                                    .Help("Sealed bids, and the entries that hide how many there are")
                                    .Register(registry)
                                    .Add({});
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("terang_http_responses_total").Help("HTTP answers, by status").Register(registry);
  prometheus::Family<prometheus::Counter>& sign_ins =
      prometheus::BuildCounter().Name("terang_sign_ins_total").Help("Sign-ins, by outcome").Register(registry);
  prometheus::Family<prometheus::Counter>& witness_answers = prometheus::BuildCounter()
                                                                .Name("terang_witness_answers_total")
                                                                .Help("What witnesses made of our checkpoints, by witness and answer")
                                                                .Register(registry);
  prometheus::Histogram& bid_seconds = prometheus::BuildHistogram()
                                           .Name("terang_bid_seconds")
                                           .Help("From a bid's frame to its durable answer")
                                           .Register(registry)
                                           .Add({}, kLatency);
  prometheus::Histogram& http_seconds = prometheus::BuildHistogram()
                                            .Name("terang_http_seconds")
                                            .Help("From a request to its answer")
                                            .Register(registry)
                                            .Add({}, kLatency);
  prometheus::Histogram& batch_seconds = prometheus::BuildHistogram()
                                             .Name("terang_journal_write_seconds")
                                             .Help("One group commit")
                                             .Register(registry)
                                             .Add({}, kLatency);
  prometheus::Histogram& batch_entries =
      prometheus::BuildHistogram()
          .Name("terang_journal_batch_entries")
          .Help("Entries in one group commit")
          .Register(registry)
          .Add({}, prometheus::Histogram::BucketBoundaries{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000});
  prometheus::Gauge& down =
      prometheus::BuildGauge().Name("terang_journal_down").Help("1 while the ledger can't be written").Register(registry).Add({});
  prometheus::Gauge& size =
      prometheus::BuildGauge().Name("terang_log_entries").Help("Durable ledger entries").Register(registry).Add({});
  prometheus::Gauge& inbox =
      prometheus::BuildGauge().Name("terang_desk_inbox").Help("Commands waiting for the desk").Register(registry).Add({});
  prometheus::Gauge& offset = prometheus::BuildGauge()
                                  .Name("terang_clock_offset_seconds")
                                  .Help("System clock minus the desk's clock")
                                  .Register(registry)
                                  .Add({});
  std::mutex mutex;
  std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges;
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::bid_answered(std::string_view verdict, Micros took) {
  // Nearly all are accepted: theirs is found without building and hashing a label.
  if (verdict == "accepted") families_->accepted.Increment();
  else families_->bids.Add({{"verdict", std::string(verdict)}}).Increment();
  families_->bid_seconds.Observe(seconds(took));
}
void Metrics::command_done(std::string_view kind, std::string_view verdict) {
  families_->commands.Add({{"kind", std::string(kind)}, {"verdict", std::string(verdict)}}).Increment();
}
void Metrics::sealed_or_cover() { families_->hushed.Increment(); }
void Metrics::batch_written(std::size_t entries, Micros took) {
  families_->batch_entries.Observe(static_cast<double>(entries));
  families_->batch_seconds.Observe(seconds(took));
}
void Metrics::journal_down(bool down) { families_->down.Set(down ? 1 : 0); }
void Metrics::log_size(std::uint64_t entries) { families_->size.Set(static_cast<double>(entries)); }
void Metrics::http_answered(unsigned status, Micros took) {
  families_->requests.Add({{"status", std::to_string(status)}}).Increment();
  families_->http_seconds.Observe(seconds(took));
}
void Metrics::sign_in(std::string_view outcome) {
  families_->sign_ins.Add({{"outcome", std::string(outcome)}}).Increment();
}
void Metrics::witness_answered(std::string_view witness, std::string_view answer) {
  families_->witness_answers.Add({{"answer", std::string(answer)}, {"witness", std::string(witness)}}).Increment();
}

void Metrics::inbox_depth(std::size_t depth) { families_->inbox.Set(static_cast<double>(depth)); }
void Metrics::clock_offset(Micros offset) { families_->offset.Set(seconds(offset)); }

void Metrics::gauge(const std::string& name, const std::string& help, double value) {
  const std::lock_guard lock(families_->mutex);
  auto& family = families_->gauges[name];
  if (!family) family = &prometheus::BuildGauge().Name(name).Help(help).Register(families_->registry);
  family->Add({}).Set(value);
}

std::string Metrics::exposition() const {
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace terang::server
