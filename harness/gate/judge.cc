#include "harness/gate/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/gate/description.h"
#include "harness/gate/sentence.h"

namespace harness::gate {
namespace {

constexpr std::size_t fewest_for_share = 5;  // pairs, for the share of invalid ones

std::vector<Pair> valid(std::span<const Pair> pairs) {
  std::vector<Pair> all;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(all),
               [](const Pair& pair) { return pair.invalid.empty(); });
  return all;
}

std::string commonest_reason(std::span<const Pair> pairs) {
  std::map<std::string, std::size_t> counts;
  for (const Pair& pair : pairs) {
    if (!pair.invalid.empty()) ++counts[pair.invalid];
  }
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

Outcome outcome_of(const GateVerdict& verdict) {
  const auto any = [&](Kind kind) {
    return std::any_of(verdict.metrics.begin(), verdict.metrics.end(), [&](const Verdict& metric) {
      return metric.metric.gating && metric.kind == kind;
    });
  };
  if (any(Kind::regressed)) return Outcome::failed;
  if (any(Kind::invalid)) return Outcome::invalid;
  if (any(Kind::inconclusive)) return Outcome::inconclusive;
  return Outcome::passed;
}

/// What can't be left to the tests.
std::optional<std::string> fault(const Plan& plan, std::span<const Pair> pairs,
                                 std::size_t invalid_pairs) {
  if (const auto sound = check(plan); !sound) return sound.error().message;
  if (pairs.size() >= fewest_for_share &&
      static_cast<double>(invalid_pairs) > plan.most_invalid * static_cast<double>(pairs.size())) {
    return fmt::format("{} of {} pairs can't be trusted: {}", invalid_pairs, pairs.size(),
                       commonest_reason(pairs));
  }
  return std::nullopt;
}

/// The pairs of the next look, and those that it can't use.
std::size_t next_look(const Plan& plan, const Decisions& decisions, std::size_t invalid_pairs) {
  for (const significance::Look& look : plan.looks) {
    if (look.pairs > decisions.pairs) return look.pairs + invalid_pairs;
  }
  return invalid_pairs;  // not reached: after the last look all is known
}

}  // namespace

GateVerdict invalid(std::string why) {
  GateVerdict verdict;
  verdict.outcome = Outcome::invalid;
  verdict.sentence = "Invalid: " + std::move(why) + ".";
  return verdict;
}

GateVerdict judge(const Plan& plan, std::span<const Pair> pairs, MorePairs more) {
  const std::vector<Pair> sound = valid(pairs);
  const std::size_t invalid_pairs = pairs.size() - sound.size();
  if (const auto why = fault(plan, pairs, invalid_pairs)) return invalid(*why);
  const bool ended = more == MorePairs::none;
  if (ended && sound.empty()) return invalid("no pair was measured");

  const Decisions decisions = decide(plan, sound, ended);
  GateVerdict verdict;
  verdict.pairs = decisions.pairs;
  verdict.invalid_pairs = invalid_pairs;
  if (!decisions.known) verdict.wanted_pairs = next_look(plan, decisions, invalid_pairs);
  for (const Decision& decision : decisions.metrics) {
    verdict.metrics.push_back(describe(plan, sound, decisions, decision));
  }
  if (decisions.known && std::none_of(verdict.metrics.begin(), verdict.metrics.end(),
                                      [](const Verdict& one) { return one.metric.gating; })) {
    return invalid("neither program measured any gating metric");
  }
  verdict.outcome = decisions.known ? outcome_of(verdict) : Outcome::inconclusive;
  if (verdict.outcome == Outcome::failed) verdict.confirmation = Confirmation::awaited;
  verdict.sentence = sentence_of(verdict);
  return verdict;
}

Plan confirmation_plan(const Plan& plan, std::vector<Metric> regressed) {
  Plan confirming = plan;
  confirming.metrics = std::move(regressed);
  confirming.looks = {{8, 0.02}, {12, 0.02}, {16, 0.02}, {24, 0.02}, {32, 0.02}};
  return confirming;
}

std::vector<Metric> regressed(const GateVerdict& verdict) {
  std::vector<Metric> all;
  for (const Verdict& one : verdict.metrics) {
    if (one.metric.gating && one.kind == Kind::regressed) all.push_back(one.metric);
  }
  return all;
}

GateVerdict with_unconfirmed(const GateVerdict& verdict, std::span<const Verdict> unconfirmed) {
  GateVerdict whole = verdict;
  if (whole.outcome == Outcome::invalid && whole.metrics.empty()) return whole;
  if (whole.confirmation == Confirmation::not_needed) {
    whole.confirmation = Confirmation::not_confirmed;
  }
  for (const Verdict& fresh : unconfirmed) {
    const auto same =
        std::find_if(whole.metrics.begin(), whole.metrics.end(),
                     [&](const Verdict& one) { return one.metric.name == fresh.metric.name; });
    if (same != whole.metrics.end()) *same = fresh;
  }
  whole.outcome = outcome_of(whole);
  whole.sentence = sentence_of(whole);
  return whole;
}

GateVerdict unconfirmed(const GateVerdict& first, std::string_view why) {
  GateVerdict verdict = first;
  verdict.outcome = Outcome::inconclusive;
  std::string names;
  for (const Metric& metric : regressed(first)) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", metric.label);
  }
  verdict.sentence = fmt::format("Inconclusive: {} regressed, and {}.", names, why);
  return verdict;
}

GateVerdict confirm(const GateVerdict& first, const GateVerdict& fresh, bool relinked) {
  GateVerdict verdict = first;
  if (fresh.outcome == Outcome::failed) {
    verdict.confirmation = relinked ? Confirmation::confirmed : Confirmation::without_relinking;
  } else {
    verdict.confirmation = Confirmation::not_confirmed;
  }
  if (fresh.outcome == Outcome::invalid && fresh.metrics.empty()) {
    verdict.outcome = Outcome::invalid;
    verdict.sentence = fresh.sentence;
    return verdict;
  }
  for (Verdict& metric : verdict.metrics) {
    const auto again =
        std::find_if(fresh.metrics.begin(), fresh.metrics.end(),
                     [&](const Verdict& one) { return one.metric.name == metric.metric.name; });
    if (again != fresh.metrics.end() && again->kind != Kind::regressed) metric = *again;
  }
  verdict.outcome = outcome_of(verdict);
  verdict.sentence = sentence_of(verdict);
  return verdict;
}

}  // namespace harness::gate
