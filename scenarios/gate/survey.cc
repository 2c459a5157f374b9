#include "scenarios/gate/survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace scenarios {
namespace {

using harness::Duration;
using harness::Expected;
using harness::failure;
using harness::child::SliceOrder;
using harness::pairing::Seat;
using harness::pairing::TakeSeat;

constexpr std::uint64_t fewest_rounds = 8, most_rounds = 2'000;
constexpr std::uint64_t fewest_warm_ups = 2;

tl::unexpected<harness::Error> of_side(const char* side, const harness::Error& error) {
  return failure(fmt::format("{}: {}", side, error.message));
}

std::uint64_t times(Duration whole, Duration part) {
  return static_cast<std::uint64_t>(
      std::max<Duration::rep>(whole / std::max(part, Duration(1)), 0));
}

/// As many as fill the time, and a tenth more to begin with.
harness::pairing::Turns turns_of(const GateOrder& order, const harness::pairing::TurnLength& turn) {
  harness::pairing::Turns turns;
  turns.turn.requests = turn.requests;
  turns.turn.patience = order.patience;
  turns.rounds = std::clamp(times(order.measured, turn.takes), fewest_rounds, most_rounds);
  turns.warm_up = std::max(fewest_warm_ups, turns.rounds / 10);
  return turns;
}

/// Where a switch has another default, say: figures can be compared all the same.
std::vector<std::string> differences(const harness::child::Ready& base,
                                     const harness::child::Ready& candidate) {
  std::vector<std::string> sentences;
  const std::map<std::string, std::string> of_base(base.parameters.begin(), base.parameters.end());
  for (const auto& [name, value] : candidate.parameters) {
    const auto found = of_base.find(name);
    if (found == of_base.end() || found->second == value) continue;
    sentences.push_back(
        fmt::format("{} is {} in the base and {} in the candidate.", name, found->second, value));
  }
  return sentences;
}

/// Those that both describe alike.
std::vector<harness::CounterInfo> common(const std::vector<harness::CounterInfo>& base,
                                         const std::vector<harness::CounterInfo>& candidate) {
  std::vector<harness::CounterInfo> both;
  for (const harness::CounterInfo& counter : base) {
    if (std::ranges::find(candidate, counter) != candidate.end()) both.push_back(counter);
  }
  return both;
}

/// By as many turns as a side has in a pair: of a cache that is cold yet a request takes more.
Expected<void> find_cost(Seat& seat, Survey& survey) {
  double cpu_ns = 0, requests = 0;
  const harness::pairing::Turns& turns = survey.turns;
  for (std::uint64_t i = 0; i < turns.warm_up + turns.rounds; ++i) {
    const auto report = seat.slice(turns.turn);
    if (!report) return tl::unexpected(report.error());
    if (i < turns.warm_up) continue;
    cpu_ns += static_cast<double>(report->cpu_ns.value_or(0));
    requests += static_cast<double>(report->requests());
    survey.cost.latency.merge(report->latency);
  }
  if (requests > 0) survey.cost.cpu_ns = cpu_ns / requests;
  return {};
}

Expected<void> look_at_base(const GateOrder& order, const TakeSeat& take, Survey& survey,
                            harness::child::Ready& ready) {
  auto seat = take();
  if (!seat) return of_side("the base", seat.error());
  const auto* load = std::get_if<harness::child::Clients>(&order.session.load);
  const SliceOrder turn{.patience = order.patience};
  auto length =
      harness::pairing::find_turn_length(*seat, load != nullptr ? load->count : 1, {}, turn);
  if (!length) return of_side("the base", length.error());
  survey.turn = std::move(*length);
  survey.turns = turns_of(order, survey.turn);
  if (order.injected) {
    if (auto known = find_cost(*seat, survey); !known) return of_side("the base", known.error());
  }
  if (auto right = seat->close(); !right) return of_side("the base", right.error());
  survey.base = std::move(seat->hello);
  ready = std::move(seat->ready);
  return {};
}

Expected<void> look_at_candidate(const TakeSeat& take, Survey& survey,
                                 harness::child::Ready& ready) {
  auto seat = take();
  if (!seat) return of_side("the candidate", seat.error());
  if (auto report = seat->slice(survey.turns.turn); !report) {
    return of_side("the candidate", report.error());
  }
  if (auto right = seat->close(); !right) return of_side("the candidate", right.error());
  survey.candidate = std::move(seat->hello);
  ready = std::move(seat->ready);
  return {};
}

}  // namespace

Expected<Survey> survey(harness::Clock& clock, const GateOrder& order, const Sides::Seats& seats) {
  Survey survey;
  harness::child::Ready base, candidate;
  if (auto looked = look_at_base(order, seats.base, survey, base); !looked) {
    return tl::unexpected(looked.error());
  }
  const harness::Instant begun = clock.now();
  if (auto looked = look_at_candidate(seats.candidate, survey, candidate); !looked) {
    return tl::unexpected(looked.error());
  }
  const Duration seating = clock.now() - begun;
  survey.pair = 2 * (seating + survey.turn.takes * (survey.turns.rounds + survey.turns.warm_up));
  survey.engine = base.engine;
  survey.parameters = base.parameters;
  survey.counters = common(base.counters, candidate.counters);
  survey.differences = differences(base, candidate);
  return survey;
}

}  // namespace scenarios
