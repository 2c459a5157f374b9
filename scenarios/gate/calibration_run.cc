#include "scenarios/gate/calibration_run.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "harness/gate/evidence.h"
#include "harness/pairing/tally.h"
#include "scenarios/gate/injection.h"
#include "scenarios/gate/sides.h"
#include "scenarios/gate/survey.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::gate::Pair;

// 8,000 gates without a confirmed false alarm show fewer than .05 %.
constexpr std::size_t equal_gates = 8'000, other_gates = 300;
constexpr std::size_t equal_pairs = 48, other_pairs = 24;
constexpr std::size_t most_pairs_alone = 32;

/// A kind of candidate, before it is measured.
struct Asked {
  std::string name, watched = {};  // a metric's name
  Injected injected = {};
  std::vector<harness::scenario::Setting> settings = {};
  std::size_t pairs = other_pairs;
  bool equal = false, relinked = false;
};

std::vector<Asked> cases_of(const GateOrder& order) {
  std::vector<Asked> cases{
      {.name = "the same bytes", .pairs = equal_pairs, .equal = true},
      {.name = "the same, linked anew for each pair", .equal = true, .relinked = true}};
  constexpr std::array shares{0.02, 0.05, 0.1, 0.2};
  for (const double share : shares) {
    cases.push_back({.name = fmt::format("{:g} % more work", 100 * share),
                     .watched = "cpu_us_per_request",
                     .injected = {.work = share}});
  }
  for (const double share : shares) {
    cases.push_back({.name = fmt::format("a rare stall, P99 {:g} % more", 100 * share),
                     .watched = "p99",
                     .injected = {.stall = share}});
  }
  for (const auto& setting : order.candidate_settings) {
    cases.push_back(
        {.name = setting.first + "=" + setting.second, .watched = "p50", .settings = {setting}});
  }
  return cases;
}

/// The plan of a gate with that metric only: other metrics, which regress sooner, would end it.
harness::gate::Plan alone(harness::gate::Plan plan, const harness::gate::Metric& metric) {
  plan.metrics = {metric};
  std::erase_if(plan.looks, [](const harness::significance::Look& look) {
    return look.pairs > most_pairs_alone;
  });
  return plan;
}

/// The figure's ratio over all live pairs.
std::optional<double> ratio_of(const std::vector<Pair>& pairs,
                               const harness::gate::Metric& metric) {
  double sum = 0;
  for (const Pair& pair : pairs) {
    if (!figure(pair.base, metric) || !figure(pair.candidate, metric)) return std::nullopt;
    sum += log_worse(pair, metric);
  }
  return std::exp(sum / static_cast<double>(pairs.size()));
}

/// A calibration while it goes on.
class Calibrating {
 public:
  Calibrating(harness::Clock& clock, const GateOrder& order, const harness::run::Tell& tell,
              const std::stop_token& stop)
      : clock_(clock),
        order_(order),
        tell_(tell),
        stop_(stop),
        random_(order.plan.seed, harness::schedule::Stream::turns),
        begun_(clock.now()) {
    order_.base = order_.candidate;
    order_.candidate_settings.clear();
    order_.injected.emplace();  // nothing yet, but what requests take is to be known
  }

  Expected<Calibration> run(const std::vector<Asked>& cases) {
    if (auto looked = look(); !looked) return tl::unexpected(looked.error());
    std::size_t left = 0;
    for (const Asked& asked : cases) left += asked.pairs;
    for (const Asked& asked : cases) {
      if (stop_.stop_requested()) break;
      auto pairs = measure(asked, left);
      if (!pairs) return tl::unexpected(pairs.error());
      left -= asked.pairs;
      if (pairs->size() >= order_.plan.looks.front().pairs) judge(asked, *pairs);
    }
    result_.cut_short = stop_.stop_requested();
    return std::move(result_);
  }

