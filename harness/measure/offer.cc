#include "harness/measure/offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace harness::measure {
namespace {

constexpr std::size_t most_users = 10'000;

/// The segments after the load's warm-up, which has `warm_up_level`, all at `rate` times their own.
Expected<schedule::RateProfile> profile_of(const scenario::OpenLoad& load, double warm_up_level,
                                           const std::vector<schedule::Segment>& measured,
                                           double rate) {
  std::vector<schedule::Segment> segments;
  if (load.warm_up > Duration{}) {
    segments = schedule::constant("warm-up", warm_up_level, load.warm_up);
  }
  segments = schedule::then(std::move(segments), measured);
  for (schedule::Segment& segment : segments) {
    segment.from_per_s *= rate;
    segment.to_per_s *= rate;
  }
  return schedule::RateProfile::make(std::move(segments));
}

Expected<void> overlay(schedule::Schedule& schedule, const scenario::OpenLoad& load,
                       const scenario::Users& users, double rate) {
  if (users.count < 1 || users.count > most_users) {
    return failure(
        fmt::format("a load is shared by 1 to {} users, not by {}", most_users, users.count));
  }
  auto profile = profile_of(load, 0, users.segments, rate / static_cast<double>(users.count));
  if (!profile) return tl::unexpected(profile.error());
  for (std::size_t i = 0; i < users.count; ++i) schedule.overlay(*profile, users.arrivals);
  return {};
}

std::string describe(const scenario::OpenLoad& load) {
  const bool silent = std::all_of(load.segments.begin(), load.segments.end(), [](const auto& s) {
    return s.from_per_s == 0 && s.to_per_s == 0;
  });
  std::string text = silent && !load.overlays.empty() ? "" : to_string(load.arrivals);
  for (const scenario::Overlay& overlay : load.overlays) {
    if (!text.empty()) text += " + ";
    if (const auto* trace = std::get_if<schedule::Trace>(&overlay)) {
      text += trace->describe();
      continue;
    }
    const auto& users = std::get<scenario::Users>(overlay);
    if (users.count != 1) text += fmt::format("{} users, each ", users.count);
    text += to_string(users.arrivals);
  }
  return text;
}

}  // namespace

Expected<schedule::Schedule> schedule_of(const scenario::OpenLoad& load, double rate,
                                         std::uint64_t seed) {
  auto profile = profile_of(load, load.warm_up_level, load.segments, rate);
  if (!profile) return tl::unexpected(profile.error());
  schedule::Schedule schedule(std::move(*profile), load.arrivals, seed);
  for (const scenario::Overlay& part : load.overlays) {
    if (const auto* trace = std::get_if<schedule::Trace>(&part)) {
      schedule.overlay(*trace, load.warm_up);
    } else if (auto laid = overlay(schedule, load, std::get<scenario::Users>(part), rate); !laid) {
      return tl::unexpected(laid.error());
    }
  }
  return schedule;
}

std::string describe_arrivals(const scenario::Form& form) {
  std::vector<std::string> different;
  for (const scenario::Step& step : form.steps()) {
    const auto* open = std::get_if<scenario::OpenLoad>(&step.load);
    if (open == nullptr) continue;
    std::string text = describe(*open);
    if (std::find(different.begin(), different.end(), text) == different.end()) {
      different.push_back(std::move(text));
    }
  }
  return fmt::format("{}", fmt::join(different, "; "));
}

}  // namespace harness::measure
