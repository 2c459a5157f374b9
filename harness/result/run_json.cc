#include "harness/result/run_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/result/counter_names.h"
#include "harness/result/json_fields.h"
#include "harness/result/json_parts.h"
#include "harness/result/verdict_names.h"

namespace harness::result {
namespace {

using Json = Fields::Json;
using harness::result::json_of;  // beside the ones below

Json json_of(const View& view) {
  Json json{{"by_phase", view.by_phase},     {"offers", view.offers},
            {"chooses", view.chooses},       {"searches", view.searches},
            {"of_harness", view.of_harness}, {"judges_machine", view.judges_machine},
            {"shows_hits", view.shows_hits}};
  if (!view.curves) return json;
  Json upwards = Json::array();
  for (const View::Upward& one : view.curves->upwards) {
    upwards.push_back({{"column", one.column}, {"label", one.label}});
  }
  json["curves"] = {{"title", view.curves->title},
                    {"along", view.curves->along},
                    {"caption", view.curves->caption},
                    {"of_names", view.curves->of_names},
                    {"upwards", std::move(upwards)}};
  return json;
}

Json json_of(const Check& check) {
  return {{"name", check.name},
          {"state", name_of(check.state)},
          {"figure", json_of(check.figure)},
          {"limit", json_of(check.limit)},
          {"sentence", check.sentence},
          {"step", check.step},
          {"phase", check.phase}};
}

Json json_of(const Estimated& estimate) {
  return {{"name", estimate.name},        {"value", json_of(estimate.value)},
          {"low", json_of(estimate.low)}, {"high", json_of(estimate.high)},
          {"unit", estimate.unit},        {"sentence", estimate.sentence}};
}

Json json_of(const CounterInfo& counter) {
  return {{"name", counter.name},
          {"unit", counter.unit},
          {"kind", name_of(counter.kind)},
          {"help", counter.help}};
}

Json json_of(const FailureRow& failure) {
  return {{"step", failure.step},
          {"phase", failure.phase},
          {"reason", failure.reason},
          {"count", failure.count},
          {"example", failure.example}};
}

Json json_of(const TextTable::Row& row) {
  return {{"cells", row.cells}};
}

template <class Item>
Json array_of(const std::vector<Item>& items) {
  Json json = Json::array();
  for (const Item& item : items) json.push_back(json_of(item));
  return json;
}

Json json_of(const TextTable& table) {
  return {{"title", table.title},
          {"headings", table.headings},
          {"rows", array_of(table.rows)},
          {"note", table.note}};
}

/// As many as a reader takes in, or as stay far from `most_names`: those with the highest counts.
std::vector<FailureRow> commonest(std::vector<FailureRow> failures) {
  constexpr std::size_t most = 100;
  std::stable_sort(failures.begin(), failures.end(),
                   [](const FailureRow& a, const FailureRow& b) { return a.count > b.count; });
  if (failures.size() > most) failures.resize(most);
  return failures;
}

void read_check(Fields& fields, Check& check) {
  fields.read("name", check.name);
  fields.read_word("state", check_state_names, check.state);
  fields.read("figure", check.figure);
  fields.read("limit", check.limit);
  fields.read("sentence", check.sentence);
  fields.read("step", check.step);
  fields.read("phase", check.phase);
}

void read_estimate(Fields& fields, Estimated& estimate) {
  fields.read("name", estimate.name);
  fields.read("value", estimate.value);
  fields.read("low", estimate.low);
  fields.read("high", estimate.high);
  fields.read("unit", estimate.unit);
  fields.read("sentence", estimate.sentence);
}

void read_counter(Fields& fields, CounterInfo& counter) {
  fields.read("name", counter.name);
  fields.read("unit", counter.unit);
  fields.read_word("kind", counter_kind_names, counter.kind);
  fields.read("help", counter.help);
}

/// What stands in no column is not shown; a cell that is missing is empty.
void read_table(Fields& fields, TextTable& table) {
  fields.read("title", table.title);
  fields.read("headings", table.headings);
  fields.read("note", table.note);
  fields.read_list("rows", table.rows, [&](Fields& row, TextTable::Row& into) {
    row.read("cells", into.cells);
    into.cells.resize(table.headings.size());
  });
}

void read_curves(Fields& fields, View::Curves& curves) {
  fields.read("title", curves.title);
  fields.read("along", curves.along);
  fields.read("caption", curves.caption);
  fields.read("of_names", curves.of_names);
  fields.read_list("upwards", curves.upwards, [](Fields& upward, View::Upward& into) {
    upward.read("column", into.column);
    upward.read("label", into.label);
  });
}

void read_view(Fields& fields, View& view) {
  std::string kind;
  fields.read("kind", kind);
  view = view_of_kind(kind);
  fields.read_object("view", [&](Fields& parts) {
    parts.read("by_phase", view.by_phase);
    parts.read("offers", view.offers);
    parts.read("chooses", view.chooses);
    parts.read("searches", view.searches);
    parts.read("of_harness", view.of_harness);
    parts.read("judges_machine", view.judges_machine);
    parts.read("shows_hits", view.shows_hits);
    parts.read_object("curves", [&](Fields& curves) {
      read_curves(curves, view.curves.emplace(View::Curves()));
    });
  });
}

void read_result(Fields& fields, RunResult& result) {
  fields.read("question", result.question);
  fields.read("form", result.form);
  fields.read("subject", result.subject);
  fields.read("subject_source", result.subject_source);
  fields.read("items", result.items);
  read_view(fields, result.view);
  fields.read("started_utc", result.started_utc);
  fields.read("duration_s", result.duration_s);
  fields.read("command", result.command);
  fields.read("seed", result.seed);
  fields.read("cut_short", result.cut_short);
  fields.read("capacity_per_s", result.capacity_per_s);
  fields.read("reference_workload_before_ms", result.reference_workload_before_ms);
  fields.read("reference_workload_after_ms", result.reference_workload_after_ms);
  fields.read("findings", result.findings);
  fields.read("warnings", result.warnings);
  fields.read_list("counters", result.counters, read_counter);
  fields.read_list("estimates", result.estimates, read_estimate);
  fields.read_list("tables", result.tables, read_table);
  fields.read_list("objectives", result.objectives, read_objective);
  fields.read_list("checks", result.checks, read_check);
  fields.read("parameters", result.parameters);
  fields.read("environment", result.environment);

  std::optional<bool> valid;
  fields.read("valid", valid);
  if (valid && *valid != result.valid()) fields.complain("valid", "contradicts the checks");
}

void read_rows(Fields& fields, RowCounts& rows) {
  fields.read("summary.csv", rows.points);
  fields.read("timeline.csv", rows.timeline);
  fields.read("counters.csv", rows.counted);
  fields.read("classes.csv", rows.classes);
  fields.read("stages.csv", rows.stages);
  fields.read("slowest.csv", rows.slowest);
  fields.read("failures.csv", rows.failures);
  fields.read("known_answers.csv", rows.known_answers);
  fields.read("ablation.csv", rows.effects);
  fields.read("latency.hlog", rows.distributions);
}

}  // namespace

std::string write_run_json(const RunResult& result) {
  Json json;
  json["schema"] = result.schema;
  json["scenario"] = result.scenario;
  json["question"] = result.question;
  json["form"] = result.form;
  json["subject"] = result.subject;
  json["subject_source"] = result.subject_source;
  json["items"] = result.items;
  json["view"] = json_of(result.view);
  json["started_utc"] = result.started_utc;
  json["duration_s"] = result.duration_s;
  json["command"] = result.command;
  json["seed"] = result.seed;
  json["cut_short"] = result.cut_short;
  json["capacity_per_s"] = json_of(result.capacity_per_s);
  json["reference_workload_before_ms"] = json_of(result.reference_workload_before_ms);
  json["reference_workload_after_ms"] = json_of(result.reference_workload_after_ms);
  json["valid"] = result.valid();
  json["findings"] = result.findings;
  json["warnings"] = result.warnings;
  json["counters"] = array_of(result.counters);
  json["estimates"] = array_of(result.estimates);
  json["tables"] = Json::array();
  for (const TextTable& table : result.tables) json["tables"].push_back(json_of(table));
  json["objectives"] = array_of(result.objectives);
  json["checks"] = array_of(result.checks);
  json["failures"] = array_of(commonest(result.failures));
  json["parameters"] = json_of(result.parameters);
  json["environment"] = json_of(result.environment);
  json["rows"] = {
      {"summary.csv", result.points.size()},    {"timeline.csv", result.timeline.size()},
      {"counters.csv", result.counted.size()},  {"classes.csv", result.classes.size()},

      {"stages.csv", result.stages.size()},     {"slowest.csv", result.slowest.size()},
      {"failures.csv", result.failures.size()}, {"known_answers.csv", result.known_answers.size()},
      {"ablation.csv", result.effects.size()},  {"latency.hlog", result.distributions.size()}};
  return json_text(json);
}

Expected<RunJson> read_run_json(std::string_view text, std::string_view file) {
  const Expected<Json> json = parse_json(text, file);
  if (!json) return tl::unexpected(json.error());

  RunJson run;
  std::optional<std::string> complaint;
  Fields fields(*json, "", complaint);
  fields.require("schema");
  fields.read("schema", run.result.schema);
  if (!complaint && run.result.schema != RunResult::schema_version) {
    return failure(fmt::format("{}: written in version {} of the schema; this program reads {}",
                               file, run.result.schema, RunResult::schema_version));
  }
  fields.require("scenario");
  fields.read("scenario", run.result.scenario);
  read_result(fields, run.result);
  if (const Json* const rows = fields.find("rows")) {
    Fields counts(*rows, "rows", complaint);
    read_rows(counts, run.rows);
  }
  if (complaint) return failure(fmt::format("{}: {}", file, *complaint));
  return run;
}

}  // namespace harness::result
