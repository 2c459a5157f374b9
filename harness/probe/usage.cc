#include "harness/probe/usage.h"

#include <cstdint>

namespace harness::probe {
namespace {

using Total = std::optional<std::uint64_t>;

constexpr double mib = 1024.0 * 1024.0;

Usage::Figure difference(const Total& from, const Total& to) {
  if (!from || !to || *to < *from) return std::nullopt;
  return static_cast<double>(*to - *from);
}

Usage::Figure both(const Usage::Figure& a, const Usage::Figure& b) {
  return a && b ? Usage::Figure(*a + *b) : std::nullopt;
}

/// Empty if there is nothing to divide by.
Usage::Figure share_of(const Usage::Figure& part, const Usage::Figure& whole) {
  if (!part || !whole || *whole <= 0) return std::nullopt;
  return *part / *whole;
}

Usage::Figure level(const Total& count) {
  return count ? Usage::Figure(static_cast<double>(*count)) : std::nullopt;
}

Usage::Figure in_mib(const Usage::Figure& bytes) {
  return bytes ? Usage::Figure(*bytes / mib) : std::nullopt;
}

void compare_processes(const ProcessFigures& from, const ProcessFigures& to, double length_ns,
                       Usage& usage) {
  const auto used = [&](Total ProcessFigures::*figure) {
    return difference(from.*figure, to.*figure);
  };
  usage.cpu_cores = share_of(used(&ProcessFigures::cpu_ns), length_ns);
  usage.io_operations = used(&ProcessFigures::io_operations);
  usage.read_mib = in_mib(used(&ProcessFigures::read_bytes));
  usage.written_mib = in_mib(used(&ProcessFigures::written_bytes));
  usage.involuntary_switches = used(&ProcessFigures::involuntary_switches);
  usage.context_switches =
      both(usage.involuntary_switches, used(&ProcessFigures::voluntary_switches));
  usage.major_faults = used(&ProcessFigures::major_faults);
  usage.page_faults = both(usage.major_faults, used(&ProcessFigures::minor_faults));
  usage.rss_mib = in_mib(to.rss_bytes);
  usage.rss_mib_peak = in_mib(to.rss_peak_bytes);
  usage.threads = level(to.threads);
  usage.open_files = level(to.open_files);
}

void compare_machines(const MachineFigures& from, const MachineFigures& to, double length_ns,
                      Usage& usage) {
  const Usage::Figure total = difference(from.total_jiffies, to.total_jiffies);
  const Usage::Figure idle = difference(from.idle_jiffies, to.idle_jiffies);
  const Usage::Figure steal = difference(from.steal_jiffies, to.steal_jiffies);
  usage.steal_fraction = share_of(steal, total);
  if (total && idle && steal && to.cores) {
    const Usage::Figure busy = share_of(*total - *idle - *steal, total);
    if (busy) usage.machine_cpu_cores = *busy * static_cast<double>(*to.cores);
  }
  const Usage::Figure waited_us = difference(from.cpu_pressure_us, to.cpu_pressure_us);
  usage.cpu_pressure_fraction = share_of(waited_us, length_ns / 1000);
}

}  // namespace

Usage usage_between(const Snapshot& from, const Snapshot& to) {
  Usage usage;
  const double length_ns = static_cast<double>((to.when - from.when).count());
  compare_processes(from.process, to.process, length_ns, usage);
  compare_machines(from.machine, to.machine, length_ns, usage);
  if (from.allocations && to.allocations) {
    usage.allocations = difference(from.allocations->count, to.allocations->count);
    usage.allocated_mib = in_mib(difference(from.allocations->bytes, to.allocations->bytes));
  }
  return usage;
}

}  // namespace harness::probe
