// One client's connection.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/inference/server/exchange.h"

namespace engine::inference::server {

class Connection;

/// What the connections of a thread work with.
struct Thread {
  Shared& shared;
  std::span<char> buffer;                                     // into which all of them read
  Outgoing outgoing;                                          // in which all of them write
  std::function<void(Connection&)> closed;                    // lets go of it
  std::function<void(std::shared_ptr<Connection>)> has_mail;  // from any thread
};

/// Reads requests, one after the other, and sends what is answered. It keeps no buffer while
/// nothing is under way. Of one thread, but for deliver().
class Connection final : public Postman, public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  /// The socket is open, and does not block.
  Connection(Thread& thread, Socket socket) : thread_(thread), socket_(std::move(socket)) {}

  void start();
  /// Says that there is no room, and closes.
  void turn_away();
  void deliver() override { thread_.has_mail(shared_from_this()); }
  /// There may be more to send.
  void look_into_inbox();
  /// To be called now and then: closes it where its client is too slow, or idle for too long.
  void check(Time now);
  /// Closes it, at once where no request is under way, else behind the answer.
  void drain();
  void close();

  std::size_t place = 0;  // among the thread's; the owner's

 private:
  enum class State : std::uint8_t { reads, answers, lingers, closed };

  /// Does it, and closes where that throws, for want of memory say.
  template <class Function>
  void guarded(Function function) {
    try {
      function();
    } catch (...) {
      close();
    }
  }
  bool may_read() const;
  void wait_to_read();
  void can_read();
  bool read_once();
  void take(std::string_view bytes);
  std::string_view take_requests(std::string_view bytes);
  void take_unread();
  void proceed();
  void answer(HttpRequest request);
  void refuse(unsigned status, std::string_view message);
  void pump();
  void send_all();
  void send(std::string_view bytes);
  bool write_some(std::string_view& bytes);
  void wait_to_write();
  void can_write();
  void ended(Exchange::Next next);
  void gone();

  Thread& thread_;
  Socket socket_;
  State state_ = State::reads;
  bool waits_to_read_ = false, waits_to_write_ = false;
  std::unique_ptr<RequestReader> reader_;  // of a request that has begun
  std::string unread_;                     // what came and was not taken yet
  std::string unsent_;
  std::unique_ptr<Exchange> exchange_;
  std::optional<Exchange::Next> then_;  // once all is sent
  std::size_t lingered_ = 0;            // bytes that came too late
  Time since_;  // it is in its state, has read a request's first byte, or can't send
};

}  // namespace engine::inference::server
