#include "scenarios/command/used.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/command/found_program.h"
#include "scenarios/command/process_run.h"

namespace scenarios::command {
namespace {

constexpr double bytes_a_kib = 1024;
/// Linux counts a process's pages a little late.
constexpr double counted_late_kib = 1024;
constexpr std::size_t empty_runs = 11;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double peak_kib_of_ours() {
  rusage ours{};
  ::getrusage(RUSAGE_SELF, &ours);
  return static_cast<double>(ours.ru_maxrss);
}

/// What is not of files, which a copy of this program begins with.
double copied_kib_of_ours() {
  std::ifstream status("/proc/self/status");
  std::string name;
  while (status >> name) {
    double value = 0;
    if (name == "RssAnon:" && status >> value) return value;
    std::getline(status, name);
  }
  return peak_kib_of_ours();
}

}  // namespace

double cpu_seconds(const rusage& used) {
  return seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
}

std::optional<double> own_peak_bytes(const rusage& used, Beginning beginning) {
  const auto peak = static_cast<double>(used.ru_maxrss);
  const double began = beginning == Beginning::copied ? copied_kib_of_ours() : peak_kib_of_ours();
  if (peak <= began + counted_late_kib) return std::nullopt;
  return peak * bytes_a_kib;
}

std::optional<harness::Duration> time_empty_run() {
  const auto program = find_program("true");
  if (!program) return std::nullopt;
  const RunOrder order{.program = *program, .words = {"true"}};
  std::vector<harness::Duration> took;
  for (std::size_t i = 0; i < empty_runs; ++i) {
    const auto end = run_to_end(order);
    if (!end || end->process.status != 0) return std::nullopt;
    took.push_back(end->ended - end->begun);
  }
  const auto middle = took.begin() + empty_runs / 2;
  std::nth_element(took.begin(), middle, took.end());
  return *middle;
}

}  // namespace scenarios::command
