#include "reports/compare/comparison_json.h"

#include <nlohmann/json.hpp>

#include "reports/compare/correction.h"

namespace reports::compare {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Bounded& figure) {
  Json json = Json::object();
  if (figure.value) json["value"] = *figure.value;
  if (words::has_interval(figure)) {
    json["low"] = *figure.low;
    json["high"] = *figure.high;
  }
  return json;
}

Json json_of(const std::vector<Difference>& all) {
  Json list = Json::array();
  for (const Difference& one : all) list.push_back({{"what", one.what}, {"values", one.values}});
  return list;
}

Json json_of(const ComparedPoint& point) {
  Json json{{"name", point.name}, {"figures", Json::array()}};
  for (const ComparedFigure& figure : point.figures) {
    Json values = Json::array(), ratios = Json::array(), corrected = Json::array();
    for (const Bounded& value : figure.values) values.push_back(json_of(value));
    for (std::size_t i = 1; i < figure.ratios.size(); ++i) {
      ratios.push_back(json_of(figure.ratios[i]));
      corrected.push_back(json_of(figure.corrected[i]));
    }
    json["figures"].push_back({{"name", figure.name},
                               {"values", std::move(values)},
                               {"ratios_to_first", std::move(ratios)},
                               {"corrected_ratios_to_first", std::move(corrected)}});
  }
  return json;
}

Json json_of(const harness::gate::Verdict& verdict) {
  Json json{{"benchmark", verdict.metric.name}, {"verdict", to_string(verdict.kind)}};
  if (verdict.ratio) json["ratio"] = *verdict.ratio;
  if (verdict.interval) {
    json["low"] = verdict.interval->low;
    json["high"] = verdict.interval->high;
  }
  if (verdict.p) json["p"] = *verdict.p;
  if (verdict.adjusted_p) json["adjusted_p"] = *verdict.adjusted_p;
  json["repetitions"] = verdict.pairs;
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string json(const Comparison& comparison) {
  Json all{{"advisory", advisory}, {"runs", Json::array()}};
  for (const NamedRun& one : comparison.runs) {
    Json run{{"folder", one.name},
             {"scenario", one.run.scenario},
             {"started_utc", one.run.started_utc},
             {"valid", one.run.valid()}};
    if (const auto ms = reference_workload_ms(one.run)) run["reference_workload_ms"] = *ms;
    all["runs"].push_back(std::move(run));
  }
  all["differences"] = {{"machine", json_of(comparison.machine)},
                        {"build", json_of(comparison.build)},
                        {"asked", json_of(comparison.asked)}};
  all["warnings"] = comparison.warnings;
  if (!comparison.correction.empty()) all["correction"] = comparison.correction;
  all["points"] = Json::array();
  for (const ComparedPoint& point : comparison.points) all["points"].push_back(json_of(point));
  return text_of(all);
}

std::string json(const BenchmarkComparison& comparison) {
  Json all{{"advisory", benchmarks_advisory}, {"files", Json::array()}};
  for (const NamedBenchmarks& file : comparison.files) all["files"].push_back(file.name);
  all["warnings"] = comparison.warnings;
  all["against_first"] = Json::array();
  for (const harness::gate::GateVerdict& verdict : comparison.verdicts) {
    Json one{{"outcome", to_string(verdict.outcome)}, {"benchmarks", Json::array()}};
    for (const auto& metric : verdict.metrics) one["benchmarks"].push_back(json_of(metric));
    all["against_first"].push_back(std::move(one));
  }
  return text_of(all);
}

}  // namespace reports::compare
