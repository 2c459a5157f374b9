#include "reports/timeline/counters.h"

#include <doctest/doctest.h>

namespace counters_test {

using namespace reports::timeline;
using harness::CounterKind;
using harness::result::TimelineRow;

namespace {

RunResult run_with(std::vector<harness::CounterInfo> counters) {
  RunResult run;
  run.counters = std::move(counters);
  for (int i = 1; i <= 10; ++i) {
    TimelineRow row;
    row.t_s = i;
    for (std::size_t k = 0; k < run.counters.size(); ++k) {
      row.counters.emplace_back(static_cast<double>(i) * static_cast<double>(k));
    }
    run.timeline.push_back(row);
  }
  return run;
}

harness::CounterInfo counter(std::string name, std::string unit, CounterKind kind) {
  return {.name = std::move(name), .unit = std::move(unit), .kind = kind, .help = ""};
}

}  // namespace

TEST_CASE("counters of one unit share a panel, levels and rates apart") {
  const RunResult run = run_with({counter("zero", "pages", CounterKind::total),
                                  counter("kept", "bytes", CounterKind::level),
                                  counter("stored", "bytes", CounterKind::level),
                                  counter("read", "bytes", CounterKind::total)});
  const Timeline timeline(run);
  const auto plot = counters_over_time({{"", timeline}});
  REQUIRE(plot);
  REQUIRE(plot->sheet.panels.size() == 2);
  CHECK(plot->sheet.panels[0].y.label == "bytes");
  REQUIRE(plot->sheet.panels[0].lines.size() == 2);
  CHECK(plot->sheet.panels[0].lines[1].label == "stored");
  CHECK(plot->sheet.panels[0].lines[1].spots[4].y == 10);
  CHECK(plot->sheet.panels[1].y.label == "read, bytes per second");  // it has no legend
}

TEST_CASE("engines stand beside one another") {
  const RunResult run =
      run_with({counter("zero", "", CounterKind::total), counter("hits", "", CounterKind::ratio)});
  const Timeline timeline(run);
  const auto plot = counters_over_time({{"v1 ", timeline}, {"v2 ", timeline}});
  REQUIRE(plot);
  REQUIRE(plot->sheet.panels.size() == 1);
  CHECK(plot->sheet.panels[0].lines[0].label == "v1 hits");
  CHECK(plot->sheet.panels[0].lines[1].label == "v2 hits");
}

TEST_CASE("there is no plot of nothing") {
  const Timeline nothing(run_with({}));
  CHECK_FALSE(counters_over_time({{"", nothing}}));
  const RunResult zero = run_with({counter("zero", "", CounterKind::total)});
  const Timeline timeline(zero);
  CHECK_FALSE(counters_over_time({{"", timeline}}));
}

}  // namespace counters_test
