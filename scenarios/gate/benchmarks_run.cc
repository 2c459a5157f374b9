#include "scenarios/gate/benchmarks_run.h"

#include <fmt/format.h>

#include <memory>
#include <random>

#include "harness/benchmarks/benchmark_gate.h"
#include "harness/benchmarks/benchmark_process.h"
#include "harness/environment/environment.h"
#include "scenarios/contenders/relink/relinker.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::benchmarks::Programs;
namespace fs = std::filesystem;

/// Both programs' linkers, found when they are wanted first.
class LinkBoth {
 public:
  LinkBoth(const GateOrder& order, fs::path folder, std::stop_token stop)
      : order_(order),
        folder_(std::move(folder)),
        stop_(std::move(stop)),
        random_(order.plan.seed) {}

  Expected<Programs> operator()() {
    if (!base_) {
      auto found = Relinker::of(order_.base.path, stop_);
      if (!found) return harness::failure("the base: " + found.error().message);
      base_.emplace(std::move(*found));
    }
    if (!candidate_) {
      auto found = Relinker::of(order_.candidate.path, stop_);
      if (!found) return harness::failure("the candidate: " + found.error().message);
      candidate_.emplace(std::move(*found));
    }
    Programs programs{folder_ / "base", folder_ / "candidate"};
    return base_->link(random_(), programs.base, stop_)
        .and_then([&] { return candidate_->link(random_(), programs.candidate, stop_); })
        .map([&] { return programs; });
  }

 private:
  const GateOrder& order_;
  const fs::path folder_;
  const std::stop_token stop_;
  std::mt19937_64 random_;
  std::optional<Relinker> base_, candidate_;
};

void add_facts(const GateOrder& order, harness::gate::GateResult& result) {
  result.base.hash = order.base.hash;
  result.candidate.hash = order.candidate.hash;
  const auto environment = harness::environment::describe_environment();
  for (const auto& [name, value] : environment.facts) {
    // How this program was built says nothing of those.
    for (const char* of_machine : {"cpu", "cores", "cpu_quota", "memory", "virtual_machine",
                                   "kernel", "distribution", "governor", "turbo"}) {
      if (name == of_machine) result.environment.emplace_back(name, value);
    }
  }
  for (const FoundProgram* program : {&order.base, &order.candidate}) {
    result.warnings.insert(result.warnings.end(), program->warnings.begin(),
                           program->warnings.end());
  }
  if (order.base.hash == order.candidate.hash) {
    result.warnings.emplace_back("Both programs are the same bytes: whatever differs is chance.");
  }
}

}  // namespace

bool are_benchmarks(const GateOrder& order) {
  return harness::benchmarks::is_benchmark_program(order.base.path) &&
         harness::benchmarks::is_benchmark_program(order.candidate.path);
}

Expected<harness::gate::GateResult> run_benchmarks(const GateOrder& order,
                                                   const std::string& filter,
                                                   const harness::run::Tell& tell,
                                                   const std::stop_token& stop) {
  auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  LinkBoth link(order, scratch->path(), stop);
  auto result =
      harness::benchmarks::run_benchmark_gate({.programs = {order.base.path, order.candidate.path},
                                               .base_asked = order.base_asked,
                                               .candidate_asked = order.candidate_asked,
                                               .filter = filter,
                                               .budget = order.budget,
                                               .seed = order.plan.seed,
                                               .scratch = scratch->path() / "runs",
                                               .link_again = [&](std::size_t) { return link(); },
                                               .command = order.command},
                                              tell, stop);
  if (result) add_facts(order, *result);
  return result;
}

}  // namespace scenarios
