#include "scenarios/commands_compared/verdict.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/figure_text.h"
#include "harness/result/csv_text.h"
#include "scenarios/commands_compared/figures.h"
#include "scenarios/words/shell_words.h"

namespace scenarios::compared {
namespace {

using harness::stats::Estimate;
using harness::stats::Interval;
using nlohmann::ordered_json;
using reports::tables::Cell;
using reports::tables::Mood;
using reports::tables::Row;

constexpr std::array<const char*, 2> command_names{"A", "B"};
constexpr double bytes_a_kib = 1024;

/// The unit of figures such as this one.
using ScaleOf = harness::Scale (*)(double);

harness::Scale bytes_scale(double bytes) {
  harness::Scale scale = harness::kibibytes_scale(bytes / bytes_a_kib);
  scale.size *= bytes_a_kib;
  return scale;
}

harness::Scale seconds_scale(double seconds) {
  constexpr double ms_a_second = 1000;
  harness::Scale scale = harness::milliseconds_scale(seconds * ms_a_second);
  scale.size /= ms_a_second;
  return scale;
}

std::string with_unit(double figure, ScaleOf scale_of) {
  const harness::Scale scale = scale_of(figure);
  return harness::digits(figure / scale.size) + scale.name;
}

/// "101–104", in the figure's unit.
std::string range_text(const Estimate& estimate, ScaleOf scale_of) {
  if (!estimate.interval) return {};
  const double unit = scale_of(estimate.value).size;
  return fmt::format("{}–{}", harness::digits(estimate.interval->low / unit),
                     harness::digits(estimate.interval->high / unit));
}

/// "+5.1 %"; "0 %" where that is what is left of it.
std::string change_text(double ratio) {
  const std::string size = harness::percent_text(std::abs(ratio - 1));
  if (size == harness::percent_text(0)) return size;
  return (ratio < 1 ? "−" : "+") + size;
}

std::string changes_text(const std::optional<Interval>& interval) {
  if (!interval) return {};
  std::string low = change_text(interval->low);
  if (low.ends_with(" %")) low.resize(low.size() - 2);
  return low + " to " + change_text(interval->high);
}

/// "5.1 % more time", or "less".
std::string compared_with(double ratio) {
  return fmt::format("{} {} time", harness::percent_text(std::abs(ratio - 1)),
                     ratio < 1 ? "less" : "more");
}

Row row_of(const char* heading, const std::optional<Figures>& figures, ScaleOf scale_of) {
  Row row{.cells = {heading}};
  for (std::size_t side = 0; figures && side < figures->of.size(); ++side) {
    const Estimate& one = figures->of[side];
    row.cells.emplace_back(with_unit(one.value, scale_of), range_text(one, scale_of));
  }
  if (figures && figures->ratio) {
    row.cells.emplace_back(change_text(figures->ratio->value),
                           changes_text(figures->ratio->interval));
  }
  row.cells.resize(4, Cell(""));
  return row;
}

/// Memory may be known of one side only.
Row memory_row(const Comparison& comparison) {
  Row row = row_of("largest memory", peak_figures(comparison), bytes_scale);
  if (!comparison.least_peak_bytes || !row.cells[1].text.empty()) return row;
  for (std::size_t side = 0; side < command_names.size(); ++side) {
    const auto peak = peak_figure(comparison, side);
    row.cells[side + 1] =
        peak ? Cell(with_unit(peak->value, bytes_scale), range_text(*peak, bytes_scale))
             : Cell("under " + with_unit(*comparison.least_peak_bytes, bytes_scale));
  }
  return row;
}

ordered_json json_of(const Estimate& estimate) {
  ordered_json json{{"value", estimate.value}, {"low", nullptr}, {"high", nullptr}};
  if (estimate.interval) {
    json["low"] = estimate.interval->low;
    json["high"] = estimate.interval->high;
  }
  return json;
}

ordered_json json_of(const std::optional<Figures>& figures) {
  if (!figures) return nullptr;
  return {{"A", json_of(figures->of[0])},
          {"B", json_of(figures->of[1])},
          {"ratio", figures->ratio ? json_of(*figures->ratio) : ordered_json(nullptr)}};
}

}  // namespace

std::string sentence_of(const Comparison& comparison) {
  const Answer& answer = comparison.answer;
  if (comparison.pairs.empty()) return "Can't tell: no pair was measured.";
  const std::string interval = changes_text(answer.ratio.interval);
  const std::string sure = interval.empty() ? "" : fmt::format(" ({})", interval);
  const std::string takes = "B takes " + compared_with(answer.ratio.value) + sure;
  const std::string pairs =
      fmt::format("{} pair{}", comparison.pairs.size(), comparison.pairs.size() == 1 ? "" : "s");
  switch (answer.faster) {
    case Faster::first:
    case Faster::second:
      return fmt::format("{} is faster: {}. {}, p = {:.2g}.",
                         answer.faster == Faster::first ? "A" : "B", takes, pairs,
                         answer.p.value_or(1));
    case Faster::same:
      return fmt::format("Neither is faster by more than {}: {}. {}.",
                         harness::percent_text(comparison.order.rules.tolerance), takes, pairs);
    case Faster::unknown:
      break;
  }
  return fmt::format("Can't tell which is faster: {}. {}.", takes, pairs);
}

std::vector<std::string> notes_of(const Comparison& comparison) {
  const Order& order = comparison.order;
  std::vector<std::string> notes{fmt::format(
      "A pair: {} of each, the order drawn (seed {}); run {}. 95 % intervals.",
      comparison.runs_a_pair == 1 ? "a run"
                                  : fmt::format("the median of {} runs", comparison.runs_a_pair),
      order.seed, order.shell.empty() ? "without a shell" : "by " + order.shell + " -c")};
  if (comparison.cut_short) notes.emplace_back("Cut short: it was stopped.");
  if (comparison.answer.faster != Faster::unknown || comparison.cut_short) return notes;
  const double each_s = comparison.duration_s /
                        static_cast<double>(std::max<std::size_t>(1, comparison.pairs.size()));
  if (comparison.pairs.size() < fewest_pairs) {
    notes.push_back(fmt::format("Fewer than {} pairs can't tell; --budget {:.0f}s would do{}.",
                                fewest_pairs, std::ceil(each_s * (fewest_pairs + 4)),
                                order.most_runs > 0 ? ", with more --runs" : ""));
  } else if (comparison.pairs.size() < order.rules.looks.back().pairs) {
    notes.emplace_back("A longer --budget makes more pairs, and the interval narrower.");
  }
  return notes;
}

reports::tables::Table table_of(const Comparison& comparison) {
  reports::tables::Table table{
      .title = "", .headings = {{"", false}, {"A"}, {"B"}, {"B against A"}}, .rows = {}};
  if (comparison.pairs.empty()) return table;
  table.rows = {row_of("wall time", wall_figures(comparison), seconds_scale),
                row_of("CPU time", cpu_figures(comparison), seconds_scale), memory_row(comparison)};
  return table;
}

std::string verdict_json(const Comparison& comparison) {
  const Order& order = comparison.order;
  ordered_json json{{"schema", 1},
                    {"faster", to_string(comparison.answer.faster)},
                    {"sentence", sentence_of(comparison)},
                    {"ratio", nullptr},
                    {"p", nullptr},
                    {"pairs", comparison.pairs.size()},
                    {"runs_a_pair", comparison.runs_a_pair}};
  if (!comparison.pairs.empty()) json["ratio"] = json_of(comparison.answer.ratio);
  if (comparison.answer.p) json["p"] = *comparison.answer.p;
  for (std::size_t side = 0; side < order.commands.size(); ++side) {
    json["commands"][command_names[side]] = order.commands[side].asked;
  }
  json["shell"] = order.shell.empty() ? ordered_json(nullptr) : ordered_json(order.shell);
  json["prepare"] = order.prepare ? ordered_json(order.prepare->asked) : ordered_json(nullptr);
  json["margin"] = order.rules.margin;
  json["tolerance"] = order.rules.tolerance;
  json["seed"] = order.seed;
  json["cut_short"] = comparison.cut_short;
  json["duration_s"] = comparison.duration_s;
  json["wall_s"] = json_of(wall_figures(comparison));
  json["cpu_s"] = json_of(cpu_figures(comparison));
  json["peak_bytes"] = json_of(peak_figures(comparison));
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string pairs_csv(const Comparison& comparison) {
  std::string csv = "pair,command,wall_s,cpu_s,peak_bytes\n";
  for (std::size_t pair = 0; pair < comparison.pairs.size(); ++pair) {
    for (std::size_t side = 0; side < command_names.size(); ++side) {
      for (const Run& run : comparison.pairs[pair].runs[side]) {
        csv += fmt::format("{},{},{},{},{}\n", pair + 1, command_names[side], run.wall_s, run.cpu_s,
                           run.peak_bytes ? fmt::format("{:.0f}", *run.peak_bytes) : "");
      }
    }
  }
  return csv;
}

std::vector<harness::result::RunText> texts_of(const Comparison& comparison) {
  return {{"pairs.csv", pairs_csv(comparison)}, {"verdict.json", verdict_json(comparison)}};
}

}  // namespace scenarios::compared
