#include "harness/schedule/schedule.h"

#include <algorithm>
#include <functional>

namespace harness::schedule {
namespace {

/// Numbers of its own for each stream: the schedule's seed and the stream's number, well mixed.
Generator generator_of(std::uint64_t seed, std::uint64_t stream) {
  return Generator(seed ^ SeedSpreader(stream)(), Stream::overlaid_arrivals);
}

/// Is the rate the same throughout? Outside the profile it is 0.
bool is_even(const RateProfile& profile, Duration from, Duration to) {
  const std::vector<Segment>& segments = profile.segments();
  if (from >= profile.length()) return true;
  const double rate = profile.rate_at(from);
  if (to > profile.length() && rate > 0) return false;
  for (std::size_t i = profile.segment_at(from);
       i < segments.size() && profile.start(i) < std::min(to, profile.length()); ++i) {
    if (segments[i].from_per_s != rate || segments[i].to_per_s != rate) return false;
  }
  return true;
}

Schedule::Plan plan_of(const Renewal& stream, Duration from, Duration to) {
  const double expected =
      stream.profile().expected_before(to) - stream.profile().expected_before(from);
  return {expected, stream.arrivals().cv * stream.arrivals().cv * expected,
          is_even(stream.profile(), from, to)};
}

Schedule::Plan plan_of(const RecordedStream& stream, Duration from, Duration to) {
  const std::uint64_t count = stream.count_before(to) - stream.count_before(from);
  return {static_cast<double>(count), 0, count == 0};
}

}  // namespace

void Schedule::overlay(RateProfile profile, Arrivals arrivals) {
  add(Renewal(std::move(profile), arrivals, generator_of(seed_, others_.size())));
}

void Schedule::overlay(Trace trace, Duration start) {
  add(RecordedStream(std::move(trace), start));
}

void Schedule::add(std::variant<Renewal, RecordedStream> stream) {
  if (others_.empty()) take_head(0);
  others_.push_back(std::move(stream));
  take_head(others_.size());
}

void Schedule::take_head(std::size_t stream) {
  const std::optional<Arrival> arrival =
      stream == 0 ? first_.next()
                  : std::visit([](auto& other) { return other.next(); }, others_[stream - 1]);
  if (!arrival || arrival->offset >= length()) return;
  heads_.push_back({arrival->offset, stream});
  std::push_heap(heads_.begin(), heads_.end(), std::greater{});
}

std::optional<Arrival> Schedule::merged() {
  if (heads_.empty()) return std::nullopt;
  std::pop_heap(heads_.begin(), heads_.end(), std::greater{});
  const Head head = heads_.back();
  heads_.pop_back();
  take_head(head.stream);
  while (head.due >= profile().start(phase_ + 1)) ++phase_;
  return Arrival{head.due, phase_};
}

Schedule::Plan Schedule::plan(std::size_t phase) const {
  const Duration from = profile().start(phase), to = profile().start(phase + 1);
  Plan sum = plan_of(first_, from, to);
  for (const auto& other : others_) {
    const Plan plan =
        std::visit([&](const auto& stream) { return plan_of(stream, from, to); }, other);
    sum.arrivals += plan.arrivals;
    sum.variance += plan.variance;
    sum.even = sum.even && plan.even;
  }
  return sum;
}

}  // namespace harness::schedule
