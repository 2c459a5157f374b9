#include "scenarios/result_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/figure_format.h"
#include "scenarios/effects_text.h"
#include "scenarios/figures_text.h"
#include "scenarios/terminal_table.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::ObjectiveResult;
using harness::result::RunResult;
using harness::result::Verdict;

constexpr std::size_t width = terminal_width;

/// The terminal's colours, where it is one.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string good(const std::string& text) const { return in("32", text); }
  std::string bad(const std::string& text) const { return in("31", text); }
  std::string alarming(const std::string& text) const { return in("1;37;41", text); }
  std::string doubtful(const std::string& text) const { return in("33", text); }
  std::string strong(const std::string& text) const { return in("1", text); }

 private:
  std::string in(const char* code, const std::string& text) const {
    return colour_ ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
  }
  bool colour_;
};

std::string objective_text(const ObjectiveResult& objective, const Paint& paint) {
  const std::string word = objective.verdict == Verdict::met      ? paint.good("met       ")
                           : objective.verdict == Verdict::missed ? paint.bad("MISSED    ")
                                                                  : paint.doubtful("can't tell");
  return wrapped(
      fmt::format("{} ({}): {}", objective.objective, objective.source, objective.sentence),
      "  " + word + "  ", "              ", width);
}

std::string validity_text(const RunResult& result, const Paint& paint) {
  std::string text;
  for (const Check& check : result.checks) {
    if (check.state == CheckState::passed) continue;
    const bool failed = check.state == CheckState::failed;
    text += wrapped(check.name + ": " + check.sentence,
                    "  " + (failed ? paint.bad("failed ") : paint.doubtful("warning")) + "  ",
                    "           ", width);
  }
  for (const std::string& warning : result.warnings) {
    text += wrapped(warning, "  " + paint.doubtful("warning") + "  ", "           ", width);
  }
  const auto passed = std::count_if(result.checks.begin(), result.checks.end(),
                                    [](const Check& c) { return c.state == CheckState::passed; });
  const std::string verdict = result.valid() ? paint.good("valid") : paint.alarming("INVALID");
  return fmt::format("validity: {}, {} of {} checks passed\n", verdict, passed,
                     result.checks.size()) +
         text;
}

std::string capacity_text(const RunResult& result) {
  if (!result.capacity_per_s) return {};
  const std::string capacity = reports::rate(result.capacity_per_s);
  for (const auto& [name, value] : result.parameters) {
    if (name != harness::result::given_capacity) continue;
    return fmt::format("  capacity as given (--capacity {}): {}\n", fitted(value, width / 2),
                       capacity);
  }
  return fmt::format("  capacity measured just before: {}\n", capacity);
}

/// Before anything that might be believed.
std::string alarm_text(const RunResult& result, const Paint& paint) {
  if (result.valid()) return {};
  std::string text = paint.alarming("INVALID") + ": the figures below can't be trusted\n";
  constexpr int most = 3;  // the rest stands below, with the other checks
  int failed = 0;
  for (const Check& check : result.checks) {
    if (check.state != CheckState::failed || ++failed > most) continue;
    text += wrapped(check.name + ": " + check.sentence, "  ", "  ", width);
  }
  if (failed > most) text += fmt::format("  and {} more, see below\n", failed - most);
  return text;
}

}  // namespace

std::string result_text(const RunResult& result, const std::filesystem::path& folder, bool colour) {
  const Paint paint(colour);
  std::string text = wrapped(result.question,
                             paint.strong(fitted(result.scenario, width / 2)) + ": ", "  ", width);
  text += alarm_text(result, paint);
  if (result.cut_short)
    text += paint.doubtful("CUT SHORT: what follows is what was measured until then") + "\n";
  text += "\n";
  for (const std::string& finding : result.findings) text += wrapped(finding, "  ", "    ", width);
  text += capacity_text(result);
  if (!result.tables.empty()) text += "\n" + tables_text(result);
  text += "\n" + (result.effects.empty() ? points_text(result) : effects_text(result, colour));
  if (!result.estimates.empty()) text += "\n" + estimates_text(result);
  text += "\n";
  if (!result.objectives.empty()) {
    text += "objectives\n";
    for (const ObjectiveResult& objective : result.objectives)
      text += objective_text(objective, paint);
    text += "\n";
  }
  text += validity_text(result, paint) + "\n";
  text += fmt::format("files: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
  return text;
}

}  // namespace scenarios
