#include "scenarios/http/client/test_server.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <string_view>
#include <vector>

#include "scenarios/http/client/open_files.h"
#include "scenarios/http/client/test_listener.h"

namespace scenarios::http {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view short_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

void answer(int connection) {
  static_cast<void>(
      !::send(connection, short_answer.data(), short_answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

}  // namespace

int listen_somewhere(std::uint16_t& port) {
  const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int on = 1;
  ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const bytes = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening, bytes, size) != 0 || ::listen(listening, 16'384) != 0 ||
      ::getsockname(listening, bytes, &size) != 0) {
    std::abort();
  }
  port = ntohs(address.sin_port);
  return listening;
}

void serve_at(std::uint16_t port) {
  serve_queue(listen_somewhere(port),
              {.service = [](std::uint64_t) { return harness::Duration{}; }});
}

TestServer::TestServer(const std::function<void(int listening)>& serve) {
  const int listening = listen_somewhere(port_);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    serve(listening);
    ::_exit(0);
  }
  ::close(listening);
}

TestServer::~TestServer() {
  kill();
}

void TestServer::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void serve_queue(int listening, const QueueLaw& law) {
  struct Due {
    steady_clock::time_point at;
    int connection;
  };
  Listener listener(listening);
  std::deque<Due> queue;
  steady_clock::time_point free_at, stall_at = steady_clock::time_point::max();
  std::uint64_t served = 0;
  while (true) {
    const auto until =
        queue.empty() ? steady_clock::now() + std::chrono::milliseconds(10) : queue.front().at;
    const auto left = std::max<harness::Duration>(until - steady_clock::now(), {});
    listener.wait(left, [&](int connection, std::string_view) {
      const auto now = steady_clock::now();
      if (served == 0 && law.stall > harness::Duration{}) stall_at = now + law.after;
      free_at = std::max(now, free_at) + law.service(served++);
      queue.push_back({free_at, connection});
    });
    if (steady_clock::now() >= stall_at) {
      timespec length{.tv_sec = law.stall.count() / 1'000'000'000,
                      .tv_nsec = law.stall.count() % 1'000'000'000};
      ::nanosleep(&length, nullptr);
      stall_at = steady_clock::time_point::max();
    }
    while (!queue.empty() && queue.front().at <= steady_clock::now()) {
      answer(queue.front().connection);
      queue.pop_front();
    }
  }
}

void serve_crowd(int listening, std::size_t crowd) {
  room_for_sockets();
  Listener listener(listening);
  std::vector<int> waiting;
  while (true) {
    listener.wait(std::chrono::seconds(1),
                  [&](int connection, std::string_view) { waiting.push_back(connection); });
    if (waiting.size() < crowd) continue;
    for (const int connection : waiting) answer(connection);
    waiting.clear();
  }
}

}  // namespace scenarios::http
