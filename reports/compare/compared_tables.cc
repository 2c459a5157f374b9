#include "reports/compare/compared_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/compare/correction.h"
#include "reports/words/figure_format.h"

namespace reports::compare {
namespace {

using harness::result::Figure;
using tables::Cell;
using tables::Table;

std::string in_words(const Figure& value, Written written) {
  switch (written) {
    case Written::rate:
      return words::rate(value);
    case Written::milliseconds:
      return words::milliseconds(value);
    case Written::microseconds:
      return words::milliseconds(value ? Figure(*value / 1000) : Figure());
    case Written::cores:
      return words::cores(value);
    case Written::mebibytes:
      return words::mebibytes(value);
    case Written::percent:
      return words::percent(value);
    case Written::plain:
      break;
  }
  return words::plain(value);
}

Cell cell_of(const ComparedFigure& figure, std::size_t run) {
  const Bounded& value = figure.values[run];
  const words::Measure measure = figure.written == Written::rate ? words::Measure::per_s
                                 : figure.written == Written::milliseconds
                                     ? words::Measure::milliseconds
                                     : words::Measure::plain;
  return {in_words(value.value, figure.written), words::interval(value, measure)};
}

bool is_main(const std::string& name) {
  constexpr std::array<std::string_view, 4> main_figures{"throughput", "P50", "P95", "P99"};
  return std::find(main_figures.begin(), main_figures.end(), name) != main_figures.end();
}

/// "+5.2", "−0.31" (a minus): two digits, as the rest is noise.
std::string percent_digits(double ratio) {
  const double percent = 100 * (ratio - 1);
  const int decimals = std::fabs(percent) < 0.995 ? 2 : std::fabs(percent) < 9.95 ? 1 : 0;
  const std::string digits = fmt::format("{:.{}f}", std::fabs(percent), decimals);
  if (digits.find_first_not_of("0.") == digits.npos) return "0";
  return (percent < 0 ? "\u2212" : "+") + digits;
}

}  // namespace

std::string change(const Figure& ratio) {
  if (!ratio || !std::isfinite(*ratio)) return words::not_measured;
  return *ratio >= 2 ? words::times(ratio) : percent_digits(*ratio) + " %";
}

std::string change_interval(const Bounded& ratio) {
  if (!words::has_interval(ratio)) return {};
  if (*ratio.value >= 2) {
    return fmt::format("{} to {}", words::times(ratio.low), words::times(ratio.high));
  }
  return fmt::format("{} to {} %", percent_digits(*ratio.low), percent_digits(*ratio.high));
}

Table runs_table(const Comparison& comparison) {
  Table table{"Runs",
              {{"", false}, {"run", false}, {"made of", false}, {"started", false}, {"length"}},
              {}};
  const bool has_reference = std::ranges::any_of(comparison.runs, [](const NamedRun& one) {
    return reference_workload_ms(one.run).has_value();
  });
  if (has_reference) table.headings.push_back({"reference workload"});
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const RunResult& run = comparison.runs[i].run;
    tables::Row row{{comparison.letters[i], comparison.runs[i].name,
                     run.subject.empty() ? run.scenario : run.scenario + " on " + run.subject,
                     run.started_utc, words::seconds(run.duration_s)}};
    if (has_reference) row.cells.emplace_back(words::milliseconds(reference_workload_ms(run)));
    if (!run.valid()) row.mood = tables::Mood::bad;
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table differences_table(const Comparison& comparison) {
  Table table{"What the runs differ in", {{"of", false}, {"what", false}}, {}};
  for (const std::string& letter : comparison.letters) table.headings.push_back({letter, false});
  const auto add = [&](const char* of, const std::vector<Difference>& all) {
    for (const Difference& one : all) {
      tables::Row row{{of, one.what}};
      for (const std::string& value : one.values) {
        row.cells.emplace_back(value.empty() ? words::not_measured : value);
      }
      table.rows.push_back(std::move(row));
    }
  };
  add("machine", comparison.machine);
  add("build", comparison.build);
  add("asked for", comparison.asked);
  return table;
}

Table figures_table(const Comparison& comparison, bool only_main) {
  Table table{"Figures", {{"point", false}, {"figure", false}}, {}};
  for (const std::string& letter : comparison.letters) table.headings.push_back({letter});
  const bool is_corrected = !comparison.correction.empty();
  for (std::size_t i = 1; i < comparison.letters.size(); ++i) {
    table.headings.push_back(
        {fmt::format("{} over {}", comparison.letters[i], comparison.letters[0])});
    if (is_corrected) table.headings.push_back({"corrected"});
  }
  for (const ComparedPoint& point : comparison.points) {
    std::string name = point.name;
    for (const ComparedFigure& figure : point.figures) {
      if (only_main && !is_main(figure.name)) continue;
      tables::Row row{{std::exchange(name, {}), figure.name}};
      for (std::size_t i = 0; i < figure.values.size(); ++i)
        row.cells.push_back(cell_of(figure, i));
      for (std::size_t i = 1; i < figure.ratios.size(); ++i) {
        row.cells.emplace_back(change(figure.ratios[i].value), change_interval(figure.ratios[i]));
        if (is_corrected) {
          row.cells.emplace_back(change(figure.corrected[i].value),
                                 change_interval(figure.corrected[i]));
        }
      }
      table.rows.push_back(std::move(row));
    }
  }
  if (has_asides(table)) {
    table.note =
        "Beside a figure stands its 95 % interval, and beside a ratio the one that follows from "
        "those of both figures.";
  }
  if (is_corrected) table.note += (table.note.empty() ? "" : " ") + comparison.correction;
  return table;
}

}  // namespace reports::compare
