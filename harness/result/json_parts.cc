#include "harness/result/json_parts.h"

#include <cmath>

#include "harness/result/verdict_names.h"

namespace harness::result {

using Json = Fields::Json;

Json json_of(const Figure& figure) {
  return figure && std::isfinite(*figure) ? Json(*figure) : Json(nullptr);
}

Json json_of(const std::vector<Parameter>& parameters) {
  Json json = Json::object();
  for (const auto& [name, value] : parameters) json[name] = value;
  return json;
}

Json json_of(const ObjectiveResult& objective) {
  return {{"objective", objective.objective},
          {"source", objective.source},
          {"step", objective.step},
          {"phase", objective.phase},
          {"verdict", name_of(objective.verdict)},
          {"measured", json_of(objective.measured)},
          {"sentence", objective.sentence}};
}

void read_objective(Fields& fields, ObjectiveResult& objective) {
  fields.read("objective", objective.objective);
  fields.read("source", objective.source);
  fields.read("step", objective.step);
  fields.read("phase", objective.phase);
  fields.read_word("verdict", verdict_names, objective.verdict);
  fields.read("measured", objective.measured);
  fields.read("sentence", objective.sentence);
}

std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace harness::result
