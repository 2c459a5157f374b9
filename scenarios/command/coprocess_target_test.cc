#include "scenarios/command/coprocess_target.h"

#include <doctest/doctest.h>

#include <thread>

#include "scenarios/command/test_scripts.h"
#include "scenarios/words/shell_words.h"

namespace coprocess_target_test {

using harness::Outcome;
using scenarios::command::Asked;
using scenarios::command::RequestEnd;
using scenarios::command::Scripts;
using Settings = std::vector<harness::scenario::Setting>;
using namespace std::chrono_literals;

namespace {

Settings shell(const std::string& lines, Settings more = {{"coprocess", "1"}}) {
  const std::vector<std::string> words{"sh", "-c", lines};
  more.emplace_back("command", scenarios::join_words(words));
  return more;
}

constexpr const char* echo_lines = "while read -r line; do echo \"got $line\"; done";

}  // namespace

TEST_CASE("lines in, lines out, by several programs that live on") {
  const Scripts scripts;
  const std::string items = scripts.file("items.txt", "one\ntwo\nthree\n");
  const std::string lines =
      "n=0; while read -r line; do n=$((n+1)); echo \"$line\"; done; echo $n >>" +
      (scripts.folder() / "counts").string();
  Asked asked(shell(lines, {{"coprocess", "2"}, {"expect", "t"}}), items);
  REQUIRE(asked.error.empty());
  std::vector<std::uint64_t> many;
  for (std::uint64_t i = 0; i < 300; ++i) many.push_back(i % 3);
  const auto ends = asked.ask_all(many);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    CHECK((ends[i].outcome == Outcome::ok) == (i % 3 != 0));
    if (i % 3 == 0) CHECK(ends[i].reason == "not the expected answer");
    if (i % 3 == 0) CHECK(ends[i].example == "one");
  }
  CHECK(asked.counter("restarts") == 0);
  CHECK(asked.counter("answer_bytes") == 100 * (3 + 3 + 5));
}

TEST_CASE("each framing, with what the others can't hold") {
  const Scripts scripts;
  const std::string items = scripts.file("items.jsonl", R"({"text": "a\nb"})"
                                                        "\n"
                                                        R"({"text": ""})"
                                                        "\n");
  for (const char* const framing : {"nul", "length", "decimal"}) {
    CAPTURE(framing);
    // What comes in goes out: cat knows no frames.
    Asked asked(
        {{"command", "cat"}, {"coprocess", "1"}, {"framing", framing}, {"input", "{text}!"}},
        items);
    REQUIRE(asked.error.empty());
    CHECK(asked.ask(0).reason.empty());
    CHECK(asked.ask(1).reason.empty());
    CHECK(asked.counter("answer_bytes") == 5);
    CHECK(asked.counter("restarts") == 0);
  }
  const Asked refused({{"command", "cat"}, {"coprocess", "1"}, {"input", "{text}!"}}, items);
  CHECK(refused.error.find("item 1 (a b) holds a line break") != std::string::npos);
}

TEST_CASE("large requests and answers pass while both sides write") {
  const Scripts scripts;
  const std::string items = scripts.file("items.txt", std::string(3'000'000, 'x') + "\n");
  Asked asked({{"command", "cat"}, {"coprocess", "1"}}, items);
  CHECK(asked.ask().reason.empty());
  CHECK(asked.counter("answer_bytes") == 3'000'000);
}

TEST_CASE("an empty answer fails") {
  Asked asked(shell("while read -r line; do echo; done"));
  CHECK(asked.ask().reason == "an empty answer");
}

TEST_CASE("one that dies now and then is started again") {
  Asked asked(shell("read -r a; echo $a; read -r b; echo 'no more' >&2; exit 7"));
  for (int i = 0; i < 4; ++i) {
    CHECK(asked.ask().outcome == Outcome::ok);
    const RequestEnd end = asked.ask();
    CHECK(end.outcome == Outcome::failed);
    CHECK(end.reason == "exit 7");
    CHECK(end.example == "no more");
  }
  CHECK(asked.counter("restarts") >= 3);  // the last one may be under way
}

