// A thread with its connections.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/inference/server/connection.h"

namespace engine::inference::server {

/// Reads and writes for its connections, and never waits for one. Thread-safe.
class IoThread {
 public:
  explicit IoThread(Shared& shared);
  /// Stops.
  ~IoThread();
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;

  boost::asio::io_context& context() { return context_; }

  /// Begins to work.
  void start();
  /// Takes a connection over, or turns it away.
  void add(Connection::Socket socket, bool has_room);
  /// Closes those that carry no request; the others close behind their answers.
  void drain();
  /// Closes all, and ends the thread. Not for two threads at once.
  void stop();

 private:
  void tick();
  void remove(Connection& connection);
  void put_mail(std::shared_ptr<Connection> connection);
  void take_mail();

  boost::asio::io_context context_{1};
  boost::asio::steady_timer timer_{context_};
  std::array<char, std::size_t{64} << 10> buffer_;
  Thread common_;
  std::vector<std::shared_ptr<Connection>> connections_;

  std::mutex mail_mutex_;
  std::vector<std::shared_ptr<Connection>> mail_, opened_;  // who has some; opened_: the thread's

  std::thread thread_;
};

}  // namespace engine::inference::server
