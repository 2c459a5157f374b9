#include "harness/gate/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/figure_text.h"

namespace harness::gate {
namespace {

constexpr std::size_t most_pairs_told = 1000;

const std::string& title(const Metric& metric) {
  return metric.label.empty() ? metric.name : metric.label;
}

/// 1.0613 is "+6.13".
std::string signed_percent(double ratio) {
  const double percent = std::round(1e4 * (ratio - 1)) / 100 + 0.0;  // no "-0"
  return (percent > 0 ? "+" : "") + digits(percent);
}

std::string change_text(const Verdict& verdict) {
  if (!verdict.ratio) return {};
  std::string text = signed_percent(*verdict.ratio) + " %";
  if (verdict.interval) {
    text += fmt::format(" ({} to {} %)", signed_percent(verdict.interval->low),
                        signed_percent(verdict.interval->high));
  }
  return text;
}

std::string evidence_text(const Verdict& verdict) {
  std::string text = fmt::format("{} pairs", verdict.pairs);
  if (verdict.adjusted_p) text += fmt::format(", p = {:.2g}", *verdict.adjusted_p);
  return text;
}

std::string pairs_text(std::size_t pairs) {
  return pairs > most_pairs_told ? fmt::format("more than {}", most_pairs_told)
                                 : fmt::format("some {}", pairs);
}

std::string inconclusive_text(const Verdict& verdict, const std::string& reason) {
  if (!reason.empty()) return reason;
  std::string text = change_text(verdict);
  if (verdict.smallest_effect) {
    text += fmt::format("; a change of {} or more would have been found",
                        percent_text(*verdict.smallest_effect));
  }
  if (verdict.pairs_needed && *verdict.pairs_needed > verdict.pairs) {
    text += fmt::format("; {} pairs are needed to find {}", pairs_text(*verdict.pairs_needed),
                        percent_text(verdict.metric.tolerance));
  }
  return text;
}

std::string names_of(const GateVerdict& verdict, Kind kind) {
  std::string names;
  for (const Verdict& metric : verdict.metrics) {
    if (!metric.metric.gating || metric.kind != kind) continue;
    names += (names.empty() ? "" : ", ") + title(metric.metric);
  }
  return names;
}

std::string_view confirmation_text(Confirmation confirmation) {
  switch (confirmation) {
    case Confirmation::awaited:
      return "; not confirmed yet";
    case Confirmation::confirmed:
      return "; confirmed by fresh pairs of programs linked anew";
    case Confirmation::without_relinking:
      return "; confirmed by fresh pairs, but not linked anew: the memory layout of these very "
             "files may be the cause";
    case Confirmation::not_confirmed:
      return "; a first alarm was not confirmed by fresh pairs";
    case Confirmation::not_needed:
      break;
  }
  return "";
}

std::string outcome_text(const GateVerdict& verdict) {
  switch (verdict.outcome) {
    case Outcome::passed:
      return "Passed: no gating metric is worse than its tolerance";
    case Outcome::failed:
      return "Failed: " + names_of(verdict, Kind::regressed) + " regressed";
    case Outcome::inconclusive:
      break;
    case Outcome::invalid:
      return "Invalid: " + names_of(verdict, Kind::invalid) + " can't be compared";
  }
  const std::string unknown = names_of(verdict, Kind::inconclusive);
  return unknown.empty() ? "Inconclusive" : "Inconclusive: too little is known of " + unknown;
}

}  // namespace

std::string sentence_of(const Verdict& verdict, const std::string& reason) {
  const std::string& label = title(verdict.metric);
  const std::string change = change_text(verdict), evidence = evidence_text(verdict);
  const std::string tolerance = percent_text(verdict.metric.tolerance);
  switch (verdict.kind) {
    case Kind::regressed:
      return fmt::format("{} regressed: {}, {}.", label, change, evidence);
    case Kind::improved:
      return fmt::format("{} improved: {}, {}.", label, change, evidence);
    case Kind::same:
      return fmt::format("{} is the same within {}: {}, {} pairs.", label, tolerance, change,
                         verdict.pairs);
    case Kind::no_worse:
      return fmt::format("{} is no worse than by {}: {}, {} pairs.", label, tolerance, change,
                         verdict.pairs);
    case Kind::inconclusive:
      return fmt::format("{}: {} after {} pairs: {}.", label,
                         verdict.settled ? "inconclusive" : "undecided", verdict.pairs,
                         inconclusive_text(verdict, reason));
    case Kind::invalid:
      break;
  }
  return fmt::format("{} can't be compared: {}.", label, reason);
}

std::string sentence_of(const GateVerdict& verdict) {
  return outcome_text(verdict) + std::string(confirmation_text(verdict.confirmation)) + ".";
}

}  // namespace harness::gate
