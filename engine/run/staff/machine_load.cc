#include "engine/run/staff/machine_load.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

namespace engine::run::staff {
namespace {

constexpr Duration interval = std::chrono::milliseconds(100);

/// The beginning of a file of the kernel's; empty if there is none.
std::string head(const char* path) {
  std::string text(4096, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

/// Takes the next number off the text, past anything else on its line.
std::optional<double> take_number(std::string_view& text) {
  const std::size_t begin = text.find_first_of("0123456789\n");
  if (begin == std::string_view::npos || text[begin] == '\n') return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return static_cast<double>(number);
}

std::optional<double> number_after(std::string_view text, std::string_view label) {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + label.size());
  return take_number(text);
}

double usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  double cores = 1;
  if (sched_getaffinity(0, sizeof set, &set) == 0) cores = std::max(CPU_COUNT(&set), 1);
  const auto quota = quota_cores(head("/sys/fs/cgroup/cpu.max"));
  return quota ? std::min(cores, *quota) : cores;
}

}  // namespace

std::optional<double> idle_ticks(std::string_view stat) {
  if (!stat.starts_with("cpu ")) return std::nullopt;
  double idle = 0;
  for (int field = 0; field < 5; ++field) {  // user, nice, system, idle, iowait
    const auto ticks = take_number(stat);
    if (!ticks) return std::nullopt;
    if (field >= 3) idle += *ticks;
  }
  return idle;
}

std::optional<double> available_share(std::string_view meminfo) {
  const auto all = number_after(meminfo, "MemTotal:");
  const auto available = number_after(meminfo, "MemAvailable:");
  if (!all || !available || *all <= 0) return std::nullopt;
  return std::clamp(*available / *all, 0.0, 1.0);
}

std::optional<double> quota_cores(std::string_view cpu_max) {
  if (cpu_max.starts_with("max")) return std::nullopt;
  const auto quota = take_number(cpu_max);
  const auto period = take_number(cpu_max);
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return *quota / *period;
}

MachineLoad::MachineLoad() : read_at_(std::chrono::steady_clock::now()) {
  reading_.cores = usable_cores();
}

void MachineLoad::refresh(Time now) {
  const std::unique_lock reader(reader_, std::try_to_lock);
  if (!reader || now < read_at_ + interval) return;
  const double elapsed = std::chrono::duration<double>(now - read_at_).count();
  const auto ticks = idle_ticks(head("/proc/stat"));
  const auto idle_s =
      ticks ? std::optional(*ticks / static_cast<double>(sysconf(_SC_CLK_TCK))) : std::nullopt;
  const double idle = idle_s && idle_s_ ? std::max(*idle_s - *idle_s_, 0.0) / elapsed : 0;
  const double memory = available_share(head("/proc/meminfo")).value_or(1);
  idle_s_ = idle_s;
  read_at_ = now;
  const std::lock_guard lock(mutex_);
  reading_.idle_cores = idle;
  reading_.memory_available = memory;
}

MachineReading MachineLoad::reading() const {
  const std::lock_guard lock(mutex_);
  return reading_;
}

}  // namespace engine::run::staff
