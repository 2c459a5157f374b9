#include "harness/result/outcomes.h"

#include <algorithm>

namespace harness::result {
namespace {

void add(Figure& sum, const Figure& more) {
  if (sum && more) *sum += *more;
}

Figure share(const Figure& part, const Figure& whole) {
  if (!part || !whole || !(*whole > 0)) return {};
  return *part / *whole;
}

bool is_cut_from(const Point& cut, const Point& point) {
  return !cut.measured && cut.step == point.step &&
         cut.phase.size() == point.phase.size() + cut_warm_up.size() &&
         cut.phase.starts_with(point.phase) && cut.phase.ends_with(cut_warm_up);
}

}  // namespace

Point whole_phase(const RunResult& result, const Point& point) {
  Point whole = point;
  for (const Point& cut : result.points) {
    if (!is_cut_from(cut, point)) continue;
    add(whole.requests, cut.requests);
    add(whole.ok, cut.ok);
    add(whole.failed, cut.failed);
    add(whole.shed, cut.shed);
    if (whole.latency_ms_max && cut.latency_ms_max) {
      whole.latency_ms_max = std::max(*whole.latency_ms_max, *cut.latency_ms_max);
    }
  }
  return whole;
}

Figure accepted(const Point& point) {
  if (point.ok && point.failed) return *point.ok + *point.failed;
  if (point.requests) return *point.requests - point.shed.value_or(0);
  return {};
}

Figure shed_share(const Point& point) {
  return share(point.shed, point.requests);
}

Figure failed_share(const Point& point) {
  return share(point.failed, accepted(point));
}

bool saw_requests(const RunResult& result) {
  return std::any_of(result.points.begin(), result.points.end(), [](const Point& point) {
    return point.measured && point.requests.value_or(0) > 0;
  });
}

}  // namespace harness::result