TEST_CASE("one that dies again and again without an answer fails all at once") {
  Asked asked(shell("read -r a; kill -KILL $$"));
  for (int i = 0; i < 3; ++i) CHECK(asked.ask().reason == "killed by signal 9");
  for (const RequestEnd& end : asked.ask_all({0, 1, 2, 3, 4, 5, 6, 7})) {
    CHECK(end.reason == "died 3 times without an answer: killed by signal 9");
  }
  CHECK(asked.counter("restarts") == 2);
}

TEST_CASE("one that hangs is killed and started again") {
  Asked asked(shell("while read -r a; do [ $a = 1 ] && sleep 1000; echo $a; done",
                    {{"coprocess", "1"}, {"timeout", "1s"}}));
  CHECK(asked.ask(0).outcome == Outcome::ok);
  CHECK(asked.ask(1).reason == "no answer after 1 s");
  CHECK(asked.ask(0).outcome == Outcome::ok);
  CHECK(asked.counter("restarts") == 1);
}

TEST_CASE("answers can't shift by one") {
  Asked twice(shell("while read -r a; do printf '%s\\n%s\\n' $a $a; done"));
  const RequestEnd end = twice.ask();
  // Both lines come together, or the second one before the next request.
  if (end.reason.empty()) {
    CHECK(twice.ask().outcome == Outcome::failed);
  } else {
    CHECK(end.reason == "more than one answer to a request");
  }
  Asked talker(shell("while read -r a; do echo $a; sleep 0.05; echo more; done"));
  CHECK(talker.ask().outcome == Outcome::ok);
  std::this_thread::sleep_for(500ms);
  const RequestEnd next = talker.ask();
  if (next.outcome == Outcome::failed) CHECK(next.reason == "it spoke before it was asked");
  for (int i = 0; i < 20 && talker.counter("restarts") == 0; ++i) {  // on a very busy machine
    std::this_thread::sleep_for(200ms);
    talker.ask();
  }
  CHECK(talker.counter("restarts") > 0);
  Asked nonsense(shell("while read -r a; do echo xyz; done",
                       {{"coprocess", "1"}, {"framing", "decimal"}, {"input", "{item}\n"}}));
  CHECK(nonsense.ask().reason == "an answer that does not begin with its length");
}

TEST_CASE("a target that ends kills its programs and what waits for them") {
  Asked asked(shell("while read -r a; do sleep 1000; done"));
  std::atomic<int> ended = 0;
  const auto count = [](void* context, const harness::Sample&) {
    ++*static_cast<std::atomic<int>*>(context);
  };
  for (std::uint64_t id = 0; id < 3; ++id) {
    asked.prepared.target->submit({id, 0}, {count, &ended, {id, 0}, 0, {}, {}});
  }
  asked.prepared.target.reset();
  CHECK(ended == 3);
}

TEST_CASE("what can't be is told in a line") {
  const auto error = [](const Settings& settings) { return Asked(settings).error; };
  CHECK(error({{"command", "cat {item}"}, {"coprocess", "1"}}).find("the same for all requests") !=
        std::string::npos);
  CHECK(error({{"command", "cat"}, {"coprocess", "0"}}).find("coprocess: '0'") !=
        std::string::npos);
  CHECK(error({{"command", "cat"}, {"coprocess", "1"}, {"framing", "lines"}})
            .find("did you mean line?") != std::string::npos);
  CHECK(error({{"command", "cat"}, {"coprocess", "1"}, {"ok_exit", "1"}})
            .find("ok_exit is of a process a request") != std::string::npos);
  CHECK(Asked(shell(echo_lines)).ask().reason.empty());
}

}  // namespace coprocess_target_test
