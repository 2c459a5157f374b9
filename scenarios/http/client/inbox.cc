#include "scenarios/http/client/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace scenarios::http {

Inbox::Inbox() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "no eventfd");
  waiting_.reserve(usual);
}

Inbox::~Inbox() {
  ::close(descriptor_);
}

void Inbox::wake() {
  if (!asleep_.exchange(false)) return;
  const std::uint64_t one = 1;
  static_cast<void>(!::write(descriptor_, &one, sizeof one));
}

void Inbox::look_up() {
  std::uint64_t count = 0;
  static_cast<void>(!::read(descriptor_, &count, sizeof count));
}

void Inbox::take(std::vector<Submitted>& taken) {
  taken.clear();
  if (size() == 0) return;
  const std::lock_guard lock(mutex_);
  waiting_.swap(taken);
  size_.store(0);
}

}  // namespace scenarios::http
