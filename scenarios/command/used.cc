#include "scenarios/command/used.h"

#include <algorithm>
#include <vector>

#include "scenarios/command/found_program.h"
#include "scenarios/command/process_run.h"

namespace scenarios::command {
namespace {

constexpr double bytes_a_kib = 1024;
/// Linux counts a process's pages a little late.
constexpr double counted_late = 512 * bytes_a_kib;
constexpr std::size_t empty_runs = 11;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::optional<RunEnd> run_nothing(Beginning beginning) {
  const auto program = find_program("true");
  if (!program) return std::nullopt;
  const auto end = run_to_end({.program = *program, .words = {"true"}, .beginning = beginning});
  if (!end || end->process.status != 0) return std::nullopt;
  return *end;
}

double peak_bytes(const rusage& used) {
  return static_cast<double>(used.ru_maxrss) * bytes_a_kib;
}

}  // namespace

double cpu_seconds(const rusage& used) {
  return seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
}

std::optional<double> peak_at_the_beginning(Beginning beginning) {
  if (beginning == Beginning::as_ours) {
    rusage ours{};
    ::getrusage(RUSAGE_SELF, &ours);
    return peak_bytes(ours);
  }
  const auto end = run_nothing(beginning);
  if (!end) return std::nullopt;
  return peak_bytes(end->process.used);
}

std::optional<double> own_peak_bytes(const rusage& used, double at_the_beginning) {
  const double peak = peak_bytes(used);
  if (peak <= at_the_beginning + counted_late) return std::nullopt;
  return peak;
}

std::optional<harness::Duration> time_empty_run() {
  std::vector<harness::Duration> took;
  for (std::size_t i = 0; i < empty_runs; ++i) {
    const auto end = run_nothing(Beginning::as_ours);
    if (!end) return std::nullopt;
    took.push_back(end->ended - end->begun);
  }
  const auto middle = took.begin() + empty_runs / 2;
  std::nth_element(took.begin(), middle, took.end());
  return *middle;
}

}  // namespace scenarios::command