 private:
  Expected<void> look() {
    tell_({.step = "the program", .phase = "looked at", .note = {}, .interval = {}});
    auto sides = Sides::make(order_, stop_);
    if (!sides) return tl::unexpected(sides.error());
    auto seats = sides->place(random_);
    if (!seats) return tl::unexpected(seats.error());
    auto found = survey(clock_, order_, *seats);
    if (!found) return tl::unexpected(found.error());
    survey_ = std::move(*found);
    auto& metrics = order_.plan.metrics;
    for (auto& metric : harness::pairing::gated_counters(survey_.counters)) {
      metrics.push_back(std::move(metric));
    }
    result_.subject = order_.session.target.subject;
    result_.turns = survey_.turn.reason;
    pair_s_ = harness::seconds(survey_.pair);
    return harness::gate::change_metrics(metrics, order_.metrics);
  }

  /// As many pairs as were asked for, or as the budget has room for.
  Expected<std::vector<Pair>> measure(const Asked& asked, std::size_t left) {
    GateOrder order = order_;
    order.candidate_settings = asked.settings;
    auto sides = Sides::make(order, stop_);
    if (!sides) return tl::unexpected(sides.error());
    std::vector<Pair> pairs;
    if (asked.relinked && !sides->find_linkers()) {
      for (std::string& why : sides->warnings()) result_.warnings.push_back(std::move(why));
      return pairs;
    }
    // Equal ones, too, take the way that an injection takes: all cases are of one kind.
    sides->inject(injection_of(asked.injected, survey_.cost));
    while (pairs.size() < asked.pairs && !stop_.stop_requested()) {
      if (live_ >= order_.budget) {
        result_.warnings.push_back(fmt::format("{}: {} of {} pairs, as the budget was used up.",
                                               asked.name, pairs.size(), asked.pairs));
        break;
      }
      show(asked, pairs.size(), left - pairs.size());
      const harness::Instant began = clock_.now();
      auto seats = asked.relinked ? sides->place_relinked(random_) : sides->place(random_);
      if (!seats) return tl::unexpected(seats.error());
      auto pair = take_turns(seats->base, seats->candidate, survey_.turns, random_, stop_);
      if (!pair && stop_.stop_requested()) break;
      if (!pair) return tl::unexpected(pair.error());
      pairs.push_back(std::move(*pair));
      live_ += clock_.now() - began;
      pair_s_ += (harness::seconds(clock_.now() - began) - pair_s_) / 8;
    }
    return pairs;
  }

  void judge(const Asked& asked, const std::vector<Pair>& pairs) {
    CalibratedCase one{.name = asked.name, .watched = {}, .live = pairs.size()};
    tell_({.step = asked.name, .phase = "gates drawn", .note = {}, .interval = {}});
    const harness::pairing::Recorded recorded{
        .pairs = pairs, .fresh_pairs = pairs, .equal = asked.equal};
    one.gates = harness::pairing::resample(
        order_.plan, recorded, asked.equal ? equal_gates : other_gates, order_.plan.seed);
    for (const harness::gate::Metric& metric : order_.plan.metrics) {
      if (metric.name == "p50") one.p50_ratio = ratio_of(pairs, metric);
      if (metric.name != asked.watched) continue;
      one.watched = metric.label;
      one.ratio = ratio_of(pairs, metric);
      one.alone = harness::pairing::resample(alone(order_.plan, metric), recorded, other_gates,
                                             order_.plan.seed);
    }
    result_.pair_s = pair_s_;
    result_.cases.push_back(std::move(one));
  }

  void show(const Asked& asked, std::size_t pair, std::size_t left) const {
    const double done_s = harness::seconds(clock_.now() - begun_);
    tell_({.step = asked.name,
           .phase = "measured",
           .done_s = done_s,
           .total_s = done_s + pair_s_ * static_cast<double>(left),
           .note = fmt::format("pair {} of {}", pair + 1, asked.pairs),
           .interval = {}});
  }

  harness::Clock& clock_;
  GateOrder order_;
  const harness::run::Tell& tell_;
  const std::stop_token& stop_;
  harness::schedule::Generator random_;
  const harness::Instant begun_;
  Survey survey_;
  harness::Duration live_{};  // spent on pairs
  double pair_s_ = 1;
  Calibration result_;
};

}  // namespace

Expected<Calibration> calibrate(harness::Clock& clock, const GateOrder& order,
                                const harness::run::Tell& tell, const std::stop_token& stop) {
  return Calibrating(clock, order, tell, stop).run(cases_of(order));
}

}  // namespace scenarios
