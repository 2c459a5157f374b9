#include "harness/result/sample/random_result.h"

#include <array>
#include <bit>
#include <cmath>
#include <string_view>

namespace harness::result::sample {

std::string RandomResult::text() {
  using namespace std::string_view_literals;
  static constexpr std::array<std::string_view, 20> pieces = {
      "a"sv, "Zeile"sv, " "sv,    ","sv,  "\""sv, "\"\""sv, "\n"sv, "\r\n"sv, "\r"sv,  "\t"sv,
      "ä"sv, "漢字"sv,  "🙂"sv, "\\"sv, "/"sv,  "%2C"sv,  "'"sv,  "\0"sv,   "1e5"sv, "null"sv};
  std::string text;
  for (auto n = random_() % 6; n > 0; --n) text += pieces[random_() % pieces.size()];
  return text;
}

double RandomResult::number() {
  if (random_() % 4 == 0) return static_cast<double>(random_() % 1000);
  while (true) {
    const auto number = std::bit_cast<double>(random_());
    if (std::isfinite(number)) return number;
  }
}

/// A semicolon in a stage's name does not come back as one.
void RandomResult::fill(std::vector<StageTime>& member) {
  member.clear();
  for (auto left = random_() % 4; left > 0; --left) {
    std::string name = text();
    std::erase(name, ';');
    member.push_back({std::move(name), std::abs(number())});
  }
}

result::Figure RandomResult::figure() {
  if (random_() % 3 == 0) return {};
  return number();
}

result::RunResult RandomResult::run() {
  result::RunResult run;
  for (std::string* member : {&run.scenario, &run.question, &run.form, &run.subject,
                              &run.subject_source, &run.items, &run.command}) {
    *member = text();
  }
  run.view.chooses = random_() % 2 == 0;
  run.view.shows_hits = random_() % 2 == 0;
  if (random_() % 2 == 0) run.view.curves = {text(), text(), text(), {{text(), text()}}, true};
  run.started_utc = "2026-03-01T12:00:00Z";
  run.duration_s = number();
  run.seed = random_();
  run.cut_short = random_() % 2 == 0;
  run.capacity_per_s = figure();
  run.reference_workload_before_ms = figure();
  run.reference_workload_after_ms = figure();
  for (int i = 0; i < 4; ++i) {
    // Names in an object are different from one another.
    run.parameters.emplace_back(std::to_string(9 - i) + text(), text());
    run.environment.emplace_back(std::to_string(9 - i) + text(), text());
    run.warnings.push_back(text());
    run.findings.push_back(text());
    run.checks.push_back({text(), result::CheckState(random_() % 3), figure(), figure(), text()});
    run.objectives.push_back(
        {text(), text(), text(), text(), result::Verdict(random_() % 3), figure(), text()});
    run.points.push_back(row(result::point_columns()));
    run.counters.push_back({.name = "counter_" + std::to_string(i),
                            .unit = text(),
                            .kind = CounterKind(random_() % 3),
                            .help = text()});
    run.counted.push_back(row(result::counter_columns()));
    run.classes.push_back(row(result::class_columns()));
    run.timeline.push_back(row(result::timeline_columns()));
    run.timeline.back().counters = {figure(), figure(), figure(), figure()};
    run.stages.push_back(row(result::stage_columns()));
    run.slowest.push_back(row(result::slowest_columns()));
    run.failures.push_back(row(result::failure_columns()));
    run.known_answers.push_back(row(result::known_answer_columns()));
    run.effects.push_back(row(result::effect_columns()));
    run.tables.push_back({text(), {text(), text()}, {{{text(), text()}}, {{"", text()}}}, text()});
    run.estimates.push_back({text(), figure(), figure(), figure(), text(), text()});
    result::Distribution distribution{text(), text(), 1.5 * i, 0.125, {}};
    for (int k = 0; k < 100; ++k) {
      distribution.latency.record(static_cast<std::int64_t>(random_() % 1'000'000'000));
    }
    run.distributions.push_back(std::move(distribution));
  }
  return run;
}

}  // namespace harness::result::sample
