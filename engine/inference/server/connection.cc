#include "engine/inference/server/connection.h"

#include <chrono>
#include <utility>

namespace engine::inference::server {
namespace {

namespace asio = boost::asio;
using Code = boost::system::error_code;

constexpr auto linger_time = std::chrono::seconds(1);
constexpr std::size_t most_lingering = std::size_t{1} << 20;  // bytes
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

Time now() {
  return std::chrono::steady_clock::now();
}

}  // namespace

void Connection::start() {
  since_ = now();
  guarded([this] { wait_to_read(); });
}

void Connection::turn_away() {
  Traffic::add(thread_.shared.traffic.turned_away);
  guarded([this] {
    refuse(503, "there are as many connections as there may be (http.connections)");
    wait_to_read();
  });
}

void Connection::look_into_inbox() {
  guarded([this] { proceed(); });
}

void Connection::proceed() {
  pump();
  take_unread();
  wait_to_read();
}

void Connection::check(Time at) {
  const Settings& settings = thread_.shared.settings;
  Traffic& traffic = thread_.shared.traffic;
  const Duration since = at - since_;
  switch (state_) {
    case State::reads:
      if (reader_ != nullptr && since > settings.request_time) {
        Traffic::add(traffic.slow_writers);
        guarded(
            [this] { refuse(408, "the request did not come whole in time (http.request_time)"); });
      } else if (reader_ == nullptr && since > settings.idle_time) {
        Traffic::add(traffic.idle);
        close();
      }
      break;
    case State::answers:
      if (unsent_.empty() || since <= settings.stall_time) break;
      Traffic::add(traffic.slow_readers);
      close();
      break;
    case State::lingers:
      if (since > linger_time) close();
      break;
    case State::closed:
      break;
  }
}

void Connection::drain() {
  if (state_ == State::reads) close();
}

void Connection::close() {
  if (std::exchange(state_, State::closed) == State::closed) return;
  exchange_ = nullptr;
  reader_ = nullptr;
  Code ignored;
  socket_.close(ignored);
  thread_.closed(*this);
}

/// Requests that come before the one under way is answered are read as far as one may be long.
bool Connection::may_read() const {
  const Settings& settings = thread_.shared.settings;
  if (state_ == State::answers) return unread_.size() < settings.most_header + settings.most_body;
  return state_ != State::closed;
}

void Connection::wait_to_read() {
  if (waits_to_read_ || !may_read()) return;
  waits_to_read_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](Code code) {
    self->waits_to_read_ = false;
    if (!code) self->guarded([&] { self->can_read(); });
  });
}

void Connection::can_read() {
  while (may_read() && read_once()) {
  }
  wait_to_read();
}

/// True: there may be more.
bool Connection::read_once() {
  Code code;
  const std::span<char> buffer = thread_.buffer;
  const std::size_t bytes = socket_.read_some(asio::buffer(buffer.data(), buffer.size()), code);
  if (code == asio::error::would_block) return false;
  if (code) {
    gone();
    return false;
  }
  Traffic::add(thread_.shared.traffic.bytes_in, bytes);
  if (state_ == State::lingers) {
    lingered_ += bytes;
    if (lingered_ > most_lingering) close();
  } else {
    take({buffer.data(), bytes});
  }
  return bytes == buffer.size();
}

void Connection::take(std::string_view bytes) {
  if (!unread_.empty()) {
    unread_ += bytes;
    take_unread();
    return;
  }
  bytes = take_requests(bytes);
  unread_ = std::string(bytes);
}

void Connection::take_unread() {
  if (state_ != State::reads || unread_.empty()) return;
  const std::string bytes = std::move(unread_);
  unread_ = std::string(take_requests(bytes));
}

