#include "scenarios/terminal/validity_text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

#include "reports/words/check_advice.h"
#include "scenarios/terminal/claim_words.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::Point;
using harness::result::RunResult;

constexpr const char* margin = "           ";

/// What warnings of one kind have in common: what stands before a colon, else all but the figures.
std::string kind_of(const std::string& warning) {
  const std::size_t colon = warning.find(": ");
  if (colon != std::string::npos) return warning.substr(0, colon);
  std::string kind;
  for (const char c : warning) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) kind += c;
  }
  return kind;
}

/// Warnings, those of one kind once, with how many more there are.
class Warnings {
 public:
  void add(const std::string& sentence) {
    const std::string kind = kind_of(sentence);
    for (Kind& known : kinds_) {
      if (known.kind == kind) {
        ++known.count;
        return;
      }
    }
    kinds_.push_back({kind, sentence, 1});
  }

  std::string text(const Paint& paint, std::size_t width) const {
    std::string text;
    for (const Kind& kind : kinds_) {
      const std::string more =
          kind.count > 1 ? fmt::format(" ({} more of this kind: run.json)", kind.count - 1) : "";
      text += wrapped(kind.sentence + more, "  " + paint.doubtful("warning") + "  ", margin, width);
    }
    return text;
  }

 private:
  struct Kind {
    std::string kind, sentence;
    std::size_t count = 0;
  };
  std::vector<Kind> kinds_;
};

/// A length as --length takes it, a little more rather than less.
std::string length_text(double seconds) {
  if (seconds <= 60) return fmt::format("{:.0f}s", 5 * std::ceil(seconds / 5));
  if (seconds <= 3600) return fmt::format("{:.0f}min", std::ceil(seconds / 60));
  return fmt::format("{:.0f}h", std::ceil(seconds / 3600));
}

/// How long the run would have to measure, in all, for as much evidence as is needed.
std::string wanted_length(const RunResult& result, const Check& check) {
  double measured_s = 0;
  for (const Point& point : result.points) {
    if (point.measured) measured_s += point.duration_s.value_or(0) + point.warm_up_s.value_or(0);
  }
  const double have = check.figure.value_or(0), need = check.limit.value_or(0);
  if (!(have > 0 && need > have && measured_s > 0)) return "Measure longer (--length).";
  // --length is that of the whole run, of which only what is measured has to grow.
  const double whole_s = std::max(result.duration_s, measured_s);
  return fmt::format("About --length {} would do.",
                     length_text(whole_s + measured_s * (need / have - 1)));
}

/// Few samples are in the nature of a quick run: no warning, but a note.
std::string samples_text(const RunResult& result, const Check& check, const Paint& paint,
                         std::size_t width) {
  const bool quick = result.form == "quick";
  return wrapped("Too few independent requests for narrow intervals of the P99. " +
                     wanted_length(result, check),
                 "  " + (quick ? "note   " : paint.doubtful("warning")) + "  ", margin, width);
}

}  // namespace

std::string alarm_text(const RunResult& result, const Paint& paint, std::size_t width) {
  const Check* const cause = reports::words::first_cause(result);
  if (cause == nullptr) return {};
  std::string text =
      wrapped("the figures below can't be trusted", paint.alarming("INVALID") + ": ", "  ", width);
  text += wrapped(cause->name + ": " + with_claimants(cause->sentence), "  ", "    ", width);
  if (const auto advice = reports::words::check_advice(cause->name); !advice.empty()) {
    text += wrapped(advice, "  " + paint.strong("what to do: "), "    ", width);
  }
  return text;
}

std::string validity_text(const RunResult& result, const Paint& paint, std::size_t width) {
  Warnings warnings;
  if (result.checks.empty()) {
    for (const std::string& warning : result.warnings) warnings.add(warning);
    return "validity: nobody checked\n" + warnings.text(paint, width);
  }
  std::string failed, samples;
  for (const Check& check : result.checks) {
    if (check.state == CheckState::failed) failed += (failed.empty() ? "" : "; ") + check.name;
    if (check.state != CheckState::warned) continue;
    if (check.name == "enough independent samples") {
      samples = samples_text(result, check, paint, width);
    } else {
      warnings.add(check.name + ": " + check.sentence);
    }
  }
  for (const std::string& warning : result.warnings) warnings.add(warning);
  const auto passed = std::count_if(result.checks.begin(), result.checks.end(),
                                    [](const Check& c) { return c.state == CheckState::passed; });
  const std::string verdict = result.valid() ? paint.good("valid") : paint.alarming("INVALID");
  std::string text =
      fmt::format("validity: {}, {} of {} passed\n", verdict, passed, result.checks.size());
  if (!failed.empty()) {
    text += wrapped(failed, "  " + paint.bad("failed ") + "  ", margin, width);
  }
  return text + warnings.text(paint, width) + samples;
}

}  // namespace scenarios
