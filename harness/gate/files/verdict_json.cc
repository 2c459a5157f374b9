#include "harness/gate/files/verdict_json.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "harness/gate/files/pair_latencies.h"
#include "harness/gate/files/pairs_csv.h"
#include "harness/gate/files/plan_json.h"
#include "harness/gate/files/verdict_words.h"
#include "harness/result/json_fields.h"
#include "harness/result/json_parts.h"

namespace harness::gate::files {

using Json = result::Fields::Json;
using result::Fields;

namespace {

using result::json_of;  // beside the ones below

constexpr result::JsonLimits limits{.names = 500'000, .names_in_object = 1'000};

Json json_of(const Contender& contender) {
  return {{"asked", contender.asked},   {"path", contender.path},   {"version", contender.version},
          {"commit", contender.commit}, {"build", contender.build}, {"hash", contender.hash}};
}

template <class Number>
Json or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

std::optional<double> end_of(const Verdict& verdict, double stats::Interval::*end) {
  return verdict.interval ? std::optional((*verdict.interval).*end) : std::nullopt;
}

/// Label and whether it gates stand in the plan, too; here they spare a script the look-up.
Json json_of(const Verdict& verdict) {
  return {{"name", verdict.metric.name},
          {"label", verdict.metric.label},
          {"gating", verdict.metric.gating},
          {"verdict", word_for(kind_words, verdict.kind)},
          {"settled", verdict.settled},
          {"ratio", json_of(verdict.ratio)},
          {"interval_low", json_of(end_of(verdict, &stats::Interval::low))},
          {"interval_high", json_of(end_of(verdict, &stats::Interval::high))},
          {"p", json_of(verdict.p)},
          {"adjusted_p", json_of(verdict.adjusted_p)},
          {"pairs", verdict.pairs},
          {"smallest_effect", json_of(verdict.smallest_effect)},
          {"pairs_needed", or_null(verdict.pairs_needed)},
          {"sentence", verdict.sentence}};
}

template <class Item>
Json array_of(const std::vector<Item>& items) {
  Json json = Json::array();
  for (const Item& item : items) json.push_back(json_of(item));
  return json;
}

void read_contender(Fields& fields, Contender& contender) {
  fields.read("asked", contender.asked);
  fields.read("path", contender.path);
  fields.read("version", contender.version);
  fields.read("commit", contender.commit);
  fields.read("build", contender.build);
  fields.read("hash", contender.hash);
}

using MetricsByName = std::map<std::string, const Metric*, std::less<>>;

void read_verdict(Fields& fields, Verdict& verdict, const MetricsByName& metrics) {
  std::string name;
  fields.read("name", name);
  if (const auto found = metrics.find(name); found != metrics.end()) {
    verdict.metric = *found->second;
  } else {
    fields.complain("name", "is of no metric of the plan");
  }
  fields.read_word("verdict", kind_words, verdict.kind);
  fields.read("settled", verdict.settled);
  std::optional<double> low, high;
  fields.read("ratio", verdict.ratio);
  fields.read("interval_low", low);
  fields.read("interval_high", high);
  if (low && high && *low <= *high) {
    verdict.interval = {*low, *high};
  } else if (low || high) {
    fields.complain("interval_low", "and interval_high are no interval");
  }
  fields.read("p", verdict.p);
  fields.read("adjusted_p", verdict.adjusted_p);
  fields.read("pairs", verdict.pairs);
  fields.read("smallest_effect", verdict.smallest_effect);
  fields.read("pairs_needed", verdict.pairs_needed);
  fields.read("sentence", verdict.sentence);
}

void read_outcome(Fields& fields, GateResult& gate) {
  GateVerdict& verdict = gate.verdict;
  fields.require("outcome");
  fields.read_word("outcome", outcome_words, verdict.outcome);
  fields.read_word("confirmation", confirmation_words, verdict.confirmation);
  fields.read("sentence", verdict.sentence);
  fields.read("advisory", gate.advisory);
  fields.read("pairs", verdict.pairs);
  fields.read("invalid_pairs", verdict.invalid_pairs);
  fields.read("wanted_pairs", verdict.wanted_pairs);
  fields.read_list("objectives", gate.objectives, result::read_objective);
  MetricsByName metrics;
  for (const Metric& metric : gate.plan.metrics) metrics.emplace(metric.name, &metric);
  fields.read_list("metrics", verdict.metrics,
                   [&](Fields& one, Verdict& into) { read_verdict(one, into, metrics); });
  int code = exit_code(gate);
  fields.read("exit_code", code);
  if (code != exit_code(gate)) fields.complain("exit_code", "contradicts the outcome");
}

void read_circumstances(Fields& fields, GateResult& gate) {
  fields.read("started_utc", gate.started_utc);
  fields.read("duration_s", gate.duration_s);
  fields.read("command", gate.command);
  fields.read("cut_short", gate.cut_short);
  fields.read("subject", gate.subject);
  fields.read("items", gate.items);
  fields.read("scenario", gate.scenario);
  fields.read("engine", gate.engine);
  fields.read_object("base", [&](Fields& one) { read_contender(one, gate.base); });
  fields.read_object("candidate", [&](Fields& one) { read_contender(one, gate.candidate); });
  fields.read("warnings", gate.warnings);
  fields.read("parameters", gate.parameters);
  fields.read("environment", gate.environment);
}

}  // namespace

std::string write_verdict_json(const GateResult& gate) {
  const GateVerdict& verdict = gate.verdict;
  Json json;
  json["schema"] = gate.schema;
  json["outcome"] = word_for(outcome_words, verdict.outcome);
  json["exit_code"] = exit_code(gate);
  json["sentence"] = verdict.sentence;
  json["confirmation"] = word_for(confirmation_words, verdict.confirmation);
  json["advisory"] = gate.advisory;
  json["cut_short"] = gate.cut_short;
  json["started_utc"] = gate.started_utc;
  json["duration_s"] = gate.duration_s;
  json["command"] = gate.command;
  json["subject"] = gate.subject;
  json["items"] = gate.items;
  json["scenario"] = gate.scenario;
  json["engine"] = gate.engine;
  json["base"] = json_of(gate.base);
  json["candidate"] = json_of(gate.candidate);
  json["pairs"] = verdict.pairs;
  json["invalid_pairs"] = verdict.invalid_pairs;
  json["wanted_pairs"] = or_null(verdict.wanted_pairs);
  json["metrics"] = array_of(verdict.metrics);
  json["objectives"] = array_of(gate.objectives);
  json["warnings"] = gate.warnings;
  json["parameters"] = result::json_of(gate.parameters);
  json["environment"] = result::json_of(gate.environment);
  json["plan"] = json_of(gate.plan);
  json["fresh_plan"] = gate.fresh_pairs.empty() ? Json(nullptr) : json_of(gate.fresh_plan);
  json["rows"] = {{"pairs.csv", pair_rows(gate)}, {"latency.hlog", latencies_in(gate)}};
  return result::json_text(json);
}

Expected<VerdictJson> read_verdict_json(std::string_view text, std::string_view file) {
  const Expected<Json> json = result::parse_json(text, file, limits);
  if (!json) return tl::unexpected(json.error());

  VerdictJson read;
  GateResult& gate = read.gate;
  std::optional<std::string> complaint;
  Fields fields(*json, "", complaint);
  fields.require("schema");
  fields.read("schema", gate.schema);
  if (!complaint && gate.schema != GateResult::schema_version) {
    return failure(fmt::format("{}: written in version {} of the schema; this program reads {}",
                               file, gate.schema, GateResult::schema_version));
  }
  fields.require("plan");
  fields.read_object("plan", [&](Fields& plan) { read_plan(plan, gate.plan); });
  if (const Json* const fresh = fields.find("fresh_plan"); fresh != nullptr && !fresh->is_null()) {
    fields.read_object("fresh_plan", [&](Fields& plan) { read_plan(plan, gate.fresh_plan); });
  }
  read_circumstances(fields, gate);
  read_outcome(fields, gate);
  fields.require("rows");
  fields.read_object("rows", [&](Fields& rows) {
    rows.read("pairs.csv", read.pair_rows);
    rows.read("latency.hlog", read.latencies);
  });
  if (complaint) return failure(fmt::format("{}: {}", file, *complaint));
  return read;
}

}  // namespace harness::gate::files
