#include "harness/gate/files/pair_latencies.h"

#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "harness/gate/files/stages.h"
#include "harness/result/latency_log.h"
#include "harness/result/printable.h"

namespace harness::gate::files {
namespace {

using Place = std::pair<std::string, std::string>;  // step and phase of the log's tag

/// Calls visit(place, measured) for each process. Gate: a GateResult, const or not.
template <class Gate, class Visit>
void for_each_process(Gate& gate, const Visit& visit) {
  for (const Stage& stage : stages) {
    std::size_t number = 0;
    for (auto& pair : gate.*stage.pairs) {
      const std::string step = fmt::format("{}-{}", stage.name, ++number);
      visit(Place(step, side_names[0]), pair.base);
      visit(Place(step, side_names[1]), pair.candidate);
    }
  }
}

}  // namespace

std::uint64_t latencies_in(const GateResult& gate) {
  std::uint64_t total = 0;
  for_each_process(gate, [&](const Place&, const Measured& measured) {
    total += measured.latency.count() > 0 ? 1 : 0;
  });
  return total;
}

std::string write_pair_latencies(const GateResult& gate) {
  std::vector<result::Distribution> distributions;
  for_each_process(gate, [&](const Place& place, const Measured& measured) {
    if (measured.latency.count() == 0) return;
    record::Histogram histogram;
    histogram.merge(measured.latency);
    distributions.push_back(
        {.step = place.first, .phase = place.second, .latency = std::move(histogram)});
  });
  return result::write_latency_log(distributions, gate.started_utc);
}

Expected<void> read_pair_latencies(std::string_view text, std::string_view file,
                                   std::uint64_t promised, GateResult& gate) {
  const auto distributions = result::read_latency_log(text, file);
  if (!distributions) return tl::unexpected(distributions.error());
  if (distributions->size() != promised) {
    return failure(fmt::format("{}: {} histograms where verdict.json tells of {}", file,
                               distributions->size(), promised));
  }
  std::map<Place, Measured*> places;
  for_each_process(
      gate, [&](Place place, Measured& measured) { places.emplace(std::move(place), &measured); });
  for (const result::Distribution& one : *distributions) {
    const auto found = places.find({one.step, one.phase});
    if (found == places.end()) {
      return failure(fmt::format("{}: {} is no process of pairs.csv, or stands there twice", file,
                                 result::in_quotes(one.step + "/" + one.phase)));
    }
    found->second->latency = record::SparseHistogram(one.latency);
    places.erase(found);
  }
  return {};
}

}  // namespace harness::gate::files
