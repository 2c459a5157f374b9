// Any bytes at all as a fault plan: refused with a reason, or a plan whose draws are sound, and the
// same when it is read again.
#include <cstdlib>

#include "engine/run/fault_plan.h"

namespace {

using namespace engine::run;

void require(bool holds) {
  if (!holds) std::abort();
}

bool same(const std::optional<Fault>& a, const std::optional<Fault>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->kind == b->kind && a->lasting == b->lasting && a->delay == b->delay;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view names[] = {"parse", "index_and_state"};
  const auto plan = FaultPlan::parse(text, names, 1);
  if (!plan) {
    require(!plan.error().detail.empty());
    return 0;
  }
  const auto again = FaultPlan::parse(text, names, 1);
  for (std::size_t stage = 0; text != "off" && stage < 2; ++stage) {
    for (std::uint64_t item = 0; item < 50; ++item) {
      const auto fault = plan->at(stage, item, 1 + item % 3);
      require(same(fault, again->at(stage, item, 1 + item % 3)));
      if (!fault) continue;
      require(!plan->is_empty() && plan->has(fault->kind));
      require(static_cast<std::size_t>(fault->kind) < Fault::kinds);
      require(fault->delay.count() >= 0 && fault->delay <= FaultPlan::longest_delay);
      require(fault->lasting == plan->lasting_at(stage, item).has_value());
    }
  }
  return 0;
}
