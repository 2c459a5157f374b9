// A stream socket that never waits longer than it is told.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "engine/redis/address.h"

namespace engine::redis {

using Deadline = std::chrono::steady_clock::time_point;

/// A connected socket, or one that failed; closed when it goes. Writing to a peer that is gone
/// fails, without a signal.
class Socket {
 public:
  /// Connects, or gives up at the deadline: see connected().
  Socket(const Address& address, Deadline deadline);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool connected() const { return connected_; }

  /// How many of the bytes the system took, at once; nothing when the connection broke.
  std::optional<std::size_t> send(std::string_view bytes);
  /// How many bytes came, at once; nothing when the connection broke or the peer closed it.
  std::optional<std::size_t> receive(std::span<char> into);
  /// Waits until there is something to receive or, where asked for, room to send. False at the
  /// deadline.
  bool wait(bool to_send, Deadline deadline);

 private:
  int descriptor_ = -1;
  bool connected_ = false;
};

}  // namespace engine::redis
