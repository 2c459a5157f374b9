#include "scenarios/terminal/progress_line.h"

#include <doctest/doctest.h>

#include "scenarios/terminal/terminal_text.h"

namespace progress_line_test {

using harness::run::Progress;
using scenarios::columns_of;
using scenarios::progress_text;

namespace {

Progress half_way() {
  Progress progress;
  progress.step = "load";
  progress.phase = "steady";
  progress.done_s = 30;
  progress.total_s = 60;
  return progress;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("how far it is and how long it takes yet") {
  CHECK(progress_text(half_way(), 99) == "[########........]  50 %  0:30 left  load, steady");
  Progress progress = half_way();
  progress.done_s = 0;
  progress.total_s = 3'725;
  CHECK(progress_text(progress, 99) == "[................]   0 %  1:02:05 left  load, steady");
  progress.done_s = 3'725;
  CHECK(progress_text(progress, 99) == "[################] 100 %  0:00 left  load, steady");
  progress.done_s = 4'000;  // later than planned
  CHECK(contains(progress_text(progress, 99), "0:00 left"));
}

TEST_CASE("where nobody tells of anything the line goes on, and what is late is never done") {
  const Progress in_10_s = scenarios::later(half_way(), 10);
  CHECK(contains(progress_text(in_10_s, 99), " 67 %  0:20 left"));
  const Progress late = scenarios::later(half_way(), 100);
  CHECK(contains(progress_text(late, 99), " 99 %  0:01 left"));
  Progress unknown = half_way();
  unknown.done_s = unknown.total_s = 0;
  CHECK(contains(progress_text(scenarios::later(unknown, 5), 99), "  0 %  0:00 left"));
}

TEST_CASE("a sweep says which step this is") {
  Progress progress = half_way();
  progress.step = "batch 10";
  progress.phase = "measured";
  progress.step_number = 3;
  progress.steps = 7;
  CHECK(contains(progress_text(progress, 99), "batch 10 (3/7)"));
  CHECK_FALSE(contains(progress_text(progress, 99), "measured"));
}

TEST_CASE("the last interval's figures stand at the end, losses only where there are any") {
  Progress progress = half_way();
  progress.interval.t_s = 30;
  progress.interval.completed_per_s = 1234;
  progress.interval.latency_ms_p99 = 0.0123;
  progress.interval.rss_mib = 64;
  progress.interval.shed = 0;
  CHECK(contains(progress_text(progress, 99), "1.23k/s  P99 12.3 \u00b5s  RSS 64 MiB"));
  CHECK_FALSE(contains(progress_text(progress, 99), "shed"));
  progress.interval.shed = 17;
  CHECK(contains(progress_text(progress, 99), "shed 17"));
  progress.interval.latency_ms_p99.reset();
  CHECK(contains(progress_text(progress, 99), "P99 \u2013"));
}

TEST_CASE("never wider than asked for, and never half a character") {
  Progress progress = half_way();
  progress.step = std::string(70, 'x') + "\u6587\u4ef6\u6587\n\033[2J";
  progress.interval.t_s = 30;
  progress.interval.latency_ms_p99 = 0.0123;
  for (std::size_t width = 1; width <= 130; ++width) {
    const std::string text = progress_text(progress, width);
    CAPTURE(text);
    CHECK(columns_of(text) <= width);
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find("\ufffd") == std::string::npos);
  }
}

TEST_CASE("a run without a length is at its beginning") {
  Progress progress = half_way();
  progress.done_s = progress.total_s = 0;
  CHECK(contains(progress_text(progress, 99), "  0 %  0:00 left"));
}

}  // namespace progress_line_test
