#include "reports/words/refused.h"

#include <fmt/format.h>

#include <cmath>

#include "harness/result/outcomes.h"
#include "reports/words/point_names.h"

namespace reports::words {

using harness::result::Figure;

namespace {

using harness::result::Point;
using harness::result::RunResult;

/// Of all requests of its phase; 0 where none was refused, or where that is not known.
double share_of(const RunResult& run, const Point& point) {
  using namespace harness::result;
  const double share = shed_share(whole_phase(run, point)).value_or(0);
  return std::isfinite(share) && share > 0 ? share : 0;
}

}  // namespace

std::string count_and_share(const Figure& part, const Figure& whole) {
  // A share of nothing, or of less than it, is none.
  if (!part || !whole || !(*part > 0 && *part <= *whole)) return count(part);
  return count(part) + " (" + percent(*part / *whole) + ")";
}

std::string refused(const RunResult& run, const Point& point) {
  const double share = share_of(run, point);
  return share > 0 ? percent(share) + " refused" : std::string();
}

std::string refused(const RunResult& run, std::string_view step, std::string_view phase) {
  for (const Point& point : run.points) {
    if (point.step == step && point.phase == phase) return refused(run, point);
  }
  return {};
}

std::string refusal_sentence(const RunResult& run) {
  const Point* most = nullptr;
  std::size_t points = 0;
  for (const Point& point : run.points) {
    if (!point.measured) continue;
    ++points;
    if (share_of(run, point) > (most == nullptr ? 0 : share_of(run, *most))) most = &point;
  }
  if (most == nullptr) return {};
  const std::string where = PointNames(run)(most->step, most->phase);
  return fmt::format(
      "Latencies are of requests that ended ok: {}{} of the requests were refused{}.",
      points == 1 ? "" : "up to ", percent(share_of(run, *most)),
      points == 1 ? std::string() : " (" + where + ")");
}

}  // namespace reports::words
