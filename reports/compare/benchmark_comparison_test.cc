#include "reports/compare/benchmark_comparison.h"

#include <doctest/doctest.h>

namespace benchmark_comparison_test {

using namespace reports::compare;
using harness::gate::Kind;
using Cells = std::vector<reports::tables::Cell>;

namespace {

NamedBenchmarks file(const char* name, std::size_t repetitions, double time) {
  return {name,
          {{"sort", std::vector<double>(repetitions, 1000 * time)},
           {"join", std::vector<double>(repetitions, 2e6)}}};
}

BenchmarkComparison compared(std::vector<NamedBenchmarks> files) {
  auto comparison = compare_benchmarks(std::move(files), 0.05);
  REQUIRE_MESSAGE(comparison.has_value(), (comparison ? "" : comparison.error().message));
  return std::move(*comparison);
}

}  // namespace

TEST_CASE("each benchmark has a verdict, by name, against the first file") {
  const BenchmarkComparison comparison =
      compared({file("a.json", 24, 1), file("b.json", 24, 1.1), file("c.json", 24, 0.8)});
  const reports::tables::Table table = benchmarks_table(comparison);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells[0].text == "join");
  CHECK(table.rows[0].cells[5].text == "same");
  const Cells sort = table.rows[1].cells;
  CHECK(sort[1].text == "1 \u00b5s");
  CHECK(sort[4].text == "+10 %");
  CHECK(sort[5].text == "regressed");
  CHECK(sort[6].text == "\u221220 %");
  CHECK(sort[7].text == "improved");
  CHECK(comparison.warnings.empty());
}

TEST_CASE("too few repetitions: how many to make") {
  const BenchmarkComparison comparison = compared({file("a.json", 1, 1), file("b.json", 1, 2)});
  REQUIRE(comparison.warnings.size() == 1);
  CHECK(comparison.warnings[0] ==
        "A and B have 1 repetition of each benchmark in common, too few to tell of a regression "
        "among 2: make at least 9, better 24 (--benchmark_repetitions=24).");
  CHECK(comparison.verdicts[0].metrics[0].kind == Kind::inconclusive);
}

TEST_CASE("as few repetitions as can tell are enough") {
  const BenchmarkComparison comparison = compared({file("a.json", 9, 1), file("b.json", 9, 2)});
  CHECK(comparison.warnings.empty());
  CHECK(comparison.verdicts[0].outcome == harness::gate::Outcome::failed);
}

TEST_CASE("what only one file has, and what gives no time, is named") {
  NamedBenchmarks more = file("b.json", 24, 1);
  more.times_ns["new"] = {1};
  more.untimed = {"late (no file)"};
  const BenchmarkComparison comparison = compared({file("a.json", 24, 1), more});
  CHECK(comparison.warnings[0] == "Without a time in B: late (no file).");
  CHECK(comparison.warnings[1] == "Only in B of A and B: new.");
  const auto none = compare_benchmarks({file("a.json", 1, 1), {"b.json", {{"x", {1}}}}}, 0.05);
  REQUIRE_FALSE(none);
  CHECK(none.error().message == "a.json and b.json have no benchmark in common");
}

TEST_CASE("a tolerance within the margin can't be") {
  CHECK_FALSE(compare_benchmarks({file("a", 1, 1), file("b", 1, 1)}, 0.01));
}

TEST_CASE("what the contexts differ in is told, dates left out") {
  NamedBenchmarks one = file("a.json", 1, 1), other = file("b.json", 1, 1);
  one.context = {{"date", "1"}, {"host_name", "here"}, {"num_cpus", "2"}};
  other.context = {{"date", "2"}, {"host_name", "there"}, {"num_cpus", "2"}};
  const auto table = context_table(compared({one, other}));
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells == Cells{"host_name", "here", "there"});
}

}  // namespace benchmark_comparison_test
