#include "engine/redis/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace engine::redis {
namespace {

/// poll() of one descriptor until then, whatever interrupts it.
bool poll_until(int descriptor, short events, Deadline deadline) {
  using std::chrono::milliseconds;
  while (true) {
    const auto left =
        std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;  // even if there is something: a peer may send without end
    pollfd asked{.fd = descriptor, .events = events, .revents = 0};
    const int ready = ::poll(&asked, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool is_for_later() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

Socket::Socket(const Address& address, Deadline deadline)
    : descriptor_(
          ::socket(address.socket.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) return;
  const auto* const to = reinterpret_cast<const sockaddr*>(&address.socket);
  connected_ = ::connect(descriptor_, to, address.bytes) == 0;
  // A Unix socket whose backlog is full says EAGAIN, and will never tell when there is room.
  if (!connected_ && errno == EINPROGRESS && poll_until(descriptor_, POLLOUT, deadline)) {
    int error = 0;
    socklen_t bytes = sizeof error;
    connected_ = ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &bytes) == 0 && error == 0;
  }
  if (connected_ && address.socket.ss_family != AF_UNIX) {
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::size_t> Socket::send(std::string_view bytes) {
  const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  return is_for_later() ? std::optional<std::size_t>(0) : std::nullopt;
}

std::optional<std::size_t> Socket::receive(std::span<char> into) {
  const ssize_t came = ::recv(descriptor_, into.data(), into.size(), 0);
  if (came > 0) return static_cast<std::size_t>(came);
  if (came == 0) return std::nullopt;
  return is_for_later() ? std::optional<std::size_t>(0) : std::nullopt;
}

bool Socket::wait(bool to_send, Deadline deadline) {
  const int events = to_send ? POLLIN | POLLOUT : POLLIN;
  return poll_until(descriptor_, static_cast<short>(events), deadline);
}

}  // namespace engine::redis
