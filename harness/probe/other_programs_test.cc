#include "harness/probe/other_programs.h"

#include <doctest/doctest.h>

#include <array>

#include "harness/probe/made_up_process.h"

namespace other_programs_test {

using namespace harness::probe;
using namespace std::chrono_literals;

namespace {

constexpr harness::Instant begun{10s};
constexpr std::array<pid_t, 1> measured{7};

int seconds_in_ticks(double seconds) {
  return static_cast<int>(seconds * static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

}  // namespace

TEST_CASE("the busiest program is none of the measured ones") {
  const MadeUpTree tree;
  write(tree, {.pid = 1, .parent = 0, .ticks = 1'000'000});
  write(tree, {.pid = 7, .parent = 1});
  write(tree, {.pid = 8, .parent = 7});
  write(tree, {.pid = 20, .parent = 1, .ticks = 500'000}, "idle now");
  write(tree, {.pid = 30, .parent = 1}, "redis-server");
  OtherPrograms others(tree.root());
  others.begin(begun);
  CHECK_FALSE(others.busiest(begun + 4s, measured));
  write(tree, {.pid = 7, .parent = 1, .ticks = seconds_in_ticks(4)});
  write(tree, {.pid = 8, .parent = 7, .ticks = seconds_in_ticks(4)});
  write(tree, {.pid = 20, .parent = 1, .ticks = 500'000 + seconds_in_ticks(0.5)}, "idle now");
  write(tree, {.pid = 30, .parent = 1, .ticks = seconds_in_ticks(1)}, "redis-server");
  const auto busiest = others.busiest(begun + 4s, measured);
  REQUIRE(busiest);
  CHECK(busiest->name == "redis-server");
  CHECK(busiest->pid == 30);
  CHECK(busiest->cores == doctest::Approx(0.25));
  CHECK_FALSE(others.busiest(begun, measured));  // no time, no cores
}

TEST_CASE("what a program's ended children used is its own, and a newcomer's all of it") {
  const MadeUpTree tree;
  write(tree, {.pid = 40, .parent = 1}, "make");
  OtherPrograms others(tree.root());
  others.begin(begun);
  write(tree, {.pid = 40, .parent = 1, .waited_ticks = seconds_in_ticks(1)}, "make");
  CHECK(others.busiest(begun + 1s, measured)->name == "make");
  write(tree, {.pid = 41, .parent = 1, .ticks = seconds_in_ticks(3)}, "newcomer");
  CHECK(others.busiest(begun + 1s, measured)->name == "newcomer");
  // A number that is used again is another program.
  write(tree, {.pid = 40, .parent = 1, .ticks = seconds_in_ticks(5), .started = 100}, "other");
  CHECK(others.busiest(begun + 1s, measured)->name == "other");
}

TEST_CASE("what a child had used before is not its parent's when it has ended") {
  const MadeUpTree tree;
  write(tree, {.pid = 40, .parent = 1}, "make");
  write(tree, {.pid = 41, .parent = 40}, "sh");
  write(tree, {.pid = 42, .parent = 41, .ticks = seconds_in_ticks(50)}, "compiler");
  write(tree, {.pid = 30, .parent = 1}, "redis-server");
  OtherPrograms others(tree.root());
  others.begin(begun);
  for (const char* ended : {"41", "42"}) std::filesystem::remove_all(tree.root() / ended);
  write(tree, {.pid = 40, .parent = 1, .waited_ticks = seconds_in_ticks(51)}, "make");
  const auto make = others.busiest(begun + 2s, measured);
  REQUIRE(make);
  CHECK(make->name == "make");
  CHECK(make->cores == doctest::Approx(0.5));
  write(tree, {.pid = 30, .parent = 1, .ticks = seconds_in_ticks(2)}, "redis-server");
  CHECK(others.busiest(begun + 2s, measured)->name == "redis-server");
}

TEST_CASE("where nothing can be read nobody is busy") {
  const MadeUpTree tree;
  OtherPrograms others(tree.root());
  others.begin(begun);
  CHECK_FALSE(others.busiest(begun + 1s, measured));
}

}  // namespace other_programs_test
