#include "harness/scenario/time_plan.h"

#include <algorithm>

#include "harness/scenario/form.h"

namespace harness::scenario {
namespace {

/// What is left of what should take `expected` and has taken `taken`. Nobody knows when something
/// ends that is late: half as late again is never far off, and never nothing.
Duration rest_of(Duration expected, Duration taken) {
  return taken < expected ? expected - taken : (taken - expected) / 2;
}

Step search_step(const Search& search) {
  OpenLoad load;
  load.segments =
      schedule::constant("search", 1, search.most + Search::curve_points * search.curve_point);
  return {.name = {}, .settings = {}, .load = std::move(load), .toll = search.toll};
}

Step ablation_step(const ablation::Design& design) {
  return {.name = {}, .settings = {}, .load = ClosedLoad{.length = design.most}};
}

std::vector<Step> planned_steps(const Form& form) {
  if (form.search() != nullptr) return {search_step(*form.search())};
  if (form.ablation() != nullptr) return {ablation_step(*form.ablation())};
  const auto steps = form.steps();
  return {steps.begin(), steps.end()};
}

}  // namespace

void Lesson::learn(Duration planned, Duration taken) {
  planned_ += planned;
  taken_ += std::max(taken, Duration{});
  ++count_;
}

Duration Lesson::expect(Duration planned) const {
  if (count_ == 0) return planned;
  if (planned_ <= Duration{}) return std::max(planned, taken_ / count_);
  const double longer = static_cast<double>(taken_.count()) / static_cast<double>(planned_.count());
  return Duration(static_cast<Duration::rep>(static_cast<double>(planned.count()) * longer));
}

TimePlan::TimePlan(const Form& form, bool with_capacity) {
  for (const Step& step : planned_steps(form)) parts_.push_back(part_of(step));
  Part capacity = parts_.empty() ? Part{} : parts_.front();
  capacity.ageing = {};
  capacity.passes.reset();
  capacity.is_closed = true;
  capacity.loading = form.capacity;
  capacity.is_over = !with_capacity;
  if (form.search() != nullptr) {
    // One target for all.
    parts_.front().making = {};
    capacity.checking = {};
  }
  parts_.push_back(std::move(capacity));
  frame_ = form.frame;
}

TimePlan::Part TimePlan::part_of(const Step& step) {
  Part part;
  part.making = step.toll.making + step.toll.seeing;
  part.ageing = step.ageing;
  part.loading = warm_up_length(step.load) + measured_length(step.load);
  part.checking = step.toll.checking;
  if (const auto* closed = std::get_if<ClosedLoad>(&step.load)) {
    part.is_closed = true;
    if (closed->passes) {
      part.passes = *closed;
      part.loading = step.toll.pass;
    }
  }
  return part;
}

Duration TimePlan::planned_pass(const Part& part) {
  return part.making + part.loading + part.checking;
}

Duration TimePlan::making(const Part& part) const {
  return part.ageing + making_.expect(part.making);
}

Duration TimePlan::loading(const Part& part) const {
  return part.loading + (part.is_closed ? closed_ends_ : open_ends_).expect({});
}

/// All passes of a step that has made none: as those of each other step tell, on average. Passes
/// are whole, so that a mean pass would not tell of their mean number.
Duration TimePlan::all_passes(const Part& part) const {
  const Duration planned = planned_pass(part);
  Duration sum{};
  Duration::rep count = 0;
  for (const Part& other : parts_) {
    if (other.done.count() == 0) continue;
    Lesson lesson;
    lesson.learn(planned_pass(other), other.done.mean());
    sum += length_of_passes(*part.passes, lesson.expect(planned));
    ++count;
  }
  return count > 0 ? sum / count : length_of_passes(*part.passes, planned);
}

Duration TimePlan::left_of_passes(const Part& part, Instant now) const {
  if (!part.activity && part.done.enough(*part.passes)) return {};
  const Duration all =
      part.done.count() > 0 ? length_of_passes(*part.passes, part.done.mean()) : all_passes(part);
  const Duration under_way = part.activity ? now - part.since : Duration{};
  return rest_of(all, part.done.spent() + under_way);
}

Duration TimePlan::left(const Part& part, Instant now) const {
  if (part.is_over) return {};
  if (part.passes) return left_of_passes(part, now);
  Duration sum{};
  const auto add = [&](Activity activity, Duration expected) {
    if (!part.activity || *part.activity < activity) sum += expected;
    if (part.activity == activity) sum += rest_of(expected, now - part.since);
  };
  add(Activity::making, making(part));
  add(Activity::loading, part.foreseen ? *part.foreseen - part.since : loading(part));
  add(Activity::checking, checking_.expect(part.checking));
  return sum;
}

Duration TimePlan::left(Instant now) const {
  const std::lock_guard lock(mutex_);
  Duration sum = has_begun_ ? frame_ : 2 * frame_;
  for (const Part& part : parts_) sum += left(part, now);
  return sum;
}

Duration TimePlan::left_of_loads() const {
  const std::lock_guard lock(mutex_);
  Duration sum{};
  for (const Part& part : parts_) {
    if (!part.is_over && !part.activity) sum += part.passes ? part.passes->length : part.loading;
  }
  return sum;
}

/// What was under way has ended, and teaches.
void TimePlan::close(Part& part, Instant now) {
  if (!part.activity) return;
  const Duration taken = now - part.since;
  if (part.passes) {
    part.done.add(taken);
    part.activity.reset();
    return;
  }
  switch (*part.activity) {
    case Activity::making:
      making_.learn(part.making, taken - part.ageing);
      break;
    case Activity::loading:
      (part.is_closed ? closed_ends_ : open_ends_).learn({}, taken - part.loading);
      break;
    case Activity::checking:
      checking_.learn(part.checking, taken);
      break;
  }
}

void TimePlan::begin(std::size_t step, Activity activity, Instant now) {
  const std::lock_guard lock(mutex_);
  has_begun_ = true;
  Part& part = parts_.at(step);
  if (part.passes) {
    if (activity != Activity::making) return;
    // Where steps take turns, another one's pass has ended.
    for (Part& other : parts_) {
      if (other.passes) close(other, now);
    }
  } else {
    if (part.activity && *part.activity >= activity) return;
    close(part, now);
  }
  part.activity = activity;
  part.since = now;
}

void TimePlan::end(std::size_t step, Instant now) {
  const std::lock_guard lock(mutex_);
  Part& part = parts_.at(step);
  if (part.is_over) return;
  close(part, now);
  part.is_over = true;
}

void TimePlan::again(std::size_t step) {
  const std::lock_guard lock(mutex_);
  Part& part = parts_.at(step);
  part.is_over = false;
  part.activity.reset();
  part.foreseen.reset();
  part.done = {};
}

void TimePlan::change(std::size_t step, const Step& changed) {
  const std::lock_guard lock(mutex_);
  parts_.at(step) = part_of(changed);
}

void TimePlan::foresee(std::size_t step, Duration left, Instant now) {
  const std::lock_guard lock(mutex_);
  Part& part = parts_.at(step);
  if (part.activity != Activity::loading) return;
  part.foreseen = std::min(now + left, part.since + loading(part));
}

}  // namespace harness::scenario
