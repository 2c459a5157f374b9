#include "harness/probe/named_process.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "harness/probe/made_up_process.h"

namespace named_process_test {

using namespace harness::probe;

namespace {

std::string refusal(const MadeUpTree& tree, pid_t pid) {
  const auto found = find_process(pid, tree.root());
  REQUIRE_FALSE(found);
  return found.error().message;
}

}  // namespace

TEST_CASE("a process is known by its number, its start and its name") {
  const MadeUpTree tree;
  write(tree, {.pid = 20, .parent = 1, .started = 1234}, "a\x1b[31m) S (b");
  const auto found = find_process(20, tree.root());
  REQUIRE(found);
  CHECK(found->pid == 20);
  CHECK(found->started_ticks == 1234);
  CHECK(found->name == "a?[31m) S (b");  // fit for a terminal
  CHECK(is_alive(*found, tree.root()));
  write(tree, {.pid = 20, .parent = 1, .started = 1235});
  CHECK_FALSE(is_alive(*found, tree.root()));
}

TEST_CASE("what can't be followed is refused, with the reason") {
  const MadeUpTree tree;
  CHECK(refusal(tree, 20).find("no process 20") != std::string::npos);
  CHECK(refusal(tree, 0).find("no process 0") != std::string::npos);
  CHECK(refusal(tree, -1).find("no process -1") != std::string::npos);
  write(tree, {.pid = 20, .parent = 1, .state = 'Z'}, "server");
  CHECK(refusal(tree, 20).find("(server) has ended") != std::string::npos);
  tree.write("20/stat", "20 (bro");
  CHECK(refusal(tree, 20).find("no process 20") != std::string::npos);
  write(tree, {.pid = 21, .parent = 1});
  tree.write("21/status", "Name:\tserver\nTgid:\t19\n");
  CHECK(refusal(tree, 21).find("thread (worker) of process 19") != std::string::npos);
}

TEST_CASE("this program, and whoever started it, would count it twice") {
  const MadeUpTree tree;
  const int self = ::getpid();
  write(tree, {.pid = self, .parent = 1'000'001}, "prony");
  write(tree, {.pid = 1'000'001, .parent = 1'000'002}, "sh");
  write(tree, {.pid = 1'000'002, .parent = 1'000'001}, "circle");
  write(tree, {.pid = 1'000'003, .parent = self}, "child");
  for (const pid_t pid : {self, 1'000'001, 1'000'002}) {
    CHECK(refusal(tree, pid).find("this program, or one that it was started by") !=
          std::string::npos);
  }
  CHECK(find_process(1'000'003, tree.root()));
}

TEST_CASE("on this machine: this process and init are refused") {
  CHECK_FALSE(find_process(::getpid()));
  CHECK_FALSE(find_process(::getppid()));
}

}  // namespace named_process_test
