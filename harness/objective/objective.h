// A limit on one figure, such as p99<=500ms: met, missed or can't tell.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/objective/counter_limit.h"
#include "harness/result/run_result.h"

namespace harness::objective {

/// A limit on one figure of each measured point. Decides; never prints.
/// Figures: p50, p95, p99, p999, mean, max (latency of those that ended ok), errors (failed of the
/// accepted), shed (refused of all requests), recovery (after a burst), throughput (achieved); and
/// growth, an estimate of the whole run's (of each engine's memory in a soak). Errors, shed and max
/// count all requests of a phase, those of a warm-up that was cut off it, too. Of targets that tell
/// them: first_p50, first_p95, first_p99 (until the first result; also ttft_p99), gap_mean,
/// gap_p50, gap_p95, gap_p99 (between results; also itl_p99), units (that were produced a second),
/// goodput (requests that held all limits on single ones, a second). Units: ns, us, ms, s; %; /s;
/// MiB/h, GiB/h. Any other name is that of a counter of the target's: see CounterLimit.
class Objective {
 public:
  /// "p99<=500ms", "errors<1%", "throughput>=100/s"; `source` says who asks ("000.S").
  static Expected<Objective> parse(std::string_view text, std::string source = {});

  /// The names that no counter may have, those that are another's second one included.
  static std::vector<std::string_view> figures();

  /// One verdict for the worst of the result's measured points; can't tell when none has the figure
  /// (or, for a quantile q, when fewer than 10/(1-q) requests ended ok).
  /// A figure that has an interval is judged by it: a limit within it is neither met nor missed.
  /// Can't tell, too, where it hangs on a point that can't be judged: one with too few requests
  /// or one that is not valid. A point that can be judged and misses decides it all the same. Where
  /// nothing ended well, that is an error rate of 100 % however busy the machine was.
  /// Of an estimate the whole interval has to be within the limit, or beyond it, in a valid run.
  result::ObjectiveResult check(const result::RunResult& result) const;

  /// What an upper limit demands of single requests: for searching the rate that holds it.
  struct RequestLimit {
    enum class Kind { quantile, mean, errors, shed };
    enum class Of { latency, first_result, gap };
    Kind kind = Kind::quantile;
    Of of = Of::latency;  // of a quantile, a mean
    double fraction = 0;  // of a quantile: 0.99
    double limit = 0;     // quantile, mean: ns; errors, shed: a share from 0 to 1
  };
  /// Empty for limits that are none of single requests (max, recovery, throughput, growth, those of
  /// counters), and for lower limits.
  std::optional<RequestLimit> request_limit() const;

  /// As written, and who asks.
  const std::string& text() const { return text_; }
  const std::string& source() const { return source_; }

 private:
  enum class Comparison { less, at_most, greater, at_least };
  enum class Dimension;
  struct Quantity;   // what can be limited: p99, errors, ...
  struct Unit;       // what a limit can be given in
  struct Judgement;  // of one point

  static std::span<const Quantity> quantities();
  static std::span<const Unit> units();
  Expected<void> parse_quantity(std::string_view name);
  Expected<void> parse_comparison(std::string_view sign);
  Expected<void> parse_limit(std::string_view limit);
  tl::unexpected<Error> wrong(std::string_view what) const;

  result::ObjectiveResult check_points(const result::RunResult& result) const;
  result::ObjectiveResult check_estimates(const result::RunResult& result) const;
  result::ObjectiveResult check_counter(const result::RunResult& result) const;
  result::ObjectiveResult no_counter(const result::RunResult& result) const;
  result::ObjectiveResult not_measured(const result::RunResult& result) const;
  std::string_view name() const;  // of the figure or counter
  std::string words_for(const Judgement& judgement) const;
  Judgement judge(result::Point point, std::string name, double rests_on) const;
  result::Verdict judge(const result::Estimated& estimate) const;
  std::string interval_around_limit(const result::Point& point) const;
  double in_unit(double measured) const;
  bool is_met_by(double measured) const;
  bool is_upper() const;
  bool holds(double figure, double limit) const;
  bool is_worse(const Judgement& a, const Judgement& b) const;

  std::string text_, source_;
  std::string word_;                     // the figure's name as it was written
  std::optional<CounterLimit> counter_;  // then there is no quantity, and no unit
  const Quantity* quantity_ = nullptr;
  const Unit* unit_ = nullptr;
  Comparison comparison_ = Comparison::less;
  double limit_ = 0;  // in the unit
};

}  // namespace harness::objective
