#include "reports/markdown_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/headline.h"
#include "reports/page_line.h"
#include "reports/page_parts.h"
#include "reports/tables/tables.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports {

using harness::result::RunResult;

namespace {

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_answers = 100;  // a self-test's are its result

void add_headline(std::string& page, const RunResult& run, const Headline& head) {
  add_line(page, "## {}: {}\n", words::markdown_text(head.title), words::markdown_text(head.badge));
  if (!run.question.empty()) add_line(page, "> {}\n", words::markdown_text(run.question));
  if (!head.reason.empty()) {
    add_line(page, "**{}. {}**\n", words::markdown_text(head.badge),
             words::markdown_text(head.reason));
  }
  for (const std::string& sentence : head.answer)
    add_line(page, "{}\n", words::markdown_text(sentence));
  if (!head.capacity.empty()) {
    add_line(page, "Percentages are of a capacity of {}.\n", words::markdown_text(head.capacity));
  }
  if (!head.objectives.empty()) add_line(page, "**{}**\n", words::markdown_text(head.objectives));
}

tables::Table figures_table(const Headline& head) {
  tables::Table table{"Key figures", {{"figure", false}, {"value"}, {"where", false}}, {}};
  for (const KeyFigure& figure : head.figures) {
    table.rows.push_back({{figure.name, {figure.value, figure.interval}, figure.where}});
    if (!figure.interval.empty()) table.note = "In brackets: 95 % intervals.";
  }
  return table;
}

tables::Table measured_stages(const RunResult& run) {
  tables::Table table = tables::stages_table(run);
  std::erase_if(table.rows, [](const tables::Row& row) { return row.mood == tables::Mood::faint; });
  return table;
}

/// Only what went wrong; what passed is counted.
std::string checks(const RunResult& run) {
  tables::Table table = tables::checks_table(run);
  const std::size_t all = table.rows.size();
  std::erase_if(table.rows, [](const tables::Row& row) { return row.mood == tables::Mood::good; });
  if (all == 0) return "No validity checks were made.\n\n";
  return fmt::format("{} of {} validity checks passed.\n\n", all - table.rows.size(), all) +
         tables::markdown(table, "run.json", most_rows);
}

void add_markdown_plots(std::string& page, const RenderedPlots& plots) {
  if (plots.trouble) {
    add_line(page, "Not all plots could be drawn. {}.\n",
             words::markdown_text(plots.trouble->message));
  }
  if (plots.plots.empty()) return;
  page += "### Plots\n\n";
  for (const RenderedPlot& plot : plots.plots) {
    add_line(page, "- [{}](plots/{}.svg)", words::markdown_text(plot.title), plot.name);
  }
  page += '\n';
}

}  // namespace

std::string markdown_page(const RunResult& run, const RenderedPlots& plots,
                          const words::PageLinks& links) {
  const Headline head = headline(run);
  std::string page;
  add_headline(page, run, head);
  page += tables::markdown(tables::objectives_table(run, links), "run.json", most_rows);
  page += tables::markdown(tables::failures_table(run), "failures.csv", most_rows);
  page += tables::markdown(figures_table(head));
  for (const tables::Table& table : tables::effects_tables(run, links)) {
    page += tables::markdown(table, "ablation.csv", most_answers);
  }
  page += tables::markdown(tables::known_answers_table(run), "known_answers.csv", most_answers);
  for (const auto& table : run.tables)
    page += tables::markdown(tables::text_table(table), "run.json", most_rows);
  page += tables::markdown(tables::engines_table(run), "summary.csv", most_rows);
  page += tables::markdown(tables::operations_table(run), "stages.csv", most_rows);
  page += tables::markdown(tables::estimates_table(run), "run.json", most_rows);
  page += tables::markdown(tables::summary_table(run), "summary.csv", most_rows);
  page += tables::markdown(tables::results_table(run), "summary.csv", most_rows);
  page += tables::markdown(tables::parts_table(run), "summary.csv", most_rows);
  page += tables::markdown(tables::costs_table(run), "summary.csv", most_rows);
  page += tables::markdown(tables::counters_table(run), "counters.csv", most_rows);
  page += tables::markdown(tables::classes_table(run), "classes.csv", most_rows);
  page += checks(run);
  for (const std::string& warning : run.warnings) {
    add_line(page, "- Warning: {}", words::markdown_text(warning));
  }
  if (!run.warnings.empty()) page += '\n';
  add_markdown_plots(page, plots);
  page += tables::markdown(measured_stages(run), "stages.csv", most_rows);
  page += markdown_command(run.command);
  return page;
}

}  // namespace reports
