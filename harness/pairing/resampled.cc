#include "harness/pairing/resampled.h"

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "harness/gate/judge.h"
#include "harness/schedule/generator.h"

namespace harness::pairing {
namespace {

using schedule::Generator;

gate::Pair draw(std::span<const gate::Pair> pairs, bool equal, Generator& random) {
  gate::Pair pair = pairs[random() % pairs.size()];
  if (equal && random() >> 63 != 0) std::swap(pair.base, pair.candidate);
  return pair;
}

std::vector<gate::Pair> draw_all(const gate::Plan& plan, std::span<const gate::Pair> from,
                                 bool equal, Generator& random) {
  std::vector<gate::Pair> pairs;
  for (std::size_t i = 0; i < plan.looks.back().pairs; ++i) {
    pairs.push_back(draw(from, equal, random));
  }
  return pairs;
}

/// All pairs that it could want are drawn at once: it uses no more than it looks at.
gate::GateVerdict one_gate(const gate::Plan& plan, const Recorded& recorded, std::uint64_t seed,
                           std::size_t& pairs, bool& alarm) {
  Generator random(seed, schedule::Stream::turns);
  const gate::GateVerdict first =
      gate::judge(plan, draw_all(plan, recorded.pairs, recorded.equal, random));
  pairs = first.pairs;
  alarm = first.confirmation == gate::Confirmation::awaited;
  if (!alarm) return first;
  const gate::Plan fresh = gate::confirmation_plan(plan, gate::regressed(first));
  return gate::confirm(
      first, gate::judge(fresh, draw_all(fresh, recorded.fresh_pairs, recorded.equal, random)),
      true);
}

/// Gates first, first + step, ...
Resampled some_gates(const gate::Plan& plan, const Recorded& recorded, std::size_t gates,
                     std::uint64_t seed, std::size_t first, std::size_t step) {
  Resampled all;
  for (std::size_t i = first; i < gates; i += step) {
    std::size_t pairs = 0;
    bool alarm = false;
    const gate::GateVerdict verdict = one_gate(plan, recorded, seed + i, pairs, alarm);
    ++all.gates;
    all.pairs += pairs;
    if (alarm) ++all.alarms;
    if (verdict.outcome == gate::Outcome::failed) ++all.confirmed;
    if (verdict.outcome == gate::Outcome::passed) ++all.passed;
    if (verdict.outcome == gate::Outcome::inconclusive) ++all.inconclusive;
  }
  return all;
}

void add(Resampled& to, const Resampled& more) {
  to.gates += more.gates;
  to.alarms += more.alarms;
  to.confirmed += more.confirmed;
  to.passed += more.passed;
  to.inconclusive += more.inconclusive;
  to.pairs += more.pairs;
}

}  // namespace

Resampled resample(const gate::Plan& plan, const Recorded& recorded, std::size_t gates,
                   std::uint64_t seed) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Resampled> parts(threads);
  {
    std::vector<std::jthread> working;
    for (std::size_t i = 0; i < threads; ++i) {
      working.emplace_back(
          [&, i] { parts[i] = some_gates(plan, recorded, gates, seed, i, threads); });
    }
  }
  Resampled all;
  for (const Resampled& part : parts) add(all, part);
  return all;
}

}  // namespace harness::pairing
