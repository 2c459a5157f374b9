#include "scenarios/http/client/reach.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <thread>

namespace scenarios::http {
namespace {

using std::chrono::steady_clock;

constexpr auto look_again = std::chrono::milliseconds(20);

/// A connection that is made step by step until it stands.
class Trial {
 public:
  Trial(const Address& address, const Reach& reach)
      : reach_(reach),
        end_(steady_clock::now() + reach.patience),
        socket_(begin_to_connect(address)) {}
  ~Trial() {
    session_.close();
    if (socket_ >= 0) ::close(socket_);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  /// Why it does not come to be; nothing: it did.
  std::optional<Ending> run() {
    if (socket_ < 0) return socket_failure(-socket_);
    if (!wait(POLLOUT)) return failed("timed out", "while connecting");
    if (const int error = connected(socket_); error != 0) return socket_failure(error);
    if (reach_.tls == nullptr) return std::nullopt;
    session_ = reach_.tls->open(socket_);
    if (!session_.is_open()) return failed("TLS: no memory");
    while (true) {
      const Moved done = session_.shake_hands();
      if (done.state == Moved::State::moved) return std::nullopt;
      if (done.state == Moved::State::ended) return failed("closed early", "within TLS");
      if (done.state == Moved::State::failed) return session_.complaint();
      const short events = done.state == Moved::State::to_read ? POLLIN : POLLOUT;
      if (!wait(events)) return failed("timed out", "within the handshake of TLS");
    }
  }

 private:
  /// False: there is no more time for it.
  bool wait(short events) {
    while (!reach_.stop.stop_requested()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - steady_clock::now());
      if (left.count() <= 0) return false;
      pollfd asked{.fd = socket_, .events = events, .revents = 0};
      constexpr std::int64_t longest_ms = 100;
      if (::poll(&asked, 1, static_cast<int>(std::min(left.count(), longest_ms))) > 0) return true;
    }
    return false;
  }

  const Reach& reach_;
  const steady_clock::time_point end_;
  const int socket_;
  TlsSession session_;
};

}  // namespace

harness::Expected<Address> reach(const Reach& reach) {
  std::string why = "it has no address";
  for (const Address& address : reach.addresses) {
    const std::optional<Ending> failed = Trial(address, reach).run();
    if (!failed) return address;
    why = fmt::format("{}: {}", text_of(address), failed->reason);
    if (!failed->example.empty()) why += fmt::format(" ({})", failed->example);
  }
  return harness::failure(
      fmt::format("no server answers at {}: {}", reach.endpoint.authority, why));
}

harness::Expected<Address> wait_for(StartedServer& server, harness::Duration ready,
                                    const Reach& reach) {
  const auto end = steady_clock::now() + ready;
  while (true) {
    // A server that has to be waited for speaks TLS badly only once.
    const Reach plain{reach.endpoint, reach.addresses, nullptr, reach.patience, reach.stop};
    const bool listens = http::reach(plain).has_value();
    if (server.has_ended()) {
      return harness::failure("the server's command has to stay as long as it is measured; it " +
                              server.how_it_ended());
    }
    if (listens) return http::reach(reach);
    if (reach.stop.stop_requested()) return harness::failure("stopped");
    if (steady_clock::now() >= end) break;
    std::this_thread::sleep_for(look_again);
  }
  const std::string words = server.last_words();
  return harness::failure(
      fmt::format("the server was started and does not answer at {} within {} s{}",
                  reach.endpoint.authority, std::chrono::duration<double>(ready).count(),
                  words.empty() ? "" : "; its last words: " + words));
}

}  // namespace scenarios::http
