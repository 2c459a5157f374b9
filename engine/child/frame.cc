#include "engine/child/frame.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

namespace engine::child {
namespace {

constexpr std::size_t piece_bytes = 256U << 10;  // received at once; more than a socket holds

Broken broken_by(int error) {
  return error == EPIPE || error == ECONNRESET ? Broken::closed : Broken::failed;
}

timespec time_left(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::max(std::chrono::nanoseconds::zero(),
                             std::chrono::nanoseconds(deadline - std::chrono::steady_clock::now()));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
}

/// Waits for one of `events`; says which of them came.
Exchanged<short> wait_for(int socket, short events, Deadline deadline) {
  while (true) {
    pollfd waiting{.fd = socket, .events = events, .revents = 0};
    timespec left{};
    if (deadline) left = time_left(*deadline);
    const int ready = ::ppoll(&waiting, 1, deadline ? &left : nullptr, nullptr);
    if (ready > 0) return waiting.revents;
    if (ready == 0) return tl::unexpected(Broken::late);
    if (errno != EINTR) return tl::unexpected(Broken::failed);
  }
}

Exchanged<void> wait_for_room(int socket, Deadline deadline) {
  const auto came = wait_for(socket, POLLIN | POLLOUT | POLLRDHUP, deadline);
  if (!came) return tl::unexpected(came.error());
  if ((*came & (POLLHUP | POLLRDHUP | POLLERR)) != 0) return tl::unexpected(Broken::closed);
  if ((*came & POLLIN) != 0) return tl::unexpected(Broken::unasked);
  return {};
}

iovec part_of(std::string_view bytes) {
  return {.iov_base = const_cast<char*>(bytes.data()), .iov_len = bytes.size()};
}

/// What is left of `parts` when so many bytes of them are gone.
std::span<iovec> without(std::span<iovec> parts, std::size_t bytes) {
  while (!parts.empty() && bytes >= parts.front().iov_len) {
    bytes -= parts.front().iov_len;
    parts = parts.subspan(1);
  }
  if (!parts.empty()) {
    parts.front().iov_base = static_cast<char*>(parts.front().iov_base) + bytes;
    parts.front().iov_len -= bytes;
  }
  return parts;
}

Exchanged<void> receive_exactly(int socket, std::span<char> into, Deadline deadline) {
  while (!into.empty()) {
    const ssize_t got = ::recv(socket, into.data(), into.size(), MSG_DONTWAIT);
    if (got == 0) return tl::unexpected(Broken::closed);
    if (got > 0) {
      into = into.subspan(static_cast<std::size_t>(got));
    } else if (errno == EAGAIN) {
      const auto came = wait_for(socket, POLLIN, deadline);
      if (!came) return tl::unexpected(came.error());
    } else if (errno != EINTR) {
      return tl::unexpected(broken_by(errno));
    }
  }
  return {};
}

}  // namespace

std::string_view to_string(Broken broken) {
  switch (broken) {
    case Broken::closed:
      return "it closed the connection";
    case Broken::late:
      return "it did not answer in time";
    case Broken::oversized:
      return "it announced more than it may send";
    case Broken::unasked:
      return "it spoke without being asked";
    case Broken::failed:
      return "the connection failed";
  }
  return "the connection failed";
}

Exchanged<void> send_frame(int socket, std::string_view head, std::string_view body,
                           Deadline deadline) {
  std::array<char, sizeof(std::uint64_t)> length;
  const std::uint64_t bytes = head.size() + body.size();
  std::memcpy(length.data(), &bytes, sizeof bytes);
  std::array parts{part_of({length.data(), length.size()}), part_of(head), part_of(body)};
  for (std::span<iovec> left(parts); !left.empty();) {
    msghdr message{};
    message.msg_iov = left.data();
    message.msg_iovlen = left.size();
    const ssize_t sent = ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      left = without(left, static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (const auto room = wait_for_room(socket, deadline); !room) return room;
    } else if (errno != EINTR) {
      return tl::unexpected(broken_by(errno));
    }
  }
  return {};
}

Exchanged<std::string> receive_frame(int socket, std::uint64_t max_bytes, Deadline deadline) {
  std::uint64_t length = 0;
  std::array<char, sizeof length> head;
  if (const auto got = receive_exactly(socket, head, deadline); !got) {
    return tl::unexpected(got.error());
  }
  std::memcpy(&length, head.data(), sizeof length);
  if (length > max_bytes) return tl::unexpected(Broken::oversized);
  std::string frame;
  while (frame.size() < length) {
    const std::size_t filled = frame.size();
    const std::size_t more = std::max(piece_bytes, filled);
    frame.resize(filled + std::min<std::uint64_t>(more, length - filled));
    const auto got = receive_exactly(socket, std::span(frame).subspan(filled), deadline);
    if (!got) return tl::unexpected(got.error());
  }
  return frame;
}

bool is_listening(int socket) {
  pollfd asked{.fd = socket, .events = POLLIN | POLLRDHUP, .revents = 0};
  return ::poll(&asked, 1, 0) == 0;
}

}  // namespace engine::child
