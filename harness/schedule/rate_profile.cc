#include "harness/schedule/rate_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harness::schedule {
namespace {

using Seconds = std::chrono::duration<double>;

bool is_rate(double per_s) {
  return per_s >= 0 && per_s <= RateProfile::highest_per_s;
}

/// What is wrong with a segment; empty if nothing is.
std::string complaint(const Segment& segment) {
  if (segment.phase.empty()) return "has no phase name";
  for (const double rate : {segment.from_per_s, segment.to_per_s}) {
    if (!is_rate(rate)) {
      return fmt::format("has a rate of {}/s; a rate lies between 0/s and {:.0f}/s", rate,
                         RateProfile::highest_per_s);
    }
  }
  if (segment.length <= Duration::zero()) {
    return fmt::format("lasts {} ns; it must last longer than 0", segment.length.count());
  }
  return {};
}

}  // namespace

RateLine::RateLine(const Segment& segment)
    : from_per_s(segment.from_per_s),
      slope((segment.to_per_s - segment.from_per_s) / Seconds(segment.length).count()),
      length_s(Seconds(segment.length).count()) {}

double RateLine::time_of(double n) const {
  if (n <= 0) return 0;
  if (slope == 0) return std::min(n / from_per_s, length_s);
  // From t (a + s t/2) = n. Rounding can push the root's argument below 0 where the rate ends at 0.
  const double root = std::sqrt(std::max(0.0, from_per_s * from_per_s + 2 * slope * n));
  return std::min(2 * n / (from_per_s + root), length_s);
}

Expected<RateProfile> RateProfile::make(std::vector<Segment> segments) {
  if (segments.empty()) return failure("a load needs at least one segment");
  Duration room = longest;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::string wrong = complaint(segments[i]);
    if (wrong.empty() && segments[i].length > room) wrong = "makes the load longer than 100 years";
    if (!wrong.empty()) {
      return failure(fmt::format("segment {} (\"{}\") {}", i + 1, segments[i].phase, wrong));
    }
    room -= segments[i].length;
  }
  return RateProfile(std::move(segments));
}

RateProfile::RateProfile(std::vector<Segment> segments) : segments_(std::move(segments)) {
  Duration start{};
  double before = 0;
  for (const Segment& segment : segments_) {
    starts_.push_back(start);
    before_.push_back(before);
    lines_.emplace_back(segment);
    start += segment.length;
    before += lines_.back().expected(lines_.back().length_s);
  }
  starts_.push_back(start);
  before_.push_back(before);
}

std::vector<Duration> RateProfile::lengths() const {
  std::vector<Duration> lengths;
  for (const Segment& segment : segments_) lengths.push_back(segment.length);
  return lengths;
}

std::size_t RateProfile::segment_at(Duration t) const {
  const auto next = std::upper_bound(starts_.begin() + 1, starts_.end() - 1, t);
  return static_cast<std::size_t>(next - starts_.begin()) - 1;
}

double RateProfile::rate_at(Duration t) const {
  if (t < Duration::zero() || t >= length()) return 0;
  const std::size_t segment = segment_at(t);
  return lines_[segment].rate(Seconds(t - starts_[segment]).count());
}

double RateProfile::expected_before(Duration t) const {
  if (t <= Duration::zero()) return 0;
  if (t >= length()) return expected();
  const std::size_t segment = segment_at(t);
  return before_[segment] + lines_[segment].expected(Seconds(t - starts_[segment]).count());
}

double RateProfile::expected_within(std::size_t segment) const {
  return lines_[segment].expected(lines_[segment].length_s);
}

std::optional<Duration> RateProfile::time_of(double n) const {
  if (!(n < expected())) return std::nullopt;
  // The last segment that begins at or before n: the others that begin there have no arrivals.
  const auto next = std::upper_bound(before_.begin(), before_.end(), n);
  const auto segment = static_cast<std::size_t>(next - before_.begin()) - 1;
  const double within_s = lines_[segment].time_of(n - before_[segment]);
  const Duration within{std::llround(within_s * 1e9)};
  return starts_[segment] + within;
}

}  // namespace harness::schedule
