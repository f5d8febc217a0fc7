#include "server/net/mailbox.h"

#include "base/check.h"

namespace terang::net {

void Mailbox::wake_if_first() {
  if (commands_.size() == 1) wake_();
}

void Mailbox::push(Command command) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  commands_.push_back(std::move(command));
  wake_if_first();
}

bool Mailbox::publish(std::uint64_t topic, std::uint64_t slot, FramePtr frame) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  const auto [found, fresh] = publications_.try_emplace({topic, slot}, commands_.size());
  if (!fresh) {
    // Not replaced in its place: who subscribes in between must still get the newer one.
    std::get<ask::Publish>(commands_[found->second]).frame = nullptr;
    found->second = commands_.size();
  }
  commands_.emplace_back(ask::Publish{topic, slot, std::move(frame)});
  wake_if_first();
  return !fresh;
}

void Mailbox::take(std::vector<Command>& into) {
  TERANG_ASSERT(into.empty());
  const std::lock_guard lock(mutex_);
  commands_.swap(into);
  publications_.clear();
}

void Mailbox::close() {
  std::vector<Command> dropped;  // destroyed after the lock: what it holds may call back
  const std::lock_guard lock(mutex_);
  closed_ = true;
  commands_.swap(dropped);
  publications_.clear();
}

}  // namespace terang::net
