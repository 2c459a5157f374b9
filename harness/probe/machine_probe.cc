#include "harness/probe/machine_probe.h"

#include <utility>

#include "harness/probe/pressure.h"
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

}  // namespace

MachineProbe::MachineProbe(std::filesystem::path proc) : proc_(std::move(proc)) {}

MachineFigures MachineProbe::read() const {
  MachineFigures figures;
  if (const auto text = read_text(proc_ / "stat", stat_limit)) read_stat(*text, figures);
  const Pressure cpu = read_pressure(proc_ / "pressure/cpu");
  figures.cpu_pressure_percent = cpu.some_percent;
  figures.cpu_pressure_us = cpu.some_us;
  figures.io_pressure_us = read_pressure(proc_ / "pressure/io").some_us;
  figures.memory_pressure_us = read_pressure(proc_ / "pressure/memory").some_us;
  if (const auto text = read_text(proc_ / "loadavg")) {
    std::string_view rest = *text;
    figures.load = decimal_number(next_word(rest));
  }
  return figures;
}

}  // namespace harness::probe
