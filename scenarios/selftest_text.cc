#include "scenarios/selftest_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/result/run_result.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::Figure;
using harness::result::KnownAnswer;
using harness::result::RunResult;

constexpr std::size_t width = 100;
constexpr std::size_t model_width = 52;
constexpr std::size_t figure_width = 10;

std::string cell(const std::string& text) {
  return padded(fitted(text, figure_width), figure_width, false);
}

std::string milliseconds(const Figure& figure) {
  return cell(figure ? fmt::format("{:.4g}", *figure) : "-");
}

std::string row(const KnownAnswer& answer, bool first) {
  const std::string model = first ? fitted(answer.model, model_width) : std::string();
  return "  " + padded(model, model_width, true) + padded(answer.quantile, 6, false) +
         milliseconds(answer.theory_ms) + milliseconds(answer.measured_ms) +
         cell(answer.relative_error ? fmt::format("{:+.2f} %", 100 * *answer.relative_error)
                                    : "-") +
         "\n";
}

std::string answers_table(const RunResult& result) {
  std::string text = "  " + padded("latency from due, ms", model_width, true) +
                     padded("", 6, false) + cell("known") + cell("measured") + cell("error") + "\n";
  std::string last;
  for (const KnownAnswer& answer : result.known_answers) {
    text += row(answer, answer.model != last);
    last = answer.model;
  }
  return text;
}

}  // namespace

std::string checks_text(const std::vector<Check>& checks) {
  std::string text;
  for (const Check& check : checks) {
    if (check.state == CheckState::passed) continue;
    const char* const word = check.state == CheckState::failed ? "  failed   " : "  warning  ";
    text += wrapped(check.name + ": " + check.sentence, word, "           ", width);
  }
  const auto passed = std::count_if(checks.begin(), checks.end(), [](const Check& check) {
    return check.state == CheckState::passed;
  });
  return fmt::format("{} of {} checks passed\n", passed, checks.size()) + text;
}

std::string selftest_text(const RunResult& result, const std::filesystem::path& folder) {
  std::string text = wrapped(result.question, "selftest: ", "  ", width) + "\n";
  for (const std::string& finding : result.findings) text += wrapped(finding, "  ", "    ", width);
  text += "\n" + answers_table(result) + "\n" + checks_text(result.checks);
  for (const std::string& warning : result.warnings) {
    text += wrapped(warning, "  warning  ", "           ", width);
  }
  text +=
      fmt::format("\nfiles: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
  return text;
}

}  // namespace scenarios
