#include "scenarios/gate/benchmarks_run.h"

#include <fmt/format.h>

#include "harness/benchmarks/benchmark_gate.h"
#include "harness/benchmarks/benchmark_process.h"
#include "harness/environment/environment.h"
#include "scenarios/gate/fresh_programs.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::benchmarks::Programs;

void add_facts(const GateOrder& order, harness::gate::GateResult& result) {
  result.base = contender_of(order.base_asked, order.base);
  result.candidate = contender_of(order.candidate_asked, order.candidate);
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
  auto fresh = FreshPrograms::make(order, stop);
  if (!fresh) return tl::unexpected(fresh.error());
  harness::schedule::Generator random(order.plan.seed, harness::schedule::Stream::turns);
  bool relinks = false;
  const auto place = [&](harness::pairing::Stage stage) {
    const bool link = relinks && stage == harness::pairing::Stage::confirmation;
    return (link ? fresh->link(random) : fresh->copy(random))
        .map([](const FreshPrograms::Placed& placed) {
          return Programs{placed.programs.base.path, placed.programs.candidate.path};
        });
  };
  auto result = harness::benchmarks::run_benchmark_gate(
      {.programs = {order.base.path, order.candidate.path},
       .base_asked = order.base_asked,
       .candidate_asked = order.candidate_asked,
       .filter = filter,
       .budget = order.budget,
       .seed = order.plan.seed,
       .place = place,
       .relinks = [&] { return relinks = fresh->find_linkers(); },
       .command = order.command},
      tell, stop);
  if (!result) return result;
  add_facts(order, *result);
  for (std::string& warning : fresh->warnings()) result->warnings.push_back(std::move(warning));
  return result;
}

}  // namespace scenarios
