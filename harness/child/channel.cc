#include "harness/child/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace harness::child {
namespace {

constexpr std::chrono::milliseconds look{20};  // how often a stop request is looked for

Instant now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
}

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

Channel::Channel(int socket) : socket_(socket) {}

Channel::~Channel() {
  ::close(socket_);
}

Expected<Channel::Pair> Channel::make_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0) {
    return Pair{ends[0], ends[1]};
  }
  return failure("no socket: " + std::generic_category().message(errno));
}

Channel::Deadline::Deadline(const Limits& limits) : limits_(limits) {
  const Instant begun = now();
  end_ = limits.most < Instant::max() - begun ? begun + limits.most : Instant::max();
}

Channel::Heard<int> Channel::Deadline::wait_ms() const {
  if (limits_.stop.stop_requested()) return tl::unexpected(Silence::stopped);
  Duration wait = limits_.stop.stop_possible() ? Duration(look) : std::chrono::hours(1);
  if (end_ == Instant::max()) {
    if (!limits_.stop.stop_possible()) return -1;  // whoever waits so disturbs nobody
  } else {
    const Duration left = end_ - now();
    if (left <= Duration{}) return tl::unexpected(Silence::late);
    wait = std::min(wait, left);
  }
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(wait).count());
}

Channel::Heard<void> Channel::send(std::string_view text, const Limits& limits) {
  const auto frame = frame_of(text);
  if (!frame) return tl::unexpected(Silence::nonsense);
  const Deadline deadline(limits);
  const std::lock_guard lock(sending_);
  std::string_view left = *frame;
  while (!left.empty()) {
    const ssize_t sent = ::send(socket_, left.data(), left.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      left.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EPIPE || errno == ECONNRESET) return tl::unexpected(Silence::ended);
    if (!would_block(errno)) return tl::unexpected(Silence::broken);
    const auto wait = deadline.wait_ms();
    if (!wait) return tl::unexpected(wait.error());
    pollfd waiting{socket_, POLLOUT, 0};
    ::poll(&waiting, 1, *wait);
  }
  return {};
}

Channel::Heard<std::optional<std::string>> Channel::take() {
  std::array<char, 64 * 1024> block;
  while (true) {
    auto text = reader_.next();
    if (!text) return tl::unexpected(Silence::nonsense);
    if (*text) return std::move(*text);
    const ssize_t got = ::recv(socket_, block.data(), block.size(), MSG_DONTWAIT);
    if (got > 0) {
      reader_.add({block.data(), static_cast<std::size_t>(got)});
      continue;
    }
    if (got == 0 || errno == ECONNRESET) return tl::unexpected(Silence::ended);
    if (would_block(errno)) return std::optional<std::string>();
    return tl::unexpected(Silence::broken);
  }
}

Channel::Heard<Channel::Ready> Channel::wait(const Deadline& deadline, int beside) const {
  const auto wait = deadline.wait_ms();
  if (!wait) return tl::unexpected(wait.error());
  std::array<pollfd, 2> waiting{pollfd{socket_, POLLIN, 0}, pollfd{beside, POLLIN, 0}};
  const bool ready = ::poll(waiting.data(), waiting.size(), *wait) > 0;
  return Ready{.beside = ready && waiting[1].revents != 0};
}

}  // namespace harness::child