/// Returns what is left of them.
std::string_view Connection::take_requests(std::string_view bytes) {
  while (state_ == State::reads && !bytes.empty()) {
    if (reader_ == nullptr) {
      reader_ = std::make_unique<RequestReader>(thread_.shared.settings);
      since_ = now();
    }
    switch (reader_->take(bytes)) {
      case RequestReader::Progress::needs_more:
        return bytes;
      case RequestReader::Progress::to_continue:
        send(go_on);
        break;
      case RequestReader::Progress::whole:
        answer(reader_->release());
        break;
      case RequestReader::Progress::refused: {
        Traffic::add(thread_.shared.traffic.refused);
        const std::string complaint = reader_->complaint();
        refuse(reader_->status(), complaint);
        break;
      }
    }
  }
  return bytes;
}

void Connection::answer(HttpRequest request) {
  reader_ = nullptr;
  state_ = State::answers;
  exchange_ = std::make_unique<Exchange>(thread_.shared, weak_from_this(), std::move(request));
  pump();
}

void Connection::refuse(unsigned status, std::string_view message) {
  reader_ = nullptr;
  state_ = State::answers;
  then_ = Exchange::Next::closed;
  send(http_answer({.status = status, .closes = true},
                   error_json(refusal_of(Reason::malformed).type, message)));
  if (state_ == State::answers && unsent_.empty()) ended(*then_);
}

/// Sends what there is, as fast as it is read.
void Connection::pump() {
  while (state_ == State::answers && exchange_ != nullptr && unsent_.empty()) {
    thread_.outgoing.clear();
    then_ = exchange_->write(thread_.outgoing);
    send_all();
    if (then_ == Exchange::Next::waits || state_ != State::answers) return;
    if (then_ != Exchange::Next::more && unsent_.empty()) return ended(*then_);
  }
}

void Connection::send_all() {
  const std::string_view bytes = thread_.outgoing.bytes;
  std::size_t begin = 0;
  for (const std::size_t end : thread_.outgoing.ends) {
    send(bytes.substr(begin, end - begin));
    begin = end;
  }
}

void Connection::send(std::string_view bytes) {
  if (state_ == State::closed) return;
  if (unsent_.empty() && !write_some(bytes)) return;
  if (bytes.empty()) return;
  if (unsent_.empty()) since_ = now();
  unsent_ += bytes;
  wait_to_write();
}

/// Takes off what could be sent. False: the client is gone.
bool Connection::write_some(std::string_view& bytes) {
  while (!bytes.empty()) {
    Code code;
    const std::size_t sent = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), code);
    if (code == asio::error::would_block) break;
    if (code) {
      gone();
      return false;
    }
    Traffic::add(thread_.shared.traffic.bytes_out, sent);
    bytes.remove_prefix(sent);
  }
  return true;
}

void Connection::wait_to_write() {
  if (std::exchange(waits_to_write_, true)) return;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](Code code) {
    self->waits_to_write_ = false;
    if (!code) self->guarded([&] { self->can_write(); });
  });
}

void Connection::can_write() {
  std::string_view bytes = unsent_;
  if (state_ == State::closed || !write_some(bytes)) return;
  if (bytes.size() < unsent_.size()) since_ = now();
  unsent_ = std::string(bytes);
  if (!unsent_.empty()) return wait_to_write();
  const bool is_over = then_ && *then_ != Exchange::Next::waits && *then_ != Exchange::Next::more;
  if (state_ == State::answers && is_over) ended(*then_);
  proceed();
}

void Connection::ended(Exchange::Next next) {
  exchange_ = nullptr;
  then_.reset();
  since_ = now();
  if (next == Exchange::Next::broken) return close();
  if (next == Exchange::Next::open && !thread_.shared.draining.load(std::memory_order_relaxed)) {
    state_ = State::reads;
    return;
  }
  // Closed before all has come that its client sends, it would lose what the client has not read.
  state_ = State::lingers;
  Code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Connection::gone() {
  if (state_ == State::answers) Traffic::add(thread_.shared.traffic.gone);
  close();
}

}  // namespace engine::inference::server
