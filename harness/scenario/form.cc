#include "harness/scenario/form.h"

#include <algorithm>

#include "harness/scenario/time_plan.h"

namespace harness::scenario {

std::vector<Step>* Form::step_list() {
  if (auto* const steps = std::get_if<Steps>(&course)) return &steps->steps;
  if (auto* const turns = std::get_if<Turns>(&course)) return &turns->steps;
  return nullptr;
}

std::span<Step> Form::steps() {
  std::vector<Step>* const list = step_list();
  return list == nullptr ? std::span<Step>() : std::span<Step>(*list);
}

std::span<const Step> Form::steps() const {
  if (const auto* const steps = std::get_if<Steps>(&course)) return steps->steps;
  if (const auto* const turns = std::get_if<Turns>(&course)) return turns->steps;
  return {};
}

std::string_view to_string(Size size) {
  return size == Size::quick ? "quick" : size == Size::full ? "full" : "default";
}

Duration measured_length(const Load& load) {
  if (const auto* closed = std::get_if<ClosedLoad>(&load)) return closed->length;
  Duration sum{};
  for (const schedule::Segment& segment : std::get<OpenLoad>(load).segments) sum += segment.length;
  return sum;
}

Duration warm_up_length(const Load& load) {
  return std::visit([](const auto& any) { return any.warm_up; }, load);
}

Duration length_of(const Form& form) {
  return TimePlan(form, measures_capacity(form)).left({});
}

bool needs_capacity(const Form& form) {
  if (form.search()) return true;
  return std::any_of(form.steps().begin(), form.steps().end(), [](const Step& step) {
    const auto* open = std::get_if<OpenLoad>(&step.load);
    return open != nullptr && open->rate.relative;
  });
}

bool measures_capacity(const Form& form) {
  return needs_capacity(form) && form.capacity > Duration{};
}

Expected<Form> choose_form(const Scenario& scenario, Size size, const Changes& changes) {
  Form form = size == Size::quick  ? scenario.quick
              : size == Size::full ? scenario.full
                                   : scenario.standard;
  // The full forms have absolute rates, so they have no capacity of their own.
  if (changes.rate && form.capacity == Duration{}) form.capacity = scenario.standard.capacity;
  if (changes.capacity_is_known) form.capacity = {};
  form.frame = changes.frame;
  if (auto changed = apply(changes, form); !changed) return tl::unexpected(changed.error());
  return form;
}

}  // namespace harness::scenario
