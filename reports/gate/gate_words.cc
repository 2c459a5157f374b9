#include "reports/gate/gate_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "reports/gate/metric_rows.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports::gate {

using harness::gate::Confirmation;
using harness::gate::Contender;
using harness::gate::Kind;
using harness::gate::Outcome;

namespace {

/// The most pairs that any inconclusive metric needs.
std::size_t needed_pairs(const GateResult& gate) {
  std::size_t most = 0;
  for (const Verdict& verdict : gate.verdict.metrics) {
    if (!verdict.metric.gating || verdict.kind != Kind::inconclusive) continue;
    most = std::max(most, verdict.pairs_needed.value_or(0));
  }
  return most;
}

std::string time_for(const GateResult& gate, std::size_t pairs) {
  if (gate.pairs.empty() || !(gate.duration_s > 0)) return {};
  const double each = gate.duration_s / static_cast<double>(gate.pairs.size());
  return ", which would take some " + words::seconds(each * static_cast<double>(pairs));
}

void add_inconclusive(std::vector<std::string>& sentences, const GateResult& gate) {
  const std::size_t needed = needed_pairs(gate), used = gate.verdict.pairs;
  const std::size_t last = gate.plan.looks.empty() ? 0 : gate.plan.looks.back().pairs;
  if (used < last) {
    sentences.push_back(fmt::format(
        "The gate ended after {} of at most {} pairs: give it more time (--budget).", used, last));
  }
  if (needed > used) {
    sentences.push_back(
        fmt::format("On a machine as noisy as this one some {} pairs are needed{}. A quieter "
                    "machine needs fewer: stop what else runs on it.",
                    needed > 1000 ? "1000 or more" : fmt::format("{}", needed),
                    needed > 1000 ? std::string() : time_for(gate, needed)));
  }
  sentences.push_back(fmt::format(
      "{}llow more: a metric's tolerance, or whether it gates, is set with --metrics, as 'p99=15%' "
      "or 'p99=advisory'.",
      sentences.empty() ? "A" : "Or a"));
}

void add_failed(std::vector<std::string>& sentences, const GateResult& gate) {
  if (gate.verdict.confirmation == Confirmation::without_relinking) {
    sentences.emplace_back(
        "The programs could not be linked anew: give revisions instead of files, and the gate "
        "builds and links both itself, so that their memory layout can't be the cause.");
  }
  if (gate.verdict.confirmation == Confirmation::awaited) {
    sentences.emplace_back(
        "Fresh pairs were to confirm it, which nineteen of twenty false alarms don't survive, but "
        "none were made: give the gate more time (--budget).");
  }
}

std::string upper(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return text;
}

}  // namespace

std::string badge(const GateResult& gate) {
  return upper(to_string(gate.verdict.outcome)) + (gate.advisory.empty() ? "" : ", ADVISORY") +
         (gate.cut_short ? ", CUT SHORT" : "");
}

tables::Mood mood(const GateResult& gate) {
  if (gate.verdict.outcome == Outcome::passed) return tables::Mood::good;
  return gate.verdict.outcome == Outcome::inconclusive ? tables::Mood::plain : tables::Mood::bad;
}

std::string subject_text(const GateResult& gate) {
  if (gate.subject.empty() && gate.scenario.empty()) return "benchmarks";
  std::string text = words::shortened(gate.scenario, 80);
  if (!gate.subject.empty())
    text += (text.empty() ? "" : " on ") + words::shortened(gate.subject, 80);
  if (!gate.engine.empty()) text += ", " + words::shortened(gate.engine, 80);
  return text;
}

std::string contender_text(const Contender& contender) {
  std::string text = contender.asked.empty() ? "this build" : words::shortened(contender.asked, 80);
  if (!contender.commit.empty()) text += " (" + words::shortened(contender.commit, 60) + ")";
  return text;
}

std::vector<std::string> what_to_do(const GateResult& gate) {
  std::vector<std::string> sentences;
  switch (gate.verdict.outcome) {
    case Outcome::passed:
      break;
    case Outcome::inconclusive:
      add_inconclusive(sentences, gate);
      break;
    case Outcome::failed:
      add_failed(sentences, gate);
      break;
    case Outcome::invalid:
      sentences.emplace_back(
          "Nothing is said of either program: mend what the sentence names, and run it again.");
      break;
  }
  return sentences;
}

}  // namespace reports::gate
