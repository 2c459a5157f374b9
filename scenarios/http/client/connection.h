// One connection to the server, as a machine of states.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "scenarios/http/client/address.h"
#include "scenarios/http/client/answer_reader.h"
#include "scenarios/http/client/exchange.h"
#include "scenarios/http/client/tls.h"

namespace scenarios::http {

/// What all connections of a thread work with.
struct ClientWork {
  harness::Clock& clock;
  const MessageSource& source;
  const Address& address;
  const Tls* tls;            // null: none
  std::span<char> buffer;    // into which all of them read
  std::string message = {};  // in which all of them write requests
  std::uint64_t bytes_sent = 0, bytes_received = 0;
};

/// A socket that carries one request at a time. It says what it waits for, and never waits. Not
/// movable: its address stands in the thread's epoll.
class Connection {
 public:
  /// Reads answers to what the source asks.
  explicit Connection(const MessageSource& source) : reader_(source.make_reader()) {}

  /// What is to happen next: wait until it can be read, or written too; its request has ended and
  /// another may follow, or the connection is of no use any more; it was closed before a byte of an
  /// answer came, as happens to those that were kept for too long.
  enum class Next : std::uint8_t { to_read, to_write, ended_open, ended_closed, closed_idle };

  /// Begins to connect. Returns an errno, or 0: then it waits to be written. Precondition: closed.
  int open(const ClientWork& work);
  void close();
  bool is_open() const { return socket_ >= 0; }
  int socket() const { return socket_; }

  /// From now on it carries that request. Precondition: open, and carries none.
  void take(Exchange& exchange) { exchange_ = &exchange; }
  Exchange* exchange() const { return exchange_; }
  void let_go() { exchange_ = nullptr; }
  /// Writes the request that it carries. Precondition: connected.
  Next send(ClientWork& work);

  /// The socket can be read or written.
  Next proceed(ClientWork& work);

  /// How its request ended, and when. After ended_open, ended_closed.
  const Ending& ending() const { return ending_; }
  harness::Instant ended() const { return ended_; }

  /// For people, of one whose answer does not come.
  std::string how_far() const;

  std::size_t place_among_idle = 0;  // the owner's
  bool waits_to_write = false;       // what its epoll was told

 private:
  enum class State : std::uint8_t { connecting, shaking_hands, idle, sending, answering };

  Next shake_hands(ClientWork& work);
  Next ready(ClientWork& work);
  Next write_more(ClientWork& work, std::string_view bytes);
  Next receive(ClientWork& work);
  Next receive_once(ClientWork& work);
  Next receive_idle(ClientWork& work);
  Next stopped(ClientWork& work, const Moved& how);
  Next fail(ClientWork& work, Ending ending);
  void take_ending(harness::Instant now);
  Moved read(std::span<char> into);
  Moved write(std::string_view bytes);

  int socket_ = -1;
  State state_ = State::connecting;
  bool used_ = false;  // has carried a request to its end
  TlsSession tls_;
  Exchange* exchange_ = nullptr;
  AnswerReader reader_;
  std::string unsent_;
  std::size_t sent_ = 0;  // of the bytes unsent
  Ending ending_;
  harness::Instant ended_;
};

}  // namespace scenarios::http
