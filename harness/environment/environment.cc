#include "harness/environment/environment.h"

#include <fmt/format.h>

#include "harness/this_program.h"
namespace harness::environment {
namespace {

std::string known(const std::optional<std::string>& text) {
  return text && !text->empty() ? *text : "unknown";
}

std::string yes_or_no(const std::optional<bool>& value) {
  return !value ? "unknown" : *value ? "yes" : "no";
}

std::string cores(const MachineFacts& machine) {
  const auto number = [](const std::optional<std::uint64_t>& value) {
    return value ? fmt::to_string(*value) : "unknown";
  };
  if (machine.usable_cores == machine.now.cores) return number(machine.usable_cores);
  return fmt::format("{} usable of {}", number(machine.usable_cores), number(machine.now.cores));
}

std::string quota(const probe::CpuQuota& quota) {
  if (!quota.known) return "unknown";
  return quota.cores ? fmt::format("{:.2f} cores", *quota.cores) : "none";
}

std::string memory(const std::optional<std::uint64_t>& bytes) {
  if (!bytes) return "unknown";
  return fmt::format("{:.1f} GiB", static_cast<double>(*bytes) / (1024.0 * 1024.0 * 1024.0));
}

using Sentences = std::vector<std::string>;

void judge_build(const BuildFacts& build, const std::optional<Commit>& commit, Sentences& say) {
  if (!build.optimised || build.assertions) {
    say.push_back(
        fmt::format("This Prony is a {}: it, and every engine built with it, is slower than in a "
                    "release build.",
                    build.optimised ? "build with assertions" : "debug build (not optimised)"));
  }
  if (!build.sanitizers.empty()) {
    say.push_back(fmt::format(
        "This Prony is a sanitizer build ({}): it, and every engine built with it, is many times "
        "slower.",
        build.sanitizers));
  }
  if (commit && commit->dirty.value_or(false)) {
    say.push_back(
        "The source tree has changes that are not committed: the commit does not say what was "
        "measured.");
  }
}

void judge_load(const probe::MachineFigures& now, const BusyLimits& limits, Sentences& say) {
  if (now.cpu_pressure_percent && *now.cpu_pressure_percent > limits.cpu_pressure_percent) {
    say.push_back(fmt::format(
        "The machine is busy: in {:.0f} % of the last 10 s some task waited for a core (limit "
        "{:g} %).",
        *now.cpu_pressure_percent, limits.cpu_pressure_percent));
  }
  const double most = limits.load_per_core * static_cast<double>(now.cores.value_or(0));
  if (now.load && now.cores && *now.load > most) {
    say.push_back(fmt::format(
        "The machine is busy: a load of {:.1f} on {} cores over the last minute (limit {:g}).",
        *now.load, *now.cores, most));
  }
}

void judge_machine(const MachineFacts& machine, Sentences& say) {
  if (machine.governor && *machine.governor != "performance") {
    say.push_back(fmt::format(
        "The frequency governor is {}, not performance: speed depends on what ran before.",
        *machine.governor));
  }
  const std::string disk = machine.results_filesystem.value_or("");
  if (disk == "tmpfs" || disk == "ramfs") {
    say.push_back(fmt::format(
        "Results go to {}, where fsync costs nothing: commits look faster than on a disk.", disk));
  }
  if (!machine.invariant_tsc.value_or(true)) {
    say.push_back(
        "The processor has no invariant time-stamp counter: reading the clock is slower and "
        "coarser.");
  }
}

}  // namespace

std::vector<Fact> facts_of(const MachineFacts& machine, const BuildFacts& build,
                           const std::optional<Commit>& commit) {
  return {{"cpu", known(machine.cpu)},
          {"cores", cores(machine)},
          {"cpu_quota", quota(machine.quota)},
          {"memory", memory(machine.memory_bytes)},
          {"virtual_machine", yes_or_no(machine.virtual_machine)},
          {"kernel", known(machine.kernel)},
          {"distribution", known(machine.distribution)},
          {"clock_source", known(machine.clock_source)},
          {"invariant_tsc", yes_or_no(machine.invariant_tsc)},
          {"governor", known(machine.governor)},
          {"frequency_driver", known(machine.frequency_driver)},
          {"turbo", yes_or_no(machine.turbo)},
          {"transparent_huge_pages", known(machine.transparent_huge_pages)},
          {"results_filesystem", known(machine.results_filesystem)},
          {"compiler", build.compiler},
          {"build_type", known(build.build_type)},
          {"flags", build.flags},
          {"sanitizers", build.sanitizers.empty() ? "none" : build.sanitizers},
          {"commit", commit ? commit->id : "unknown"},
          {"dirty", yes_or_no(commit ? commit->dirty : std::nullopt)}};
}

std::vector<std::string> warnings_of(const MachineFacts& machine, const BuildFacts& build,
                                     const std::optional<Commit>& commit,
                                     const BusyLimits& limits) {
  Sentences sentences;
  judge_build(build, commit, sentences);
  judge_load(machine.now, limits, sentences);
  judge_machine(machine, sentences);
  return sentences;
}

Environment describe_environment(const EnvironmentSources& sources, const BusyLimits& limits) {
  const MachineFacts machine = read_machine_facts(sources);
  const BuildFacts build = build_facts();
  const std::optional<Commit> commit = read_commit(this_program().source);
  return {facts_of(machine, build, commit), warnings_of(machine, build, commit, limits)};
}

}  // namespace harness::environment
