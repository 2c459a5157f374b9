// Orders and answers with both ends in this process.
#include "harness/child/serve.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "harness/child/channel.h"
#include "harness/child/test_session.h"

namespace serve_test {

using namespace harness::child;
using namespace std::chrono_literals;
using harness::Expected;
using harness::failure;
using harness::RealClock;
using harness::drive::NullTarget;
using harness::result::RunResult;

namespace {

RealClock& clock() {
  static RealClock one;
  return one;
}

Handlers handlers() {
  return {.greet =
              [](const Greeting&) {
                return Hello{.version = "7", .build = {}, .commit = {}, .subjects = {"null"}};
              },
          .trial = [](const TrialOrder& order, const TellPhase& tell) -> Expected<RunResult> {
            if (order.load == "throws") throw std::runtime_error("no such luck");
            if (order.load != "clients") return failure("there is no trial load " + order.load);
            tell("measured");
            RunResult result;
            result.scenario = "trial";
            result.seed = order.seed;
            return result;
          },
          .open =
              [](const SessionOrder& order, const TellPhase&) {
                return Session::open(parts_of(clock(), maker_of<NullTarget>(), order.load));
              }};
}

/// A program that serves, on a thread, and the line to it.
class Served {
 public:
  Served() : ends_(*Channel::make_pair()), here_(ends_.here) {
    thread_ = std::jthread([this] { served_ = serve(ends_.there, handlers()); });
  }

  Answer ask(const Order& order) {
    CHECK(here_.send(write_order(order)));
    return hear();
  }
  Answer hear() {
    const auto text = here_.receive({.most = 10s});
    REQUIRE(text);
    auto answer = read_answer(*text);
    REQUIRE(answer);
    return std::move(*answer);
  }
  std::string why_not(const Order& order) { return std::get<Refusal>(ask(order)).why; }

  int socket() const { return ends_.here; }
  Channel& line() { return here_; }
  const Expected<void>& served() {
    thread_.join();
    return served_;
  }

 private:
  Channel::Pair ends_;
  Expected<void> served_ = failure("still serves");
  std::jthread thread_;
  Channel here_;  // closed first, which ends the service
};

}  // namespace

TEST_CASE("a greeting, a trial with its progress, and the end") {
  Served served;
  CHECK(std::get<Hello>(served.ask(Greeting{})).subjects == std::vector<std::string>{"null"});
  CHECK(std::get<Progress>(served.ask(TrialOrder{.target = {}, .load = "clients", .seed = 9}))
            .phase == "measured");
  CHECK(std::get<TrialAnswer>(served.hear()).result.seed == 9);
  CHECK(served.line().send(write_order(QuitOrder{})));
  CHECK(served.served());
  CHECK(served.line().receive().error() == Silence::ended);
}

TEST_CASE("a session is opened, asked for slices and closed, and then another") {
  Served served;
  for (int i = 0; i < 2; ++i) {
    CHECK(std::get<Ready>(served.ask(SessionOrder{})).population == 1);
    const auto counted =
        std::get<SliceReport>(served.ask(SliceOrder{.length = {}, .requests = 100}));
    CHECK(counted.ok == 100);
    const auto timed = std::get<SliceReport>(served.ask(SliceOrder{.length = 2ms}));
    CHECK(timed.ok > 0);
    CHECK(timed.length >= 2ms);
    CHECK(timed.cpu_ns > 0U);
    CHECK(timed.rss_bytes > 0U);
    CHECK(std::get<Closed>(served.ask(CloseOrder{})).wrong.empty());
  }
}

TEST_CASE("what can't be done is refused, and the next order is taken") {
  Served served;
  CHECK(served.why_not(TrialOrder{.target = {}, .load = "x"}) == "there is no trial load x");
  CHECK(served.why_not(TrialOrder{.target = {}, .load = "throws"}) == "no such luck");
  CHECK(served.why_not(SliceOrder{}) == "no session is open");
  CHECK(served.why_not(CloseOrder{}) == "no session is open");
  CHECK(std::holds_alternative<Ready>(served.ask(SessionOrder{})));
  CHECK(served.why_not(SessionOrder{}) == "a session is open already");
  CHECK(served.why_not(TrialOrder{}) == "a trial while a session is open");
  CHECK(served.why_not(SliceOrder{.length = -1ms}).find("slice.length_ns") != std::string::npos);
  CHECK(std::holds_alternative<Closed>(served.ask(CloseOrder{})));
}

TEST_CASE("what is no order is refused, and what is no message ends the service") {
  Served served;
  CHECK(served.line().send("usage: prony"));
  CHECK(std::get<Refusal>(served.hear()).why == "a message that is not JSON");
  CHECK(::send(served.socket(), "usage: prony", 12, 0) == 12);
  CHECK(served.served().error().message == "what came on the line is no message");
}

TEST_CASE("a descriptor that is no line is refused") {
  CHECK(serve(-1, handlers()).error().message == "descriptor -1 is no line to another program");
  const int file = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  CHECK_FALSE(serve(file, handlers()));
  ::close(file);
}

}  // namespace serve_test
