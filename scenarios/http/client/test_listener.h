// The requests of a test's server, as they come.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "harness/clock.h"

namespace scenarios::http {

/// Tells of each request that came. Requests are small, and each comes alone.
class Listener {
 public:
  explicit Listener(int listening) : listening_(listening), epoll_(::epoll_create1(0)) {
    watch(listening_);
  }

  /// `came(connection, request)`.
  template <class Came>
  void wait(harness::Duration most, const Came& came) {
    const timespec length{.tv_sec = most.count() / 1'000'000'000,
                          .tv_nsec = most.count() % 1'000'000'000};
    std::array<epoll_event, 256> events;
    const int count =
        ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &length, nullptr);
    for (int i = 0; i < count; ++i) {
      const int socket = events.at(static_cast<std::size_t>(i)).data.fd;
      if (socket == listening_) {
        accept_all();
      } else if (const std::string_view text = read(socket); !text.empty()) {
        came(socket, text);
      }
    }
  }

 private:
  void watch(int socket) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  }

  void accept_all() {
    int socket = 0;
    while ((socket = ::accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0) {
      const int on = 1;
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch(socket);
    }
  }

  /// Empty: it has gone, and is closed.
  std::string_view read(int socket) {
    const ssize_t got = ::recv(socket, block_.data(), block_.size(), 0);
    if (got <= 0) ::close(socket);
    return {block_.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  }

  const int listening_, epoll_;
  std::array<char, 16384> block_{};
};

}  // namespace scenarios::http
