#include "scenarios/command/process_run.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>

#include <fstream>
#include <thread>

#include "scenarios/command/closing.h"
#include "scenarios/command/test_scripts.h"
#include "scenarios/command/used.h"

namespace process_run_test {

using namespace std::chrono_literals;
using scenarios::command::Beginning;
using scenarios::command::Closing;
using scenarios::command::Heard;
using scenarios::command::run_to_end;
using scenarios::command::RunEnd;
using scenarios::command::RunOrder;
using scenarios::command::Scripts;
using scenarios::command::why_it_ended;

namespace {

RunOrder shell(const std::string& lines) {
  return {.program = "/bin/sh", .words = {"sh", "-c", lines}};
}

bool is_running(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(stat, text);
  const auto name_end = text.rfind(") ");
  return name_end != text.npos && text[name_end + 2] != 'Z';
}

/// A killed process needs a moment to be gone.
bool goes_away(pid_t pid) {
  for (int i = 0; i < 500 && is_running(pid); ++i) std::this_thread::sleep_for(10ms);
  return !is_running(pid);
}

pid_t pid_in(const std::string& file) {
  pid_t pid = 0;
  std::ifstream(file) >> pid;
  return pid;
}

}  // namespace

TEST_CASE("exit codes and signals are told") {
  for (const Beginning beginning : {Beginning::as_ours, Beginning::copied}) {
    const auto run = [&](const char* lines) {
      RunOrder order = shell(lines);
      order.beginning = beginning;
      const auto end = run_to_end(order);
      REQUIRE(end);
      CHECK(end->how == RunEnd::How::ended);
      CHECK(end->begun <= end->image_from);
      CHECK(end->image_from <= end->started);
      CHECK(end->started <= end->ended);
      return why_it_ended(end->process.status);
    };
    CHECK(run("exit 0").empty());
    CHECK(run("exit 3") == "exit 3");
    CHECK(run("kill -SEGV $$") == "killed by signal 11");
  }
}

TEST_CASE("what can't be run is told") {
  const Scripts scripts;
  const std::string empty = scripts.file("empty",
                                         "\x7f"
                                         "ELF");
  ::chmod(empty.c_str(), S_IRWXU);
  for (const Beginning beginning : {Beginning::as_ours, Beginning::copied}) {
    const auto end = run_to_end({.program = empty, .words = {"empty"}, .beginning = beginning});
    REQUIRE_FALSE(end);
    CHECK(end.error().message == "can't be run: Exec format error");
    CHECK_FALSE(run_to_end({.program = "/nonexistent", .words = {"x"}, .beginning = beginning}));
  }
}

TEST_CASE("words arrive as they are, and input is read to its end") {
  const auto same = [](const std::string& word) {
    RunOrder order{.program = "/bin/sh", .words = {"sh", "-c", "printf %s \"$1\" >&2", "sh", word}};
    return run_to_end(order)->last_line == word;
  };
  CHECK(same("a b  'c' \"d\" $HOME *"));
  const std::string much(1 << 20, 'x');
  RunOrder order = shell("wc -c >&2");
  order.input = much;
  CHECK(run_to_end(order)->last_line.find("1048576") != std::string::npos);
  order.input = "";
  CHECK(run_to_end(order)->last_line.find('0') != std::string::npos);
}

TEST_CASE("a program that does not read its input ends well") {
  const std::string much(1 << 22, 'x');
  RunOrder order = shell("exit 0");
  order.input = much;
  for (int i = 0; i < 5; ++i) CHECK(run_to_end(order)->process.status == 0);
}

TEST_CASE("a hundred megabytes of output take no memory, and the last line is known") {
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  RunOrder order =
      shell("head -c 100000000 /dev/zero | tr '\\0' 'x'; echo; echo ' the end'; echo oops >&2");
  order.heard = Heard::all;
  CHECK(run_to_end(order)->last_line == "oops");
  order.heard = Heard::errors;
  CHECK(run_to_end(order)->last_line == "oops");
  order.heard = Heard::nothing;
  CHECK(run_to_end(order)->last_line.empty());
  ::getrusage(RUSAGE_SELF, &after);
  CHECK(after.ru_maxrss - before.ru_maxrss < 50'000);  // KiB
}

TEST_CASE("what hangs is killed with all that it started") {
  const Scripts scripts;
  const std::string file = (scripts.folder() / "pid").string();
  RunOrder order = shell("sleep 1000 & echo $! >" + file + "; wait");
  order.timeout = 300ms;
  const auto began = std::chrono::steady_clock::now();
  const auto end = run_to_end(order);
  REQUIRE(end);
  CHECK(end->how == RunEnd::How::timed_out);
  const auto took = std::chrono::steady_clock::now() - began;
  CHECK(took >= 300ms);
  CHECK(took < 60s);
  if (pid_in(file) > 0) CHECK(goes_away(pid_in(file)));  // 0: not even begun, on a busy machine
}

TEST_CASE("what a program leaves behind is killed, though it holds our pipes") {
  const Scripts scripts;
  const std::string file = (scripts.folder() / "pid").string();
  const auto end = run_to_end(shell("sleep 1000 & echo $! >" + file + "; exit 4"));
  REQUIRE(end);
  CHECK(why_it_ended(end->process.status) == "exit 4");
  CHECK(goes_away(pid_in(file)));
}

TEST_CASE("a run can be stopped from another thread") {
  const Closing closing;
  std::thread other([&] {
    std::this_thread::sleep_for(50ms);
    closing.close();
  });
  RunOrder order = shell("sleep 1000");
  order.stop = closing.number();
  CHECK(run_to_end(order)->how == RunEnd::How::stopped);
  other.join();
}

TEST_CASE("no descriptor of ours is left in a program") {
  const int open = ::open("/dev/null", O_RDONLY);  // one that would be
  const auto end = run_to_end(shell("ls /proc/$$/fd | sort -n | tail -1 >&2"));
  ::close(open);
  CHECK(std::stoi(end->last_line) <= 10);  // the shell itself takes one
  const auto signals =
      run_to_end(shell("grep -E 'SigBlk|SigIgn' /proc/self/status | tr -d '\\n' >&2"));
  CHECK(signals->last_line.find("SigBlk:\t0000000000000000") == std::string::npos);
}

TEST_CASE("CPU time and the largest memory are the program's") {
  RunOrder order = shell("head -c 60000000 /dev/zero | tail -c 60000000 >/dev/null");
  order.beginning = Beginning::copied;
  const auto large = run_to_end(order);
  REQUIRE(large);
  CHECK(scenarios::command::cpu_seconds(large->process.used) > 0);
  const auto began = scenarios::command::peak_at_the_beginning(Beginning::copied);
  REQUIRE(began);
  if (*began > 30e6) return;  // a sanitizer's own memory hides what programs take
  const auto peak = scenarios::command::own_peak_bytes(large->process.used, *began);
  REQUIRE(peak);
  CHECK(*peak > 60e6);
  CHECK(*peak < 200e6);
  RunOrder small{.program = "/bin/true", .words = {"true"}, .beginning = Beginning::copied};
  CHECK_FALSE(scenarios::command::own_peak_bytes(run_to_end(small)->process.used, *began));
}

TEST_CASE("an empty run takes some time") {
  const auto took = scenarios::command::time_empty_run();
  REQUIRE(took);
  CHECK(*took > 10us);
  CHECK(*took < 10s);
}

}  // namespace process_run_test
