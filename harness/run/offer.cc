#include "harness/run/offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace harness::run {
namespace {

constexpr std::size_t most_users = 10'000;

/// The segments after the load's warm-up, which has `warm_up_level`, all at `rate` times their own.
Expected<load::RateProfile> profile_of(const OpenLoad& load, double warm_up_level,
                                       const std::vector<load::Segment>& measured, double rate) {
  std::vector<load::Segment> segments;
  if (load.warm_up > Duration{}) {
    segments = load::constant("warm-up", warm_up_level, load.warm_up);
  }
  segments = load::then(std::move(segments), measured);
  for (load::Segment& segment : segments) {
    segment.from_per_s *= rate;
    segment.to_per_s *= rate;
  }
  return load::RateProfile::make(std::move(segments));
}

Expected<void> overlay(load::Schedule& schedule, const OpenLoad& load, const Users& users,
                       double rate) {
  if (users.count < 1 || users.count > most_users) {
    return failure(
        fmt::format("a load is shared by 1 to {} users, not by {}", most_users, users.count));
  }
  auto profile = profile_of(load, 0, users.segments, rate / static_cast<double>(users.count));
  if (!profile) return tl::unexpected(profile.error());
  for (std::size_t i = 0; i < users.count; ++i) schedule.overlay(*profile, users.arrivals);
  return {};
}

std::string describe(const OpenLoad& load) {
  const bool silent = std::all_of(load.segments.begin(), load.segments.end(), [](const auto& s) {
    return s.from_per_s == 0 && s.to_per_s == 0;
  });
  std::string text = silent && !load.overlays.empty() ? "" : to_string(load.arrivals);
  for (const Overlay& overlay : load.overlays) {
    if (!text.empty()) text += " + ";
    if (const auto* trace = std::get_if<load::Trace>(&overlay)) {
      text += trace->describe();
      continue;
    }
    const auto& users = std::get<Users>(overlay);
    if (users.count != 1) text += fmt::format("{} users, each ", users.count);
    text += to_string(users.arrivals);
  }
  return text;
}

}  // namespace

Expected<load::Schedule> schedule_of(const OpenLoad& load, double rate, std::uint64_t seed) {
  auto profile = profile_of(load, load.warm_up_level, load.segments, rate);
  if (!profile) return tl::unexpected(profile.error());
  load::Schedule schedule(std::move(*profile), load.arrivals, seed);
  for (const Overlay& part : load.overlays) {
    if (const auto* trace = std::get_if<load::Trace>(&part)) {
      schedule.overlay(*trace, load.warm_up);
    } else if (auto laid = overlay(schedule, load, std::get<Users>(part), rate); !laid) {
      return tl::unexpected(laid.error());
    }
  }
  return schedule;
}

std::string describe_arrivals(const Form& form) {
  std::vector<std::string> different;
  for (const Step& step : form.steps()) {
    const auto* open = std::get_if<OpenLoad>(&step.load);
    if (open == nullptr) continue;
    std::string text = describe(*open);
    if (std::find(different.begin(), different.end(), text) == different.end()) {
      different.push_back(std::move(text));
    }
  }
  return fmt::format("{}", fmt::join(different, "; "));
}

}  // namespace harness::run
