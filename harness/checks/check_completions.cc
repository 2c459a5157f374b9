#include <fmt/format.h>

#include <vector>

#include "harness/checks/check_kinds.h"

namespace harness::checks {
namespace {

using drive::Conduct;
using result::Check;
using result::CheckState;

struct Kind {
  const Conduct::Requests& requests;
  const char* what;  // after "request 7 "
};

/// "3 of: ended twice, the first of them request 7".
std::string told(const std::vector<Kind>& kinds) {
  std::vector<std::string> parts;
  for (const Kind& kind : kinds) {
    if (kind.requests.count == 0) continue;
    parts.push_back(kind.requests.count == 1
                        ? fmt::format("request {} {}", kind.requests.first, kind.what)
                        : fmt::format("{} times a request {}, the first of them request {}",
                                      kind.requests.count, kind.what, kind.requests.first));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::uint64_t count_of(const std::vector<Kind>& kinds) {
  std::uint64_t count = 0;
  for (const Kind& kind : kinds) count += kind.requests.count;
  return count;
}

double in_ms(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

Check ended_once(const measure::MeasuredStep& step) {
  const std::vector<Kind> kinds{
      {step.conduct.again, "was ended once more"},
      {step.conduct.late, "ended after the run had given it up"},
  };
  const std::uint64_t count = count_of(kinds);
  if (count == 0) {
    return {"each request ended once", CheckState::passed, 0.0, 0.0,
            "No request was ended a second time, or after the end."};
  }
  // What a run that was cut short has left behind ends with the target.
  const bool left_behind = step.cut_short && step.conduct.again.count == 0;
  return {"each request ended once", left_behind ? CheckState::warned : CheckState::failed,
          static_cast<double>(count), 0.0,
          fmt::format("{}. A target calls each completion exactly once{}; what came too often "
                      "is in no figure.",
                      told(kinds),
                      step.conduct.late.count > 0 && !step.cut_short
                          ? fmt::format(", and within the {:.3g} s of --patience",
                                        in_ms(step.patience) / 1e3)
                          : "")};
}

Check possible_times(const measure::MeasuredStep& step) {
  const std::vector<Kind> kinds{
      {step.conduct.disorder, "was started before it was sent, or finished before it was started"},
      {step.conduct.ahead, "finished later than the clock had come to"},
      {step.conduct.too_long, "took longer than an hour"},
  };
  const std::uint64_t count = count_of(kinds);
  if (count == 0) {
    return {"times are possible", CheckState::passed, 0.0, 0.0,
            "Each request was sent, started, served and finished in that order, within an hour."};
  }
  return {"times are possible", CheckState::failed, static_cast<double>(count), 0.0,
          fmt::format("{}. Latencies below 0 count as 0, those above an hour as an hour. "
                      "Instants must come from the clock that the target was given.",
                      told(kinds))};
}

std::string why_late(const measure::MeasuredStep& step) {
  const Conduct& conduct = step.conduct;
  if (!conduct.explains_lag()) return {};
  return fmt::format(
      "the target's submit() blocked for {:.4g} s in all, {:.3g} ms at the longest, which made "
      "{:.0f} % of the lag. A target that blocks its callers goes behind ClientThreads, or is "
      "concurrent() and called from several threads",
      in_ms(conduct.blocked) / 1e3, in_ms(conduct.longest_blocked),
      100 * in_ms(conduct.lag_by_blocking) / in_ms(conduct.lag));
}

}  // namespace harness::checks
