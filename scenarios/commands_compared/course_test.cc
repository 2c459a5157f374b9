#include "scenarios/commands_compared/course.h"

#include <doctest/doctest.h>

#include <fstream>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/commands_compared/words.h"

namespace course_test {

using namespace std::chrono_literals;
using harness::result::sample::TemporaryFolder;
using scenarios::compared::Comparison;
using scenarios::compared::Faster;
using scenarios::compared::Order;
using scenarios::compared::read_order;
using scenarios::compared::run_course;
using scenarios::compared::Trouble;
using scenarios::compared::Words;

namespace {

Words words(const std::string& a, const std::string& b) {
  Words made;
  made.commands = {a, b};
  return made;
}

Order order_of(const Words& typed) {
  const auto order = read_order(typed, 0.05);
  REQUIRE(order);
  return *order;
}

Trouble trouble_of(const Words& typed) {
  const auto comparison = run_course(order_of(typed), nullptr, {});
  REQUIRE_FALSE(comparison);
  return comparison.error();
}

}  // namespace

TEST_CASE("what takes far less time is faster") {
  const auto made = run_course(order_of(words("sleep 0.001", "sleep 0.1")), nullptr, {});
  REQUIRE(made);
  CHECK(made->answer.faster == Faster::first);
  CHECK(made->pairs.size() >= 8);
  CHECK(made->pairs[0].runs[0].size() == made->runs_a_pair);
  CHECK(made->pairs[0].wall_s(1) > 0.1);
  CHECK(made->pairs[0].wall_s(0) < made->pairs[0].wall_s(1));
  CHECK_FALSE(made->cut_short);
}

TEST_CASE("without a warm-up a pair is a run of each, as they may take long") {
  Words typed = words("true", "true");
  typed.warm_up = 0;
  typed.most_runs = 2;
  const auto made = run_course(order_of(typed), nullptr, {});
  REQUIRE(made);
  CHECK(made->runs_a_pair == 1);
  typed.warm_up = 1;
  typed.most_runs = 100;
  CHECK(run_course(order_of(typed), nullptr, {})->runs_a_pair > 1);
}

TEST_CASE("so many runs at most, each prepared") {
  const TemporaryFolder folder;
  const std::string log = (folder.path() / "log").string();
  Words typed = words("sh -c 'echo a >>" + log + "'", "sh -c 'echo b >>" + log + "'");
  typed.most_runs = 5;
  typed.warm_up = 2;
  typed.prepare = "echo p >>" + log;
  const auto made = run_course(order_of(typed), nullptr, {});
  REQUIRE(made);
  CHECK(made->pairs.size() == 5);
  CHECK(made->runs_a_pair == 1);
  CHECK(made->answer.faster == Faster::unknown);
  std::ifstream file(log);
  std::size_t a = 0, b = 0;
  for (std::string prepared, line; std::getline(file, prepared) && std::getline(file, line);) {
    CHECK(prepared == "p");
    ++(line == "a" ? a : b);
  }
  CHECK(a == 7);
  CHECK(b == 7);
}

TEST_CASE("what fails, hangs or can't be run ends it") {
  const Trouble failed = trouble_of(words("true", "sh -c 'echo no luck >&2; exit 3'"));
  CHECK(failed.what == Trouble::What::failed);
  CHECK(failed.message.starts_with("B failed: exit 3 (no luck)"));
  Words hangs = words("sleep 100", "true");
  hangs.budget = "1s";
  CHECK(trouble_of(hangs).what == Trouble::What::too_slow);
  Words unprepared = words("true", "true");
  unprepared.prepare = "false";
  CHECK(trouble_of(unprepared).what == Trouble::What::could_not_run);
  CHECK(trouble_of(unprepared).message == "--prepare failed: exit 1");
  Words ignored = words("true", "false");
  ignored.ignore_failure = true;
  ignored.most_runs = 3;
  CHECK(run_course(order_of(ignored), nullptr, {}));
}

TEST_CASE("a stop keeps what there is") {
  std::stop_source stop;
  std::size_t told = 0;
  const auto tell = [&](const harness::run::Progress& progress) {
    if (progress.phase == "measured" && ++told == 4) stop.request_stop();
  };
  const auto made = run_course(order_of(words("sleep 0.05", "sleep 0.05")), tell, stop.get_token());
  REQUIRE(made);
  CHECK(made->cut_short);
  CHECK(made->pairs.size() == 3);
  CHECK(made->answer.faster == Faster::unknown);
}

TEST_CASE("a shell runs both where one needs it") {
  CHECK(order_of(words("true", "true")).shell.empty());
  const Order piped = order_of(words("true", "true | true"));
  CHECK(piped.shell == "sh");
  CHECK(piped.commands[0].words == std::vector<std::string>{"sh", "-c", "true"});
  Words none = words("true", "true '|' true");
  CHECK(order_of(none).shell.empty());
  none.shell = "sh";
  CHECK(order_of(none).shell == "sh");
  none.no_shell = true;
  CHECK(order_of(none).shell.empty());
}

TEST_CASE("what can't be is told before anything runs") {
  const auto error = [](const Words& typed) { return read_order(typed, 0.05).error().message; };
  CHECK(error(words("true", "tru")).find("there is no program 'tru'; did you mean") !=
        std::string::npos);
  CHECK(error(words("true", "ulimit -a")).find("--shell sh") != std::string::npos);
  CHECK(error(words("", "true")) == "--commands: an empty command");
  CHECK(error(words("a 'b", "true")).find("not closed") != std::string::npos);
  Words short_budget = words("true", "true");
  short_budget.budget = "1ms";
  CHECK(error(short_budget).starts_with("--budget: 1ms is not from"));
}

}  // namespace course_test
