#include "harness/run/form.h"

#include <fmt/format.h>
#include <algorithm>

namespace harness::run {
namespace {

using std::chrono::duration_cast;

Duration scaled(Duration length, double factor) {
  return duration_cast<Duration>(
      std::chrono::duration<double, std::nano>(static_cast<double>(length.count()) * factor));
}

void stretch(Load& load, double factor) {
  const double warm_up_factor = std::min(1.0, factor);
  if (auto* open = std::get_if<OpenLoad>(&load)) {
    for (load::Segment& segment : open->segments) segment.length = scaled(segment.length, factor);
    for (Overlay& overlay : open->overlays) {
      auto* const users = std::get_if<Users>(&overlay);
      if (users == nullptr) continue;
      for (load::Segment& segment : users->segments) {
        segment.length = scaled(segment.length, factor);
      }
    }
    open->warm_up = scaled(open->warm_up, warm_up_factor);
  } else {
    auto& closed = std::get<ClosedLoad>(load);
    closed.length = scaled(closed.length, factor);
    closed.warm_up = scaled(closed.warm_up, warm_up_factor);
  }
}

Duration measured_length(const Form& form) {
  Duration sum{};
  for (const Step& step : form.steps) sum += measured_length(step.load);
  return sum;
}

Duration warm_up(const Load& load) {
  return std::visit([](const auto& any) { return any.warm_up; }, load);
}

Expected<void> change_length(Form& form, Duration length) {
  const Duration shortest = std::chrono::milliseconds(100) * static_cast<int>(form.steps.size());
  if (length < shortest) {
    return failure(fmt::format("--length is too short: {} step(s) need at least {} ms in all",
                               form.steps.size(), shortest / std::chrono::milliseconds(1)));
  }
  const double factor =
      static_cast<double>(length.count()) / static_cast<double>(measured_length(form).count());
  for (Step& step : form.steps) stretch(step.load, factor);
  if (factor < 1)
    form.interval =
        std::max<Duration>(scaled(form.interval, factor), std::chrono::milliseconds(100));
  return {};
}

/// Calls `change` for each open load. An error if there is none, or what `option` asks for would
/// go by unnoticed.
template <class Change>
Expected<void> change_open_loads(Form& form, const char* option, Change change) {
  bool any = false;
  for (Step& step : form.steps) {
    if (auto* open = std::get_if<OpenLoad>(&step.load)) {
      change(*open);
      any = true;
    }
  }
  if (!any) {
    return failure(
        fmt::format("{} does not fit: this scenario sends as fast as the target answers", option));
  }
  return {};
}

/// The load's own stream falls silent after the warm-up; it still names the phase.
void play(OpenLoad& load, const load::Trace& trace) {
  load.rate = load::per_second(trace.rate_per_s());
  load.segments = load::constant("trace", 0, trace.length());
  load.overlays = {trace};
}

Expected<void> change_arrivals(Form& form, const Changes& changes) {
  if (const auto* law = std::get_if<load::Arrivals>(&*changes.arrivals)) {
    return change_open_loads(form, "--arrivals", [&](OpenLoad& load) { load.arrivals = *law; });
  }
  if (changes.rate || changes.length) {
    return failure(
        fmt::format("{} does not fit a trace, which has its own; --arrivals "
                    "trace:FILE@2 plays it twice as fast",
                    changes.rate ? "--rate" : "--length"));
  }
  const auto& trace = std::get<load::Trace>(*changes.arrivals);
  return change_open_loads(form, "--arrivals", [&](OpenLoad& load) { play(load, trace); });
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
  for (const Step& step : form.steps) sum += warm_up(step.load) + measured_length(step.load);
  return sum;
}

bool needs_capacity(const Form& form) {
  return std::any_of(form.steps.begin(), form.steps.end(), [](const Step& step) {
    const auto* open = std::get_if<OpenLoad>(&step.load);
    return open != nullptr && open->rate.relative;
  });
}

Expected<Form> choose_form(const Scenario& scenario, Size size, const Changes& changes) {
  Form form = size == Size::quick  ? scenario.quick
              : size == Size::full ? scenario.full
                                   : scenario.standard;
  if (changes.arrivals) {
    if (auto changed = change_arrivals(form, changes); !changed) {
      return tl::unexpected(changed.error());
    }
  }
  if (changes.rate) {
    auto changed =
        change_open_loads(form, "--rate", [&](OpenLoad& load) { load.rate = *changes.rate; });
    if (!changed) return tl::unexpected(changed.error());
    // The full forms have absolute rates, so they need no capacity of their own.
    if (form.capacity == Duration{}) form.capacity = scenario.standard.capacity;
  }
  if (changes.length) {
    if (auto changed = change_length(form, *changes.length); !changed) {
      return tl::unexpected(changed.error());
    }
  }
  return form;
}

}  // namespace harness::run
