#include "harness/benchmarks/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace harness::benchmarks {
namespace {

/// The first benchmark that fails in the candidate and gives a time in the base.
const Untimed* newly_failing(const BenchmarkFile& base, const BenchmarkFile& candidate) {
  for (const Untimed& one : candidate.untimed) {
    if (one.failed && base.times_ns.contains(one.name)) return &one;
  }
  return nullptr;
}

}  // namespace

Rounds::Rounds(const GateOrder& order, std::stop_token stop)
    : order_(order), stop_(std::move(stop)), random_(order.seed) {}

void Rounds::set_pace(Duration min_time, Duration most) {
  min_time_ = min_time;
  most_ = most;
}

Rounds::Made<BenchmarkFile> Rounds::run_one(const std::filesystem::path& program,
                                            const char* side) {
  auto file = run_benchmarks({.program = program,
                              .out = program.parent_path() / "benchmark.json",
                              .filter = order_.filter,
                              .min_time = min_time_,
                              .repetitions = order_.repetitions,
                              .timed = order_.timed,
                              .most = most_},
                             stop_);
  if (file) return std::move(*file);
  return tl::unexpected(
      Trouble{fmt::format("{} {}", side, file.error().message), stop_.stop_requested()});
}

Rounds::Made<Round> Rounds::run(const Programs& programs) {
  const auto begin = std::chrono::steady_clock::now();
  const bool base_first = (random_() & 1U) == 0;
  Made<BenchmarkFile> base, candidate;
  if (base_first) base = run_one(programs.base, "the base");
  if (base) candidate = run_one(programs.candidate, "the candidate");
  if (candidate && !base_first) base = run_one(programs.base, "the base");
  if (!base) return tl::unexpected(base.error());
  if (!candidate) return tl::unexpected(candidate.error());
  if (const Untimed* const failing = newly_failing(*base, *candidate)) {
    return tl::unexpected(Trouble{
        fmt::format("{} fails in the candidate only: {}", failing->name, failing->message)});
  }
  std::vector<std::string> untimed = base->untimed_names();
  return Round{.times = {std::move(base->times_ns), std::move(candidate->times_ns)},
               .untimed = std::move(untimed),
               .took = std::chrono::steady_clock::now() - begin};
}

}  // namespace harness::benchmarks
