// Servers that tests talk to, in processes of their own.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

#include "harness/clock.h"

namespace scenarios::http {

/// A process that listens on a port of this machine until this ends. Made before any thread is.
class TestServer {
 public:
  /// `serve` gets the listening socket; what it returns from, ends.
  explicit TestServer(const std::function<void(int listening)>& serve);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  /// Ends it at once.
  void kill();

 private:
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
};

/// A socket that listens at that port of this machine; 0: at a free one, which is told.
int listen_somewhere(std::uint16_t& port);

/// Answers at that port until the process is killed.
void serve_at(std::uint16_t port);

/// One request after the other, in the order in which they come, for as long as `service` says of
/// the k-th. With stall: nothing at all is done for so long, `after` the first request.
struct QueueLaw {
  std::function<harness::Duration(std::uint64_t k)> service;
  harness::Duration after{}, stall{};
};
void serve_queue(int listening, const QueueLaw& law);

/// Does what the path of each request asks for: see bad_server.cc.
void serve_badly(int listening);

/// Answers nobody until so many requests have come, and then all.
void serve_crowd(int listening, std::size_t crowd);

}  // namespace scenarios::http
