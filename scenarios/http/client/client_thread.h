// A thread of the HTTP client, with its connections.
#pragma once

#include <atomic>
#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <deque>
#include <thread>
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
/// out.
class ClientThread {
 public:
  /// `most_connections`: its share, at least 1. Throws where the system has no room for it.
  ClientThread(const ClientRoute& route, const ClientPlan& plan, std::size_t most_connections);
  /// Ends what is under way as failed, and the thread.
  ~ClientThread();
  ClientThread(const ClientThread&) = delete;
  ClientThread& operator=(const ClientThread&) = delete;

  /// Any thread; returns at once.
  void submit(const Submitted& one) {
    under_way_.fetch_add(1, std::memory_order_relaxed);
    inbox_.put(one);
  }
  /// Requests that it was given and has not ended. Any thread.
  std::uint64_t under_way() const { return under_way_.load(std::memory_order_relaxed); }
  ClientFigures figures() const;

 private:
  using ByDeadline = boost::intrusive::list<
      Exchange, boost::intrusive::member_hook<Exchange, boost::intrusive::list_member_hook<>,
                                              &Exchange::by_deadline>>;
  using Waiting = boost::intrusive::list<
      Exchange, boost::intrusive::member_hook<Exchange, boost::intrusive::list_member_hook<>,
                                              &Exchange::waiting>>;

  void run();
  void take_inbox();
  void begin(const Submitted& one);
  void serve_waiting();
  bool give_connection(Exchange& exchange);
  bool open_connection(Exchange& exchange);
  void wait_for_events();
  int until_next_deadline() const;
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
  void tell_ended();
  void tell_ended(Exchange& exchange);
  void fail_all();
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
  std::atomic<bool> stopping_{false};
  std::thread thread_;  // last: it uses the others
};

}  // namespace scenarios::http
