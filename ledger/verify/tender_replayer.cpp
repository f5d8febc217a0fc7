#include "ledger/verify/tender_replayer.h"

#include "tender/registry.h"

namespace terang::ledger {
namespace {

class TenderReplayer final : public Replayer {
 public:
  explicit TenderReplayer(bool partial) : registry_(tender::Registry::Options{.partial = partial}) {}

  std::optional<Finding> apply(const EntryView& entry) override {
    const auto mismatch = registry_.replay({entry.seq, entry.time, entry.kind, entry.tender, entry.data});
    if (!mismatch) return std::nullopt;
    return Finding{entry.seq,       std::string(entry.tender), "replay_mismatch", "data" + mismatch->path,
                   mismatch->expected, mismatch->found};
  }
  void missing(const EntryView& entry) override {
    registry_.missing({entry.seq, entry.time, {}, entry.tender, {}});
  }

 private:
  tender::Registry registry_;
};

}  // namespace

std::unique_ptr<Replayer> make_tender_replayer(bool partial) { return std::make_unique<TenderReplayer>(partial); }

}  // namespace terang::ledger
