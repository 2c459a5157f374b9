#include "scenarios/terminal/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "reports/words/figure_format.h"
#include "scenarios/terminal/progress_bar.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_text.h"

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

harness::run::Progress later(harness::run::Progress progress, double seconds) {
  progress.done_s += seconds;
  // What is late is still not done.
  if (progress.total_s > 0) progress.total_s = std::max(progress.total_s, progress.done_s + 1);
  return progress;
}

std::string progress_text(const harness::run::Progress& progress, std::size_t width) {
  const double done = progress.total_s > 0 ? progress.done_s / progress.total_s : 0;
  std::string text = fmt::format("[{}] {:3.0f} %  {} left  {}", progress_bar(done), 100 * done,
                                 clock_text(progress.total_s - progress.done_s), where(progress));
  if (!progress.note.empty()) text += "  " + progress.note;
  const harness::result::TimelineRow& row = progress.interval;
  if (row.t_s > 0) {
    text += fmt::format("  {}  P99 {}  RSS {}", reports::words::rate(row.completed_per_s),
                        reports::words::milliseconds(row.latency_ms_p99),
                        reports::words::mebibytes(row.rss_mib));
    if (row.shed.value_or(0) > 0) text += fmt::format("  shed {}", reports::words::count(row.shed));
  }
  return fitted(text, width);
}

ProgressLine::ProgressLine(bool terminal) : terminal_(terminal) {
  if (terminal_) ticking_ = std::jthread([this](const std::stop_token& stop) { tick(stop); });
}

ProgressLine::~ProgressLine() {
  if (ticking_.joinable()) {
    ticking_.request_stop();
    ticking_.join();
  }
  clear();
}

void ProgressLine::tick(const std::stop_token& stop) {
  constexpr std::chrono::seconds every(1);
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    woken_.wait_for(lock, stop, every, [] { return false; });
    const auto silent = std::chrono::steady_clock::now() - last_at_;
    if (!shown_ || stop.stop_requested() || silent < every) continue;
    draw(later(last_, std::chrono::duration<double>(silent).count()));
  }
}

void ProgressLine::show(const harness::run::Progress& progress) {
  const std::lock_guard lock(mutex_);
  if (!terminal_) {
    announce(progress);
    return;
  }
  last_ = progress;
  last_at_ = std::chrono::steady_clock::now();
  draw(progress);
  shown_ = true;
}

void ProgressLine::draw(const harness::run::Progress& progress) {
  const std::size_t width = terminal_of(STDERR_FILENO).width - 1;  // as it is now
  std::fprintf(stderr, "\r\033[K%s", progress_text(progress, width).c_str());
  std::fflush(stderr);
}

void ProgressLine::announce(const harness::run::Progress& progress) {
  if (progress.phase.empty()) return;
  const std::string place = where(progress);
  if (!announced_.insert(place).second) return;
  const std::string left =
      progress.total_s > 0 ? "  " + clock_text(progress.total_s - progress.done_s) + " left" : "";
  std::fprintf(stderr, "%s%s\n", place.c_str(), left.c_str());
}

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

}  // namespace scenarios
