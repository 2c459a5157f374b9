#include "scenarios/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "reports/figure_format.h"
#include "scenarios/progress_bar.h"
#include "scenarios/terminal.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

std::string where(const harness::run::Progress& progress) {
  std::string text = progress.step;
  // Steps that take turns have no number.
  if (progress.steps > 1 && progress.step_number > 0) {
    text += fmt::format(" ({}/{})", progress.step_number, progress.steps);
  }
  if (!progress.phase.empty() && progress.phase != "measured") text += ", " + progress.phase;
  return text;
}

}  // namespace

std::string progress_text(const harness::run::Progress& progress, std::size_t width) {
  const double done = progress.total_s > 0 ? progress.done_s / progress.total_s : 0;
  std::string text = fmt::format("[{}] {:3.0f} %  {} left  {}", progress_bar(done), 100 * done,
                                 clock_text(progress.total_s - progress.done_s), where(progress));
  if (!progress.note.empty()) text += "  " + progress.note;
  const harness::result::TimelineRow& row = progress.interval;
  if (row.t_s > 0) {
    text += fmt::format("  {}  P99 {}  RSS {}", reports::rate(row.completed_per_s),
                        reports::milliseconds(row.latency_ms_p99), reports::mebibytes(row.rss_mib));
    if (row.shed.value_or(0) > 0) text += fmt::format("  shed {}", reports::count(row.shed));
  }
  return fitted(text, width);
}

void ProgressLine::show(const harness::run::Progress& progress) {
  if (!terminal_) {
    announce(progress);
    return;
  }
  const std::size_t width = terminal_of(STDERR_FILENO).width - 1;  // as it is now
  std::fprintf(stderr, "\r\033[K%s", progress_text(progress, width).c_str());
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::announce(const harness::run::Progress& progress) {
  if (progress.phase.empty()) return;
  std::string place = where(progress);
  if (place == announced_) return;
  std::fprintf(stderr, "%s  %s left\n", place.c_str(),
               clock_text(progress.total_s - progress.done_s).c_str());
  announced_ = std::move(place);
}

void ProgressLine::clear() {
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

}  // namespace scenarios
