#include "harness/result/slowest.h"

#include <algorithm>
#include <set>

namespace harness::result {

std::size_t put_slowest_first(RunResult& result) {
  std::set<std::pair<std::string, std::string>> unmeasured;
  for (const Point& point : result.points) {
    if (!point.measured) unmeasured.emplace(point.step, point.phase);
  }
  const auto measured = [&](const SlowRequest& slow) {
    return !unmeasured.contains({slow.step, slow.phase});
  };
  std::stable_sort(result.slowest.begin(), result.slowest.end(),
                   [&](const SlowRequest& a, const SlowRequest& b) {
                     if (measured(a) != measured(b)) return measured(a);
                     return a.latency_ms.value_or(0) > b.latency_ms.value_or(0);
                   });
  return static_cast<std::size_t>(
      std::count_if(result.slowest.begin(), result.slowest.end(), measured));
}

}  // namespace harness::result
