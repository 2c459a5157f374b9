#include "scenarios/http/client/client_loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace scenarios::http {
namespace {

using harness::Duration;
using harness::Instant;

constexpr std::size_t buffer_bytes = std::size_t{128} << 10;
constexpr std::size_t most_events = 256;

int make_epoll() {
  const int made = ::epoll_create1(EPOLL_CLOEXEC);
  if (made < 0) throw std::system_error(errno, std::generic_category(), "no epoll");
  return made;
}

}  // namespace

ClientLoop::ClientLoop(const ClientRoute& route, const ClientPlan& plan,
                       std::size_t most_connections)
    : plan_(plan),
      most_connections_(most_connections),
      classed_(!route.source.classes().names.empty()),
      epoll_(make_epoll()),
      buffer_(buffer_bytes),
      work_{.clock = route.clock,
            .source = route.source,
            .address = route.address,
            .tls = route.tls,
            .buffer = buffer_} {
  epoll_event event{.events = EPOLLIN, .data = {.ptr = nullptr}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, inbox_.descriptor(), &event);
}

ClientLoop::~ClientLoop() {
  ::close(epoll_);
}

ClientFigures ClientLoop::figures() const {
  ClientFigures figures = board_.told();
  figures.waiting += inbox_.size();
  return figures;
}

void ClientLoop::tell() {
  board_.now.bytes_sent = work_.bytes_sent;
  board_.now.bytes_received = work_.bytes_received;
  board_.tell();
}

bool ClientLoop::go_round(Duration at_most) {
  take_inbox();
  time_out();
  bool some = tell_ended();
  tell();
  wait_for_events(some ? Duration{} : at_most);
  some = tell_ended() || some;
  free_connections_.insert(free_connections_.end(), closed_.begin(), closed_.end());
  closed_.clear();
  return some;
}

void ClientLoop::take_inbox() {
  inbox_.take(taken_);
  for (const Submitted& one : taken_) begin(one);
}

void ClientLoop::begin(const Submitted& one) {
  if (free_exchanges_.empty()) free_exchanges_.push_back(&exchanges_.emplace_back());
  Exchange& exchange = *free_exchanges_.back();
  free_exchanges_.pop_back();
  exchange.request = one.request;
  exchange.done = one.done;
  exchange.deadline = one.done.sent() + plan_.timeout;
  exchange.kind.reset();
  exchange.repeated = false;
  exchange.carrier = nullptr;
  exchange.begun = exchange.connection_begun = exchange.connected = exchange.first_byte = {};
  exchange.results.clear();
  by_deadline_.push_back(exchange);
  if (waiting_.empty() && give_connection(exchange)) return;
  waiting_.push_back(exchange);
  ++board_.now.waiting;
}

void ClientLoop::serve_waiting() {
  if (serving_) return;  // by who called this, in the end
  serving_ = true;
  while (!waiting_.empty() && (!idle_.empty() || board_.now.open < most_connections_)) {
    Exchange& first = waiting_.front();
    waiting_.pop_front();
    --board_.now.waiting;
    give_connection(first);
  }
  serving_ = false;
}

/// False: there is none to be had.
bool ClientLoop::give_connection(Exchange& exchange) {
  if (idle_.empty()) return board_.now.open < most_connections_ && open_connection(exchange);
  Connection& connection = *idle_.back();
  remove_idle(connection);
  exchange.carrier = &connection;
  connection.take(exchange);
  after(connection, connection.send(work_));
  return true;
}

/// True, as the request has a connection or has failed for want of one.
bool ClientLoop::open_connection(Exchange& exchange) {
  const Instant now = work_.clock.now();
  if (!exchange.begun) exchange.begun = now;
  exchange.connection_begun = now;
  if (free_connections_.empty()) {
    free_connections_.push_back(&connections_.emplace_back(work_.source));
  }
  Connection& connection = *free_connections_.back();
  ++board_.now.made;
  if (const int error = connection.open(work_); error != 0) {
    end(exchange, socket_failure(error), work_.clock.now());
    return true;
  }
  free_connections_.pop_back();
  ++board_.now.open;
  exchange.carrier = &connection;
  connection.take(exchange);
  connection.waits_to_write = true;
  epoll_event event{.events = EPOLLIN | EPOLLOUT, .data = {.ptr = &connection}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket(), &event);
  return true;
}

void ClientLoop::wait_for_events(Duration at_most) {
  std::array<epoll_event, most_events> events;
  const Duration wait = inbox_.may_sleep() ? std::min(at_most, until_next_deadline()) : Duration{};
  // A wake-up too early is followed by another.
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(wait).count();
  const int count = ::epoll_wait(epoll_, events.data(), events.size(), static_cast<int>(ms));
  inbox_.awake();
  for (int i = 0; i < count; ++i) {
    auto* const connection =
        static_cast<Connection*>(events.at(static_cast<std::size_t>(i)).data.ptr);
    if (connection == nullptr) {
      inbox_.look_up();
    } else if (connection->is_open()) {
      after(*connection, connection->proceed(work_));
    }
  }
}

Duration ClientLoop::until_next_deadline() const {
  if (by_deadline_.empty()) return Duration::max();
  return std::max(Duration{}, by_deadline_.front().deadline - work_.clock.now());
}

