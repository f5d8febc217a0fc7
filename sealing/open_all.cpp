#include "sealing/open_all.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace terang::sealing {

std::vector<Result<std::string, Defect>> open_all(const PrivateKey& server, std::span<const ToOpen> list, unsigned threads) {
  std::vector<Result<std::string, Defect>> opened(list.size(), Result<std::string, Defect>(Defect::envelope_missing));
  std::atomic<std::size_t> next{0};
  constexpr std::size_t kStep = 16;
  const auto work = [&] {
    for (std::size_t from; (from = next.fetch_add(kStep)) < list.size();)
      for (std::size_t i = from; i < std::min(from + kStep, list.size()); ++i)
        if (!list[i].envelope.empty()) opened[i] = open(server, list[i].context, list[i].commitments, list[i].envelope);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads && i * kStep < list.size(); ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return opened;
}

}  // namespace terang::sealing
