#include "sealing/open_all.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "sealing/kdf.h"

namespace terang::sealing {
namespace {

using Opened = Result<std::string, Defect>;

void open_some(const PrivateKey& server, std::size_t from, std::size_t to, const std::function<ToOpen(std::size_t)>& of,
               std::vector<Opened>& opened) {
  std::vector<Checked> checked;
  std::vector<std::size_t> numbers;
  std::vector<std::string_view> points;
  for (std::size_t i = from; i < to; ++i) {
    const ToOpen one = of(i);
    if (one.envelope.empty()) continue;
    auto good = check(one.context, one.commitments, one.envelope);
    if (!good) {
      opened[i] = good.error();
      continue;
    }
    points.push_back(good->envelope.server.enc);
    checked.push_back(std::move(good).value());
    numbers.push_back(i);
  }
  auto agreed = server.agree_each(points);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    opened[numbers[i]] = open_agreed(agreed[i], server.point(), checked[i]);
    if (agreed[i]) wipe(agreed[i].value());
  }
}

}  // namespace

std::vector<Opened> open_all(const PrivateKey& server, std::size_t count, const std::function<ToOpen(std::size_t)>& of, unsigned threads) {
  std::vector<Opened> opened(count, Opened(Defect::envelope_missing));
  std::atomic<std::size_t> next{0};
  constexpr std::size_t kStep = 32;
  const auto work = [&] {
    for (std::size_t from; (from = next.fetch_add(kStep)) < count;) open_some(server, from, std::min(from + kStep, count), of, opened);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads && i * kStep < count; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return opened;
}

}  // namespace terang::sealing
