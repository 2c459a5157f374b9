// What an objective can limit, and in which units.
#pragma once

#include "harness/objective/objective.h"

namespace harness::objective {

enum class Objective::Dimension { time, share, rate, pace };

/// A figure that can be limited: in ms, %, /s or MiB/h, as its dimension wants it.
struct Objective::Quantity {
  std::string_view name;
  Dimension dimension;
  result::Figure (*measure)(
      const result::Point&);   // null: it is an estimate of the run's, not a point's
  double requests_needed = 0;  // 10/(1-q) for the quantile q: ten beyond it
  std::optional<RequestLimit::Kind> kind = {};
  double fraction = 0;
  std::string_view estimate = {};  // what such estimates' names begin with
  /// The ends of its interval: null where a point has none.
  result::Figure result::Point::*low = nullptr;
  result::Figure result::Point::*high = nullptr;
  std::string_view also = {};  // another name of it, that users of some subjects know
  RequestLimit::Of of = RequestLimit::Of::latency;

  bool is_latency() const { return dimension == Dimension::time && name != "recovery"; }
};

/// How bad it is: a miss decides before what can't be told.
constexpr int severity(result::Verdict verdict) {
  return verdict == result::Verdict::met ? 0 : verdict == result::Verdict::cant_tell ? 1 : 2;
}

/// A unit of a limit. Of ms, %, /s or MiB/h there are `measured_by` to one of it, or of it there
/// are `limit_by` to one of them; the other is 1. Only divided by, so that 290us is 0.29 ms to the
/// bit.
struct Objective::Unit {
  std::string_view name;
  Dimension dimension;
  double measured_by;
  double limit_by;
};

}  // namespace harness::objective
