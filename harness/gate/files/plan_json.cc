#include "harness/gate/files/plan_json.h"

#include <set>
#include <string>

#include "harness/gate/files/verdict_words.h"

namespace harness::gate::files {

using Json = result::Fields::Json;
using result::Fields;

namespace {

Json json_of(const Metric& metric) {
  return {{"name", metric.name},
          {"label", metric.label},
          {"better", word_for(better_words, metric.better)},
          {"test", word_for(test_words, metric.test)},
          {"tolerance", metric.tolerance},
          {"quantile", metric.quantile},
          {"gating", metric.gating},
          {"floor", metric.floor},
          {"unit", metric.unit}};
}

void read_metric(Fields& fields, Metric& metric) {
  fields.require("name");
  fields.read("name", metric.name);
  fields.read("label", metric.label);
  fields.read_word("better", better_words, metric.better);
  fields.read_word("test", test_words, metric.test);
  fields.read("tolerance", metric.tolerance);
  fields.read("quantile", metric.quantile);
  fields.read("gating", metric.gating);
  fields.read("floor", metric.floor);
  fields.read("unit", metric.unit);
  if (!(metric.floor >= 0)) fields.complain("floor", "is negative");
  if (!(metric.tolerance > 0)) fields.complain("tolerance", "is not above 0");
  if (!(metric.quantile >= 0 && metric.quantile < 1)) {
    fields.complain("quantile", "is not from 0 to below 1");
  }
}

void read_look(Fields& fields, significance::Look& look) {
  fields.read("pairs", look.pairs);
  fields.read("alpha", look.alpha);
}

void read_effort(Fields& fields, significance::PermutationEffort& effort) {
  fields.read("exact_pairs", effort.exact_pairs);
  fields.read("most_swaps", effort.most_swaps);
  fields.read("most_above", effort.most_above);
  fields.read("fewest_beyond", effort.fewest_beyond);
}

}  // namespace

Json json_of(const Plan& plan) {
  Json metrics = Json::array(), looks = Json::array();
  for (const Metric& metric : plan.metrics) metrics.push_back(json_of(metric));
  for (const significance::Look& look : plan.looks) {
    looks.push_back({{"pairs", look.pairs}, {"alpha", look.alpha}});
  }
  return {{"margin", plan.margin},
          {"confidence", plan.confidence},
          {"seed", plan.seed},
          {"most_invalid", plan.most_invalid},
          {"looks", std::move(looks)},
          {"effort",
           {{"exact_pairs", plan.effort.exact_pairs},
            {"most_swaps", plan.effort.most_swaps},
            {"most_above", plan.effort.most_above},
            {"fewest_beyond", plan.effort.fewest_beyond}}},
          {"metrics", std::move(metrics)}};
}

void read_plan(Fields& fields, Plan& plan) {
  plan.metrics.clear();
  plan.looks.clear();
  fields.read("margin", plan.margin);
  fields.read("confidence", plan.confidence);
  fields.read("seed", plan.seed);
  fields.read("most_invalid", plan.most_invalid);
  fields.read_list("looks", plan.looks, read_look);
  fields.read_object("effort", [&](Fields& effort) { read_effort(effort, plan.effort); });
  fields.read_list("metrics", plan.metrics, read_metric);
  std::set<std::string_view> names;
  for (const Metric& metric : plan.metrics) {
    if (!names.insert(metric.name).second) fields.complain("metrics", "has two of one name");
  }
}

}  // namespace harness::gate::files
