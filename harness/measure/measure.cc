#include "harness/measure/measure.h"

#include <algorithm>
#include <memory>

#include "harness/measure/clients_step.h"
#include "harness/measure/open_step.h"
#include "harness/measure/passes_step.h"

namespace harness::measure {

Expected<MeasuredStep> measure(Clock& clock, const StepOrder& order, const std::stop_token& stop) {
  const auto* clients = std::get_if<scenario::ClosedLoad>(&order.step.load);
  if (clients != nullptr && clients->passes) {
    PassesStep step(clock, order, stop);
    while (!step.has_passed()) {
      if (auto passed = step.pass(); !passed) return tl::unexpected(passed.error());
    }
    return step.take();
  }
  StepBook book(clock, order, stop);
  if (auto made = book.prepare(); !made) return tl::unexpected(made.error());
  return clients != nullptr ? measure_clients(book, *clients)
                            : measure_open(book, std::get<scenario::OpenLoad>(order.step.load));
}

Expected<std::vector<MeasuredStep>> measure_in_turn(Clock& clock,
                                                    const std::vector<StepOrder>& orders,
                                                    const std::stop_token& stop) {
  std::vector<std::unique_ptr<PassesStep>> steps;
  for (const StepOrder& order : orders) {
    steps.push_back(std::make_unique<PassesStep>(clock, order, stop));
  }
  const auto goes_on = [](const auto& step) { return !step->has_passed(); };
  while (!stop.stop_requested() && std::any_of(steps.begin(), steps.end(), goes_on)) {
    for (const auto& step : steps) {
      if (step->has_passed() || stop.stop_requested()) continue;
      if (auto passed = step->pass(); !passed) return tl::unexpected(passed.error());
    }
  }
  std::vector<MeasuredStep> measured;
  for (const auto& step : steps) {
    if (step->has_begun()) measured.push_back(step->take());
  }
  return measured;
}

}  // namespace harness::measure
