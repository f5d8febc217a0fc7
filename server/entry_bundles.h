// Full entry bundles of the published log, the ones that were asked for last: they never change, and PostgreSQL needs half a
// millisecond to put one together. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace terang::server {

class EntryBundles {
 public:
  explicit EntryBundles(std::size_t most_octets) : most_octets_(most_octets) {}

  std::shared_ptr<const std::string> find(std::uint64_t index);  // null: not here
  // Lets go of those that were not asked for the longest. One that is larger than all the room is not kept.
  void keep(std::uint64_t index, std::shared_ptr<const std::string> bundle);
  std::size_t octets() const;

 private:
  using Kept = std::list<std::pair<std::uint64_t, std::shared_ptr<const std::string>>>;  // the last asked for first
  const std::size_t most_octets_;
  mutable std::mutex mutex_;
  Kept kept_;
  std::unordered_map<std::uint64_t, Kept::iterator> at_;
  std::size_t octets_ = 0;
};

}  // namespace terang::server
