#include "harness/run/form.h"

#include <algorithm>

namespace harness::run {
namespace {

Duration warm_up(const Load& load) {
  return std::visit([](const auto& any) { return any.warm_up; }, load);
}

}  // namespace

std::string_view to_string(Size size) {
  return size == Size::quick ? "quick" : size == Size::full ? "full" : "default";
}

Duration measured_length(const Load& load) {
  if (const auto* closed = std::get_if<ClosedLoad>(&load)) return closed->length;
  Duration sum{};
  for (const load::Segment& segment : std::get<OpenLoad>(load).segments) sum += segment.length;
  return sum;
}

Duration length_of(const Form& form) {
  Duration sum = needs_capacity(form) ? form.capacity : Duration{};
  for (const Step& step : form.steps) {
    sum += step.ageing + warm_up(step.load) + measured_length(step.load);
  }
  if (form.search) sum += form.search->most + Search::curve_points * form.search->curve_point;
  if (form.ablation) sum += form.ablation->most;
  return sum;
}

bool needs_capacity(const Form& form) {
  if (form.search) return true;
  return std::any_of(form.steps.begin(), form.steps.end(), [](const Step& step) {
    const auto* open = std::get_if<OpenLoad>(&step.load);
    return open != nullptr && open->rate.relative;
  });
}

Expected<Form> choose_form(const Scenario& scenario, Size size, const Changes& changes) {
  Form form = size == Size::quick  ? scenario.quick
              : size == Size::full ? scenario.full
                                   : scenario.standard;
  if (auto changed = apply(changes, form); !changed) return tl::unexpected(changed.error());
  // The full forms have absolute rates, so they have no capacity of their own.
  if (changes.rate && form.capacity == Duration{}) form.capacity = scenario.standard.capacity;
  return form;
}

}  // namespace harness::run
