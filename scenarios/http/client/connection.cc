#include "scenarios/http/client/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace scenarios::http {
namespace {

/// A request's bytes that wait to be written keep no more memory than this behind.
constexpr std::size_t most_kept = std::size_t{64} << 10;

bool is_broken_pipe(int error) {
  return error == EPIPE || error == ECONNRESET;
}

Moved moved(ssize_t result, Moved::State otherwise) {
  if (result > 0) return {.bytes = static_cast<std::size_t>(result)};
  if (result == 0) return {.state = Moved::State::ended};
  if (errno == EAGAIN || errno == EINTR) return {.state = otherwise};
  return {.state = Moved::State::failed, .error = errno};
}

}  // namespace

int Connection::open(const ClientWork& work) {
  const int socket = begin_to_connect(work.address);
  if (socket < 0) return -socket;
  socket_ = socket;
  state_ = State::connecting;
  used_ = false;
  return 0;
}

void Connection::close() {
  if (socket_ < 0) return;
  tls_.close();
  ::close(socket_);
  socket_ = -1;
  exchange_ = nullptr;
  unsent_.clear();
  if (unsent_.capacity() > most_kept) unsent_.shrink_to_fit();
}

Moved Connection::read(std::span<char> into) {
  if (tls_.is_open()) return tls_.read(into);
  return moved(::recv(socket_, into.data(), into.size(), MSG_DONTWAIT), Moved::State::to_read);
}

Moved Connection::write(std::string_view bytes) {
  if (tls_.is_open()) return tls_.write(bytes);
  return moved(::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL),
               Moved::State::to_write);
}

Connection::Next Connection::proceed(ClientWork& work) {
  switch (state_) {
    case State::connecting: {
      const int error = connected(socket_);
      if (error == EINPROGRESS) return Next::to_write;
      if (error != 0) return fail(work, socket_failure(error));
      if (work.tls == nullptr) return ready(work);
      tls_ = work.tls->open(socket_);
      if (!tls_.is_open()) return fail(work, failed("TLS: no memory"));
      state_ = State::shaking_hands;
      return shake_hands(work);
    }
    case State::shaking_hands:
      return shake_hands(work);
    case State::idle:
      return receive_idle(work);
    case State::sending: {
      // An answer may come before all was sent, and says more than a broken pipe.
      const Next next = receive(work);
      if (next != Next::to_read) return next;
      return write_more(work, std::string_view(unsent_).substr(sent_));
    }
    case State::answering:
      break;
  }
  return receive(work);
}

Connection::Next Connection::shake_hands(ClientWork& work) {
  const Moved done = tls_.shake_hands();
  switch (done.state) {
    case Moved::State::moved:
      return ready(work);
    case Moved::State::to_read:
      return Next::to_read;
    case Moved::State::to_write:
      return Next::to_write;
    default:
      return fail(work, done.state == Moved::State::ended ? failed("closed early", "within TLS")
                                                          : tls_.complaint());
  }
}

/// Its making is over.
Connection::Next Connection::ready(ClientWork& work) {
  exchange_->connected = work.clock.now();
  return send(work);
}

Connection::Next Connection::send(ClientWork& work) {
  Exchange& exchange = *exchange_;
  work.message.clear();
  const std::size_t kind = work.source.write(exchange.request, work.message);
  exchange.kind = kind;
  reader_.begin(work.source.expectation(kind), work.source.bodyless(kind), exchange.request);
  unsent_.clear();
  sent_ = 0;
  if (!exchange.begun) exchange.begun = work.clock.now();
  state_ = State::sending;
  return write_more(work, work.message);
}

Connection::Next Connection::write_more(ClientWork& work, std::string_view bytes) {
  while (!bytes.empty()) {
    const Moved done = write(bytes);
    if (done.state == Moved::State::to_read || done.state == Moved::State::to_write) {
      if (unsent_.empty()) unsent_.assign(bytes);
      return done.state == Moved::State::to_read ? Next::to_read : Next::to_write;
    }
    if (done.state != Moved::State::moved) {
      // What the server said before it went is worth more than that it went.
      if (is_broken_pipe(done.error)) break;
      return stopped(work, done);
    }
    work.bytes_sent += done.bytes;
    bytes.remove_prefix(done.bytes);
    if (!unsent_.empty()) sent_ += done.bytes;
  }
  if (bytes.empty()) state_ = State::answering;
  return bytes.empty() ? Next::to_read : receive(work);
}

Connection::Next Connection::receive(ClientWork& work) {
  Next next = receive_once(work);
  // What TLS has decrypted already makes no socket readable.
  while (next == Next::to_read && tls_.is_open() && tls_.has_more()) next = receive_once(work);
  return next;
}

Connection::Next Connection::receive_once(ClientWork& work) {
  const Moved done = read(work.buffer);
  if (done.state == Moved::State::to_read) return Next::to_read;
  if (done.state == Moved::State::to_write) return Next::to_write;
  if (done.state != Moved::State::moved) return stopped(work, done);
  const harness::Instant now = work.clock.now();
  work.bytes_received += done.bytes;
  if (!exchange_->first_byte) exchange_->first_byte = now;
  const auto progress = reader_.take({work.buffer.data(), done.bytes}, now);
  if (progress == AnswerReader::Progress::needs_more) return Next::to_read;
  take_ending(now);
  const bool open = progress == AnswerReader::Progress::whole && reader_.keeps_alive() &&
                    state_ == State::answering;
  state_ = State::idle;
  used_ = true;
  return open ? Next::ended_open : Next::ended_closed;
}

/// The server said something that nobody asked for, or went: nothing is lost by it.
Connection::Next Connection::receive_idle(ClientWork& work) {
  const Moved done = read(work.buffer);
  return done.state == Moved::State::to_read ? Next::to_read : Next::closed_idle;
}

/// Nothing more will come.
Connection::Next Connection::stopped(ClientWork& work, const Moved& how) {
  if (used_ && !reader_.has_some() && !exchange_->repeated) return Next::closed_idle;
  if (how.state == Moved::State::failed) {
    Ending ending = tls_.is_open() ? tls_.complaint() : socket_failure(how.error);
    if (ending.example.empty()) ending.example = how_far();
    return fail(work, std::move(ending));
  }
  const harness::Instant now = work.clock.now();
  reader_.end(now);
  take_ending(now);
  return Next::ended_closed;
}

/// Its answer was read to an end. What one that failed has brought is in no figure.
void Connection::take_ending(harness::Instant now) {
  ended_ = now;
  ending_ = reader_.ending();
  if (ending_.outcome != harness::Outcome::ok) return;
  if (!reader_.take_results(exchange_->results)) exchange_->results.first = exchange_->first_byte;
}

Connection::Next Connection::fail(ClientWork& work, Ending ending) {
  ended_ = work.clock.now();
  ending_ = std::move(ending);
  return Next::ended_closed;
}

std::string Connection::how_far() const {
  switch (state_) {
    case State::connecting:
      return "while connecting";
    case State::shaking_hands:
      return "within the handshake of TLS";
    case State::sending:
      if (!reader_.has_some()) return "while the request was sent";
      break;
    default:
      break;
  }
  return reader_.how_far();
}

}  // namespace scenarios::http
