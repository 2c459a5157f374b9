// What a thread of the HTTP client does, with its connections.
#pragma once

#include <atomic>
#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <deque>
#include <vector>

#include "scenarios/http/client/client_figures.h"
#include "scenarios/http/client/connection.h"
#include "scenarios/http/client/inbox.h"
#include "scenarios/http/plan/client_plan.h"

namespace scenarios::http {

/// What threads share. Outlives them.
struct ClientRoute {
  harness::Clock& clock;
  const MessageSource& source;
  const Address& address;
  const Tls* tls;  // null: none
};

/// Sends requests over its share of the connections, and ends each: answered, failed, or timed
/// out. One thread at a time goes round.
class ClientLoop {
 public:
  /// `most_connections`: its share, at least 1. Throws where the system has no room for it.
  ClientLoop(const ClientRoute& route, const ClientPlan& plan, std::size_t most_connections);
  ~ClientLoop();
  ClientLoop(const ClientLoop&) = delete;
  ClientLoop& operator=(const ClientLoop&) = delete;

  /// Any thread; returns at once.
  void submit(const Submitted& one) {
    under_way_.fetch_add(1, std::memory_order_relaxed);
    inbox_.put(one);
  }
  /// Requests that it was given and has not ended. Any thread.
  std::uint64_t under_way() const { return under_way_.load(std::memory_order_relaxed); }
  /// All but CPU time. Any thread.
  ClientFigures figures() const;

  /// Does what there is to do, or waits `at_most` for it, less where look_up() says so. True if a
  /// request has ended.
  bool go_round(harness::Duration at_most);
  /// Who goes round ends this one without waiting. Any thread.
  void look_up() { inbox_.call(); }
  /// Ends what is under way as failed, and the connections. To be called once, at last.
  void fail_all();

 private:
  using ByDeadline = boost::intrusive::list<
      Exchange, boost::intrusive::member_hook<Exchange, boost::intrusive::list_member_hook<>,
                                              &Exchange::by_deadline>>;
  using Waiting = boost::intrusive::list<
      Exchange, boost::intrusive::member_hook<Exchange, boost::intrusive::list_member_hook<>,
                                              &Exchange::waiting>>;

  void take_inbox();
  void begin(const Submitted& one);
  void serve_waiting();
  bool give_connection(Exchange& exchange);
  bool open_connection(Exchange& exchange);
  void wait_for_events(harness::Duration at_most);
  harness::Duration until_next_deadline() const;
  void time_out();
  void after(Connection& connection, Connection::Next next);
  void ended(Connection& connection, bool open);
  void repeat(Connection& connection);
  void watch(Connection& connection, bool to_write);
  void add_idle(Connection& connection);
  void remove_idle(Connection& connection);
  void close(Connection& connection);
  std::size_t kind_of(const Exchange& exchange);
  void end(Exchange& exchange, Ending ending, harness::Instant now);
  bool tell_ended();
  void tell_ended(Exchange& exchange);
  void tell();

  const ClientPlan& plan_;
  const std::size_t most_connections_;
  const bool classed_;  // are requests of several kinds?
  const int epoll_;
  std::vector<char> buffer_;
  ClientWork work_;
  Inbox inbox_;
  std::vector<Submitted> taken_;

  // Used again once they are free.
  std::deque<Exchange> exchanges_;
  std::vector<Exchange*> free_exchanges_;
  std::deque<Connection> connections_;
  std::vector<Connection*> free_connections_;
  std::vector<Connection*> closed_;  // in this round, whose events may still name them

  ByDeadline by_deadline_;        // those under way, in the order in which they came
  Waiting waiting_;               // for a connection
  std::vector<Exchange*> ended_;  // and not told yet
  std::vector<Connection*> idle_;
  bool serving_ = false;  // those that wait
  FiguresBoard board_;

  std::atomic<std::uint64_t> under_way_{0};
};

}  // namespace scenarios::http
