#include "harness/child/channel.h"

#include <doctest/doctest.h>

#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace channel_test {

using namespace std::chrono_literals;
using harness::child::Channel;
using harness::child::Limits;
using harness::child::Silence;

namespace {

/// A line with a channel on one side, and a channel or a bare descriptor on the other.
struct Line {
  Channel::Pair ends = *Channel::make_pair();
  Channel here{ends.here};
};

}  // namespace

TEST_CASE("texts arrive in their order, also those that no socket holds at once") {
  Line line;
  Channel there(line.ends.there);
  const std::string large(5'000'000, 'x');
  std::jthread sender([&] {
    CHECK(there.send("first"));
    CHECK(there.send(large));
  });
  CHECK(line.here.receive() == "first");
  CHECK(line.here.receive() == large);
}

TEST_CASE("nobody waits longer than his limit") {
  Line line;
  Channel there(line.ends.there);
  CHECK(line.here.receive({.most = 5ms}).error() == Silence::late);
  CHECK(line.here.send(std::string(5'000'000, 'x'), {.most = 5ms}).error() == Silence::late);
}

TEST_CASE("a stop request ends waiting, before it and during it") {
  Line line;
  Channel there(line.ends.there);
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(5ms);
    stop.request_stop();
  });
  CHECK(line.here.receive({.most = 1h, .stop = stop.get_token()}).error() == Silence::stopped);
  CHECK(line.here.receive({.most = 1h, .stop = stop.get_token()}).error() == Silence::stopped);
}

TEST_CASE("a closed end is told, after what came before it, and in the middle of a text") {
  Line line;
  CHECK(::send(line.ends.there, "\2\0\0\0ab\7\0\0\0ab", 12, 0) == 12);
  ::close(line.ends.there);
  CHECK(line.here.receive() == "ab");
  CHECK(line.here.receive().error() == Silence::ended);
  CHECK(line.here.receive().error() == Silence::ended);
  CHECK(line.here.send("for nobody").error() == Silence::ended);  // and no SIGPIPE
}

TEST_CASE("bytes that are no message are nonsense") {
  Line line;
  CHECK(::send(line.ends.there, "usage: prony\n", 13, 0) == 13);
  CHECK(line.here.receive().error() == Silence::nonsense);
  ::close(line.ends.there);
}

TEST_CASE("another descriptor is watched meanwhile, until it is of no more interest") {
  Line line;
  Channel there(line.ends.there);
  int beside[2];
  REQUIRE(::pipe(beside) == 0);
  CHECK(::write(beside[1], "x", 1) == 1);
  int heard = 0;
  const auto text = line.here.receive({}, beside[0], [&] {
    ++heard;
    CHECK(there.send("now"));
    return false;
  });
  CHECK(text == "now");
  CHECK(heard == 1);
  for (const int one : beside) ::close(one);
}

}  // namespace channel_test
