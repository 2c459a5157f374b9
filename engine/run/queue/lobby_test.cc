#include "engine/run/queue/lobby.h"

#include <doctest/doctest.h>

#include <string>

namespace lobby_test {

using engine::Time;
using engine::run::queue::Leaving;
using engine::run::queue::Lobby;
using engine::run::queue::Ticket;

using namespace std::chrono_literals;

TEST_CASE("who is parked goes when it is woken, once") {
  Lobby<std::string> lobby;
  const Ticket one = lobby.open();
  const Ticket other = lobby.open();
  CHECK(one != other);
  CHECK_FALSE(lobby.park(one, "one", {}));
  CHECK_FALSE(lobby.park(other, "other", {}));
  CHECK(lobby.size() == 2);
  const auto gone = lobby.wake(other, Leaving::came);
  REQUIRE(gone);
  CHECK(gone->held == "other");
  CHECK(gone->why == Leaving::came);
  CHECK_FALSE(lobby.wake(other, Leaving::came));
  CHECK(lobby.wake(one, Leaving::never)->why == Leaving::never);
  CHECK(lobby.empty());
}

TEST_CASE("who is woken before it is parked comes back at once") {
  Lobby<std::string> lobby;
  const Ticket ticket = lobby.open();
  CHECK_FALSE(lobby.wake(ticket, Leaving::came));
  CHECK(lobby.size() == 1);
  const auto back = lobby.park(ticket, "early", Time(1h));
  REQUIRE(back);
  CHECK(back->held == "early");
  CHECK(lobby.empty());
  CHECK_FALSE(lobby.due_at());
}

TEST_CASE("who was not parked after all is nobody's to wake") {
  Lobby<std::string> lobby;
  const Ticket ticket = lobby.open();
  lobby.cancel(ticket);
  CHECK_FALSE(lobby.wake(ticket, Leaving::came));
  CHECK(lobby.empty());
}

TEST_CASE("those who wait for too long go, the first that is due first") {
  Lobby<std::string> lobby;
  Time now;
  const auto clock = [&now] { return now; };
  const Ticket late = lobby.open();
  lobby.park(late, "late", Time(2h));
  lobby.park(lobby.open(), "early", Time(1h));
  lobby.park(lobby.open(), "patient", {});
  CHECK(lobby.due_at() == Time(1h));
  CHECK_FALSE(lobby.take_late(clock));
  now = Time(1h);
  const auto gone = lobby.take_late(clock);
  REQUIRE(gone);
  CHECK(gone->held == "early");
  CHECK(gone->why == Leaving::late);
  CHECK_FALSE(lobby.take_late(clock));
  CHECK(lobby.wake(late, Leaving::came));
  CHECK_FALSE(lobby.due_at());  // nor is it due any more
  CHECK(lobby.size() == 1);
}

}  // namespace lobby_test
