#include "harness/schedule/shapes.h"

#include <fmt/format.h>

#include <iterator>

namespace harness::schedule {

std::vector<Segment> constant(std::string phase, double per_s, Duration length) {
  return ramp(std::move(phase), per_s, per_s, length);
}

std::vector<Segment> ramp(std::string phase, double from_per_s, double to_per_s, Duration length) {
  return {Segment{std::move(phase), from_per_s, to_per_s, length}};
}

std::vector<Segment> steps(std::span<const double> rates_per_s, Duration each) {
  std::vector<Segment> segments;
  for (const double rate : rates_per_s) {
    segments.push_back({fmt::format("step {}", segments.size() + 1), rate, rate, each});
  }
  return segments;
}

std::vector<Segment> burst(const BurstShape& shape) {
  std::vector<Segment> segments;
  // A part without a length is left out; any other wrong length is for RateProfile to refuse.
  const auto add = [&](const char* part, unsigned k, double from, double to, Duration length) {
    if (length == Duration::zero()) return;
    segments.push_back({fmt::format("{} {}", part, k), from, to, length});
  };
  const double low = shape.quiet_per_s;
  const double high = shape.peak_per_s;
  for (unsigned k = 1; k <= shape.cycles; ++k) {
    add("quiet", k, low, low, shape.quiet);
    add("rise", k, low, high, shape.edge);
    add("burst", k, high, high, shape.peak);
    add("fall", k, high, low, shape.edge);
  }
  add("quiet", shape.cycles + 1, low, low, shape.quiet);
  return segments;
}

std::vector<Segment> then(std::vector<Segment> first, std::vector<Segment> second) {
  first.insert(first.end(), std::make_move_iterator(second.begin()),
               std::make_move_iterator(second.end()));
  return first;
}

}  // namespace harness::schedule
