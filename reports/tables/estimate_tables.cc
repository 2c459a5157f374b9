#include "reports/tables/filled.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

using harness::result::Estimated;
using harness::result::KnownAnswer;

Cell measured(const KnownAnswer& answer) {
  return {words::milliseconds(answer.measured_ms),
          words::interval({answer.measured_ms, answer.interval_low_ms, answer.interval_high_ms},
                          words::Measure::milliseconds)};
}

}  // namespace

Table estimates_table(const RunResult& run) {
  Table table{"Worked out from the points",
              {{"figure", false}, {"value"}, {"95 % interval"}, {"in words", false}},
              {}};
  return filled(std::move(table), run.estimates, [](const Estimated& estimate) {
    return Row{{estimate.name, words::in_words(estimate), words::interval_in_words(estimate),
                estimate.sentence}};
  });
}

Table known_answers_table(const RunResult& run) {
  Table table{"Known answers",
              {{"queue", false}, {"figure", false}, {"theory"}, {"measured"}, {"error"}},
              {},
              "What queueing theory says of each queue and what was measured. A dash stands where "
              "there is no closed form."};
  const std::string* group = nullptr;  // the queue is named once
  table = filled(std::move(table), run.known_answers, [&](const KnownAnswer& answer) {
    const bool same = group != nullptr && *group == answer.model;
    group = &answer.model;
    return Row{{same ? "" : answer.model, words::quantile_name(answer.quantile),
                words::milliseconds(answer.theory_ms), measured(answer),
                words::signed_percent(answer.relative_error)}};
  });
  if (has_asides(table)) table.note += " Small: 95 % intervals.";
  return table;
}

}  // namespace reports::tables
