#include "scenarios/command/process_target.h"

#include <doctest/doctest.h>

#include "scenarios/command/test_scripts.h"
#include "scenarios/words/shell_words.h"

namespace process_target_test {

using harness::Outcome;
using scenarios::command::Asked;
using scenarios::command::RequestEnd;
using scenarios::command::Scripts;
using Settings = std::vector<harness::scenario::Setting>;
using namespace std::chrono_literals;

namespace {

std::string line(const std::vector<std::string>& words) {
  return scenarios::join_words(words);
}

std::string sh(const std::string& lines) {
  return line({"sh", "-c", lines, "sh", "{item}"});
}

}  // namespace

TEST_CASE("each request is a process with the item's words") {
  const Scripts scripts;
  const std::string items = scripts.file("items.txt", "0\n3\n200\n");
  Asked asked({{"command", sh("echo \"told $1\" >&2; exit $1")}, {"ok_exit", "0,3"}}, items);
  REQUIRE(asked.error.empty());
  CHECK(asked.prepared.target->population() == 3);
  CHECK(asked.prepared.resources == harness::scenario::Resources::other_processes);
  const auto ends = asked.ask_all({0, 1, 2});
  CHECK(ends[0].outcome == Outcome::ok);
  CHECK(ends[1].outcome == Outcome::ok);
  CHECK(ends[2].outcome == Outcome::failed);
  CHECK(ends[2].reason == "exit 200");
  CHECK(ends[2].example == "told 200");
  REQUIRE(ends[0].stages.size() == 2);
  CHECK(ends[0].stages[0] > 0ns);
  CHECK(ends[0].stages[1] > 0ns);
  CHECK(ends[0].stages[0] + ends[0].stages[1] <= ends[0].took + 1ms);
  CHECK(asked.counter("program_cpu_s") > 0);
  CHECK(asked.counter("empty_run_s") > 0);
  CHECK(asked.prepared.describe(2) == "200");
}

TEST_CASE("signals and timeouts are reasons") {
  CHECK(Asked(Settings{{"command", sh("kill -SEGV $$")}}).ask().reason == "killed by signal 11");
  const RequestEnd late = Asked(Settings{{"command", "sleep 1000"}, {"timeout", "100ms"}}).ask();
  CHECK(late.outcome == Outcome::failed);
  CHECK(late.reason == "still running after 100 ms");
}

TEST_CASE("input, fields and values of one's own") {
  const Scripts scripts;
  const std::string items = scripts.file("items.csv", "name,size\nanna,3\n\"b b\",4\n");
  Asked asked({{"command", sh("read x; echo \"$x\" >&2; exit 1")},
               {"input", "{size} {name} {k}\n"},
               {"k", "mine"}},
              items);
  REQUIRE(asked.error.empty());
  CHECK(asked.ask(1).example == "4 b b mine");
}

TEST_CASE("so many at once, and no more") {
  const Scripts scripts;
  const std::string folder = scripts.folder().string();
  // Each counts those that run beside it, itself included.
  const std::string lines =
      "cd " + folder + "; : >run.$$; sleep 0.1; n=$(ls run.* | wc -l); rm run.$$; exit $n";
  Asked asked({{"command", line({"sh", "-c", lines})}, {"parallel", "2"}, {"ok_exit", "1,2"}});
  for (const RequestEnd& end : asked.ask_all({0, 1, 2, 3, 4, 5})) CHECK(end.reason.empty());
}

TEST_CASE("a target that ends kills what runs, and ends what waits") {
  Asked asked(Settings{{"command", "sleep 1000"}, {"parallel", "1"}});
  std::atomic<int> ended = 0;
  const auto count = [](void* context, const harness::Sample&) {
    ++*static_cast<std::atomic<int>*>(context);
  };
  for (std::uint64_t id = 0; id < 3; ++id) {
    asked.prepared.target->submit({id, 0}, {count, &ended, {id, 0}, 0, {}, {}});
  }
  const auto began = std::chrono::steady_clock::now();
  asked.prepared.target.reset();
  CHECK(ended == 3);
  CHECK(std::chrono::steady_clock::now() - began < 60s);
}

TEST_CASE("what can't be is told in a line, before anything runs") {
  const Scripts scripts;
  const auto error = [](const std::vector<harness::scenario::Setting>& settings) {
    const auto checked = scenarios::command_subject().check("", settings);
    return checked ? Asked(settings).error : checked.error().message;
  };
  const auto says = [](const std::string& text, const char* part) {
    CAPTURE(text);
    CHECK(text.find(part) != std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
  };
  says(error({}), "no command is given");
  says(error({{"command", "slep 1"}}), "there is no program 'slep'; did you mean");
  says(error({{"command", "/tmp"}}), "/tmp is a folder");
  says(error({{"command", scripts.file("plain", "text")}}), "may not be run");
  says(error({{"command", "a 'b"}}), "not closed");
  says(error({{"command", "true"}, {"timout", "1s"}}), "did you mean timeout?");
  says(error({{"command", "true"}, {"timeout", "1"}}), "timeout: ");
  says(error({{"command", "true"}, {"parallel", "0"}}), "parallel: '0'");
  says(error({{"command", "true"}, {"ok_exit", "0,x"}}), "ok_exit: 'x'");
  says(error({{"command", "true"}, {"framing", "line"}}), "framing is of processes");
  says(error({{"command", "echo {itm}"}}), "item");
  says(Asked({{"command", "echo {item}"}}, scripts.file("bad", std::string("a\0b\n", 4))).error,
       "item");
  says(Asked({{"command", "echo {item}"}}, scripts.file("long", std::string(200'000, 'x'))).error,
       "more than 128 KiB");
}

}  // namespace process_target_test