void ClientLoop::time_out() {
  if (by_deadline_.empty()) return;
  const Instant now = work_.clock.now();
  while (!by_deadline_.empty() && by_deadline_.front().deadline <= now) {
    Exchange& exchange = by_deadline_.front();
    if (Connection* const carrier = exchange.carrier; carrier != nullptr) {
      const Ending ending = failed("timed out", carrier->how_far());
      close(*carrier);
      end(exchange, ending, now);
    } else {
      waiting_.erase(waiting_.iterator_to(exchange));
      --board_.now.waiting;
      end(exchange, failed("timed out", "while it waited for a connection"), now);
    }
  }
  serve_waiting();
}

void ClientLoop::after(Connection& connection, Connection::Next next) {
  switch (next) {
    case Connection::Next::to_read:
    case Connection::Next::to_write:
      watch(connection, next == Connection::Next::to_write);
      break;
    case Connection::Next::ended_open:
      ended(connection, plan_.keep_alive);
      break;
    case Connection::Next::ended_closed:
      ended(connection, false);
      break;
    case Connection::Next::closed_idle:
      repeat(connection);
      break;
  }
}

void ClientLoop::ended(Connection& connection, bool open) {
  Exchange& exchange = *connection.exchange();
  connection.let_go();
  if (open) {
    watch(connection, false);
    add_idle(connection);
  } else {
    close(connection);
  }
  end(exchange, connection.ending(), connection.ended());
  serve_waiting();
}

/// A connection that had been kept was closed: its request, if it had been given one meanwhile,
/// goes over a fresh one.
void ClientLoop::repeat(Connection& connection) {
  Exchange* const exchange = connection.exchange();
  if (exchange == nullptr) remove_idle(connection);
  close(connection);
  if (exchange != nullptr) {
    exchange->repeated = true;
    exchange->carrier = nullptr;
    ++board_.now.repeated;
    open_connection(*exchange);
  }
  serve_waiting();
}

void ClientLoop::watch(Connection& connection, bool to_write) {
  if (connection.waits_to_write == to_write) return;
  connection.waits_to_write = to_write;
  epoll_event event{.events = to_write ? EPOLLIN | EPOLLOUT : EPOLLIN,
                    .data = {.ptr = &connection}};
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.socket(), &event);
}

void ClientLoop::add_idle(Connection& connection) {
  connection.place_among_idle = idle_.size();
  idle_.push_back(&connection);
}

void ClientLoop::remove_idle(Connection& connection) {
  Connection* const last = idle_.back();
  last->place_among_idle = connection.place_among_idle;
  idle_.at(connection.place_among_idle) = last;
  idle_.pop_back();
}

void ClientLoop::close(Connection& connection) {
  connection.close();
  closed_.push_back(&connection);
  --board_.now.open;
}

/// Comes out when it is written, which not all of those that failed have been.
std::size_t ClientLoop::kind_of(const Exchange& exchange) {
  if (exchange.kind) return *exchange.kind;
  work_.message.clear();
  return work_.source.write(exchange.request, work_.message);
}

/// Told at the end of the round: a driver that is woken by each of many answers gets a core of its
/// own just to find one of them.
void ClientLoop::end(Exchange& exchange, Ending ending, Instant now) {
  exchange.ending = std::move(ending);
  exchange.finished = now;
  by_deadline_.erase(by_deadline_.iterator_to(exchange));
  ended_.push_back(&exchange);
}

bool ClientLoop::tell_ended() {
  if (ended_.empty()) return false;
  for (Exchange* const exchange : ended_) tell_ended(*exchange);
  free_exchanges_.insert(free_exchanges_.end(), ended_.begin(), ended_.end());
  ended_.clear();
  return true;
}

void ClientLoop::tell_ended(Exchange& exchange) {
  constexpr Duration did_not_run(-1);
  std::array<Duration, 3> stages{did_not_run, did_not_run, did_not_run};
  const Instant finished = exchange.finished;
  const Instant begun = exchange.begun.value_or(finished);
  if (exchange.connected) stages[0] = *exchange.connected - *exchange.connection_begun;
  if (exchange.first_byte) {
    stages[1] = *exchange.first_byte - exchange.connected.value_or(begun);
    stages[2] = finished - *exchange.first_byte;
  }
  harness::Marks marks{.first_result = exchange.results.first,
                       .gaps = exchange.results.gaps,
                       .units = exchange.results.units};
  if (classed_) marks.of_class = static_cast<std::uint32_t>(kind_of(exchange));
  under_way_.fetch_sub(1, std::memory_order_relaxed);
  const Ending& ending = exchange.ending;
  board_.count(ending.outcome);  // before anybody may find it missing
  exchange.done(ending.outcome, begun, finished, finished, stages, marks,
                {ending.reason, ending.example});
}

void ClientLoop::fail_all() {
  take_inbox();
  const Instant now = work_.clock.now();
  const Ending ending = failed("not answered when the run ended");
  waiting_.clear();
  board_.now.waiting = 0;
  while (!by_deadline_.empty()) end(by_deadline_.front(), ending, now);
  tell_ended();
  for (Connection& connection : connections_) connection.close();
  board_.now.open = 0;
  tell();
}

}  // namespace scenarios::http
