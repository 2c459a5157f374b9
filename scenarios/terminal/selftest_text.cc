#include "scenarios/terminal/selftest_text.h"

#include <algorithm>

#include "reports/words/check_advice.h"
#include "scenarios/terminal/paint.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::RunResult;

constexpr std::size_t most_findings = 5;  // so many lines, and five others

std::string failed_text(const RunResult& result, const Paint& paint, std::size_t width) {
  const Check* const cause = reports::words::first_cause(result);
  if (cause == nullptr) return {};
  const bool told = !result.findings.empty() && result.findings[0] == cause->sentence;
  std::string text = cause->name;
  if (!told) text += ": " + cause->sentence;
  if (const auto advice = reports::words::check_advice(cause->name); !advice.empty()) {
    text += (told ? ": " : " ") + std::string(advice);
  }
  return wrapped(text, paint.bad("failed") + "  ", "        ", width);
}

}  // namespace

std::string selftest_text(const RunResult& result, const std::filesystem::path& folder,
                          const Terminal& terminal) {
  const Paint paint(terminal.colour);
  const std::size_t width = terminal.width;
  std::string text;
  for (std::size_t i = 0; i < std::min(result.findings.size(), most_findings); ++i) {
    text += i == 0 ? wrapped(result.findings[0], "", "  ", width)
                   : wrapped(result.findings[i], "  ", "    ", width);
  }
  const auto count = [&](CheckState state) {
    return std::count_if(result.checks.begin(), result.checks.end(),
                         [&](const Check& check) { return check.state == state; });
  };
  const auto warned = count(CheckState::warned) + static_cast<long>(result.warnings.size());
  const std::string verdict = result.valid() ? paint.good("valid") : paint.alarming("INVALID");
  std::string checks =
      fmt::format("{} of {} checks passed", count(CheckState::passed), result.checks.size());
  if (warned > 0) {
    checks += fmt::format(", {} warning{} (--verbose shows all)", warned, warned == 1 ? "" : "s");
  }
  text += wrapped(checks, "validity: " + verdict + ", ", "  ", width);
  text += failed_text(result, paint, width);
  return text +
         fmt::format("files: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
}

}  // namespace scenarios
