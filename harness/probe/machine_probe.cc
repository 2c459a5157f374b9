#include "harness/probe/machine_probe.h"

#include <utility>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

constexpr std::size_t stat_limit = std::size_t{1} << 18;  // 2,000 cores or so

/// The first line: user, nice, system, idle, iowait, irq, softirq, steal; the guests' times that
/// follow are already in user and nice.
void read_jiffies(std::string_view line, MachineFigures& figures) {
  std::uint64_t total = 0, idle = 0, steal = 0;
  for (int column = 0; column < 8; ++column) {
    const auto jiffies = whole_number(next_word(line));
    if (!jiffies) return;
    total += *jiffies;
    if (column == 3 || column == 4) idle += *jiffies;
    if (column == 7) steal = *jiffies;
  }
  figures.total_jiffies = total;
  figures.idle_jiffies = idle;
  figures.steal_jiffies = steal;
}

void read_stat(std::string_view text, MachineFigures& figures) {
  std::uint64_t cores = 0;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    const std::string_view name = next_word(line);
    if (!name.starts_with("cpu")) break;
    if (name == "cpu") {
      read_jiffies(line, figures);
    } else {
      ++cores;
    }
  }
  if (cores > 0) figures.cores = cores;
}

/// "some avg10=0.14 avg60=0.06 avg300=0.18 total=6236464"
void read_pressure(std::string_view text, MachineFigures& figures) {
  std::string_view line = next_line(text);
  if (next_word(line) != "some") return;
  for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
    if (word.starts_with("avg10=")) {
      figures.cpu_pressure_percent = decimal_number(word.substr(6));
    } else if (word.starts_with("total=")) {
      figures.cpu_pressure_us = whole_number(word.substr(6));
    }
  }
}

}  // namespace

MachineProbe::MachineProbe(std::filesystem::path proc) : proc_(std::move(proc)) {}

MachineFigures MachineProbe::read() const {
  MachineFigures figures;
  if (const auto text = read_text(proc_ / "stat", stat_limit)) read_stat(*text, figures);
  if (const auto text = read_text(proc_ / "pressure/cpu")) read_pressure(*text, figures);
  if (const auto text = read_text(proc_ / "loadavg")) {
    std::string_view rest = *text;
    figures.load = decimal_number(next_word(rest));
  }
  return figures;
}

}  // namespace harness::probe
