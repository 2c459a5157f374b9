#include "reports/sheet/fitted_tics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "reports/plot/plots.h"
#include "reports/sample/sample_run.h"
#include "reports/sheet/frame.h"
#include "reports/sheet/names_axis.h"
#include "reports/sheet/narrow.h"
#include "reports/words/escape.h"

namespace fitted_tics_test {

using namespace reports::sample;
using namespace reports::words;
using namespace reports::plot;
using namespace reports::sheet;

namespace {

using Labels = std::vector<std::string>;

Labels labels_of(const std::vector<FittedTic>& tics) {
  Labels labels;
  for (const FittedTic& tic : tics) {
    for (const std::string& line : tic.lines) labels.push_back(line);
  }
  return labels;
}

double extent_px(const FittedTic& tic, Direction direction) {
  if (direction == Direction::upwards) return height_px(tic.lines.size());
  std::size_t longest = 0;
  for (const std::string& line : tic.lines) longest = std::max(longest, characters(line));
  return character_px * static_cast<double>(longest);
}

/// Does no label reach into another one's place?
bool apart(const Axis& axis, double length_px, Direction direction) {
  std::vector<std::pair<double, double>> taken;
  for (const FittedTic& tic : fitted_tics(axis, length_px, direction)) {
    if (tic.lines.empty()) continue;
    const double middle = along(axis, tic.at) * length_px;
    const double half = extent_px(tic, direction) / 2;
    taken.emplace_back(middle - half, middle + half);
  }
  std::sort(taken.begin(), taken.end());
  for (std::size_t i = 1; i < taken.size(); ++i) {
    if (taken[i].first < taken[i - 1].second) return false;
  }
  return true;
}

Axis words_across(std::size_t count) {
  Axis axis{.label = {}, .low = 0.5, .high = static_cast<double>(count) + 0.5, .tics = {}};
  axis.names = true;
  axis.most_lines = 3;
  for (std::size_t i = 1; i <= count; ++i) {
    axis.tics.push_back({static_cast<double>(i), "one of many names"});
  }
  return axis;
}

}  // namespace

TEST_CASE("labels that have room stay as they are") {
  CHECK(labels_of(fitted_tics(log_axis("", 3, 40, in_milliseconds), 800, Direction::across)) ==
        Labels{"2 ms", "5 ms", "10 ms", "20 ms", "50 ms"});
  CHECK(labels_of(fitted_tics(linear_axis("", 0.9, in_counts), 300, Direction::upwards)) ==
        Labels{"0", "0.2", "0.4", "0.6", "0.8"});
}

TEST_CASE("a logarithmic axis keeps its decades, and all of its marks") {
  const Axis axis = log_axis("", 1.2, 90, in_milliseconds);
  const auto tics = fitted_tics(axis, 160, Direction::across);
  CHECK(labels_of(tics) == Labels{"1 ms", "10 ms", "100 ms"});
  CHECK(tics.size() == axis.tics.size());
}

TEST_CASE("any other axis loses each second label, or more, and keeps 0") {
  CHECK(labels_of(fitted_tics(time_axis(60), 200, Direction::across)) ==
        Labels{"0", "10", "20", "30", "40", "50", "60"});
  Axis errors{.label = {}, .low = -3.5, .high = 3.5, .tics = {}};
  for (int i = -3; i <= 3; ++i) errors.tics.push_back({static_cast<double>(i), "12345"});
  errors.tics[3].label = "0";
  const Labels some = labels_of(fitted_tics(errors, 200, Direction::across));
  CHECK(std::ranges::count(some, "0") == 1);
  CHECK(some.size() < 7);
}

TEST_CASE("on any axis of any length no label reaches into another one") {
  for (const double length_px : {30.0, 90.0, 150.0, 290.0, 400.0, 820.0}) {
    for (const double high : {1e-5, 0.7, 3.0, 42.0, 999.0, 1e4, 3.3e7}) {
      for (const double spread : {1.5, 10.0, 99.0, 1e4, 1e8}) {
        CAPTURE(length_px);
        CAPTURE(high);
        CAPTURE(spread);
        for (const Axis& axis :
             {linear_axis("", high, in_counts), linear_axis("", high, in_mebibytes, true),
              time_axis(high), log_axis("", high / spread, high, in_milliseconds)}) {
          CHECK(apart(axis, length_px, Direction::across));
          CHECK(apart(axis, length_px, Direction::upwards));
          CHECK_FALSE(labels_of(fitted_tics(axis, length_px, Direction::across)).empty());
        }
      }
    }
  }
}

TEST_CASE("names are broken into lines, and left out only where there is no room for them") {
  CHECK(broken("one transaction a batch, WAL", 19, 3) == Labels{"one transaction a", "batch, WAL"});
  CHECK(broken("batches of 10, not 1: throughput", 18, 3) ==
        Labels{"batches of 10, not", "1: throughput"});
  CHECK(broken("short", 19, 3) == Labels{"short"});
  CHECK(broken("unbreakableunbreakable", 10, 3) == Labels{shortened("unbreakableunbreakable", 10)});
  CHECK(broken("", 10, 3).empty());
  for (const std::size_t count : {1U, 3U, 8U, 30U, 80U}) {
    CAPTURE(count);
    CHECK(apart(words_across(count), 820, Direction::across));
    CHECK(apart(words_across(count), 300, Direction::across));
  }
  CHECK(labels_of(fitted_tics(words_across(8), 820, Direction::across)).size() == 16);
}

TEST_CASE("what a plot for a narrow screen says has room, and none of it is lost") {
  for (const RunResult& run :
       {sample_load(), sample_batch_sweep(), sample_worker_sweep(), sample_overhead(),
        sample_capacity(), sample_selftest(), sample_ablation()}) {
    for (const Plot& plot : plots_of(run)) {
      CAPTURE(plot.name);
      const Sheet sheet = narrow(plot.sheet);
      REQUIRE(sheet.panels.size() == plot.sheet.panels.size());
      double lowest = 1;
      for (std::size_t i = 0; i < sheet.panels.size(); ++i) {
        const Panel& panel = sheet.panels[i];
        const Frame frame = frame_of(sheet, i);
        const double across = (frame.right - frame.left) * width_px(sheet);
        const double upwards = (frame.top - frame.bottom) * height_px(sheet);
        CHECK(across > 180);
        CHECK(upwards > 100);
        CHECK(frame.top < lowest);
        lowest = frame.bottom;
        CHECK(apart(panel.x, across, Direction::across));
        CHECK(apart(panel.y, upwards, Direction::upwards));
        if (!panel.y.names) continue;
        for (const FittedTic& tic : fitted_tics(panel.y, upwards, Direction::upwards)) {
          CHECK_FALSE(tic.lines.empty());
        }
      }
      CHECK(lowest > 0);
    }
  }
}

}  // namespace fitted_tics_test
