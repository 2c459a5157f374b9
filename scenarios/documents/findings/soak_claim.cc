#include "scenarios/documents/findings/soak_claim.h"

#include <fmt/format.h>

#include "scenarios/general/soak_findings.h"

namespace scenarios {
namespace {

using harness::result::RunResult;

constexpr double mib_a_claimed_mb = 1e6 / 0x1p20;  // 000.4 counts megabytes

/// 000.4: growth 25 -> 5 MB/h; V1 leaks, V2 doesn't.
void judge_claim(RunResult& result, const SoakCourse& course) {
  const double claimed_mib = (course.engine == "v1" ? 25 : 5) * mib_a_claimed_mb;
  const bool known = course.engine == "v1" || course.engine == "v2";
  if (!known || !course.memory_mib.is_long_enough()) return;
  if (growth_of(course) == Growth::filling || !course.memory_mib.trend->slope.interval) return;
  const auto [low, high] = *course.memory_mib.trend->slope.interval;
  std::string judgement;
  if (high < claimed_mib) {
    judgement = "it grows by less";
  } else if (low > claimed_mib) {
    judgement = "it grows by more";
  } else if (high - low <= 2 * claimed_mib) {
    judgement = "this agrees with it";
  } else {
    judgement = "this run is too short to tell (--length)";
  }
  result.findings.push_back(fmt::format(
      "000.4 claims that {} grows by {} MB/h{}: {}, {} at this load.", course.engine,
      course.engine == "v1" ? 25 : 5, course.engine == "v1" ? " and leaks" : " and doesn't leak",
      judgement, growth_text(course.memory_mib)));
}

}  // namespace

void judge_growth_claim(RunResult& result) {
  for (const SoakCourse& course : soak_courses(result)) judge_claim(result, course);
}

}  // namespace scenarios
