#include "engine/inference/schedule/stages.h"

#include <fmt/format.h>

#include <stdexcept>
#include <thread>

namespace engine::inference::schedule {

OptionTable<Faults> fault_rows() {
  using namespace option_words;
  return {
      option<Faults>({"faults.plan", "off | STAGE:KIND:SHARE[:lasting][:DURATION],...",
                      "Faults to inject: KIND is error, exception or delay, STAGE is tokenise, "
                      "prefill, decode (in the middle of an answer), finish, send (the connection "
                      "breaks) or *.",
                      "004.5", "20 % injected errors handled"},
                     &Faults::plan, word("off", "a fault plan, such as decode:error:20%")),
      option<Faults>({"faults.seed", "0 to 4000000000", "Which requests meet the plan's faults."},
                     &Faults::seed, count<std::uint32_t>(0, 4'000'000'000))};
}

Expected<std::shared_ptr<const run::FaultPlan>> plan_of(const Faults& faults) {
  if (faults.plan.empty()) return nullptr;
  return run::FaultPlan::parse(faults.plan, stage_names, faults.seed)
      .and_then([](run::FaultPlan plan) -> Expected<std::shared_ptr<const run::FaultPlan>> {
        if (plan.has(run::Fault::Kind::crash)) {
          return failure(Reason::invalid_option,
                         "faults.plan has crashes, which happen to child processes alone, and "
                         "inference has none");
        }
        return std::make_shared<const run::FaultPlan>(std::move(plan));
      });
}

Expected<void> meet(const run::Fault& fault, Stage stage) {
  const std::string where(stage_names.at(stage));
  switch (fault.kind) {
    case run::Fault::Kind::delay:
      std::this_thread::sleep_for(fault.delay);
      return {};
    case run::Fault::Kind::exception:
      throw std::runtime_error("an exception injected at " + where);
    default:
      return failure(Reason::injected, "at " + where);
  }
}

}  // namespace engine::inference::schedule
