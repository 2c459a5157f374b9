#include "harness/probe/usage.h"

#include <algorithm>
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
  usage.asking_cpu_cores = share_of(used(&ProcessFigures::asking_cpu_ns), length_ns);
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
  const auto waited = [&](Total MachineFigures::*us) {
    return share_of(difference(from.*us, to.*us), length_ns / 1000);
  };
  usage.cpu_pressure_fraction = waited(&MachineFigures::cpu_pressure_us);
  usage.io_pressure_fraction = waited(&MachineFigures::io_pressure_us);
  usage.memory_pressure_fraction = waited(&MachineFigures::memory_pressure_us);
}

/// Of several quotas the one that was used up in most periods; of equals, the innermost.
void compare_quotas(const GroupFigures& from, const GroupFigures& to, Usage& usage) {
  for (std::size_t i = 0; i < std::min(from.quotas.size(), to.quotas.size()); ++i) {
    const Throttling &early = from.quotas[i], &late = to.quotas[i];
    const Usage::Figure throttled = difference(early.throttled, late.throttled);
    const Usage::Figure periods = difference(early.periods, late.periods);
    if (!throttled || !periods) continue;
    if (usage.throttled_periods && *throttled <= *usage.throttled_periods) continue;
    usage.quota_cores = late.cores;
    usage.quota_periods = periods;
    usage.throttled_periods = throttled;
    const Usage::Figure held_up_us = difference(early.throttled_us, late.throttled_us);
    usage.throttled_ms = held_up_us ? Usage::Figure(*held_up_us / 1000) : std::nullopt;
  }
}

void compare_groups(const GroupFigures& from, const GroupFigures& to, double length_ns,
                    Usage& usage) {
  compare_quotas(from, to, usage);
  const auto waited = [&](Total GroupFigures::*us) {
    return share_of(difference(from.*us, to.*us), length_ns / 1000);
  };
  usage.group_cpu_pressure_fraction = waited(&GroupFigures::cpu_pressure_us);
  usage.group_io_pressure_fraction = waited(&GroupFigures::io_pressure_us);
  usage.group_memory_pressure_fraction = waited(&GroupFigures::memory_pressure_us);
}

}  // namespace

Usage usage_between(const Snapshot& from, const Snapshot& to) {
  Usage usage;
  const double length_ns = static_cast<double>((to.when - from.when).count());
  compare_processes(from.process, to.process, length_ns, usage);
  compare_machines(from.machine, to.machine, length_ns, usage);
  compare_groups(from.group, to.group, length_ns, usage);
  if (from.allocations && to.allocations) {
    usage.allocations = difference(from.allocations->count, to.allocations->count);
    usage.allocated_mib = in_mib(difference(from.allocations->bytes, to.allocations->bytes));
  }
  return usage;
}

}  // namespace harness::probe
