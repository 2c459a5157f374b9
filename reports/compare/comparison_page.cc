#include "reports/compare/comparison_page.h"

#include <fmt/format.h>

#include "reports/compare/compared_tables.h"
#include "reports/html_section.h"
#include "reports/page_line.h"
#include "reports/page_parts.h"
#include "reports/words/escape.h"

namespace reports::compare {
namespace {

constexpr std::size_t most_markdown_rows = 100;

Section warnings_of(const ComparisonPage& page) {
  Section section("warnings", "Warnings");
  if (page.warnings.empty()) return section;
  std::string list = "<ul>\n";
  for (const std::string& one : page.warnings) {
    list += "<li>" + words::html_text(one) + "</li>\n";
  }
  section.add(list + "</ul>\n");
  return section;
}

}  // namespace

ComparisonPage page_of(const Comparison& comparison) {
  return {
      .title = fmt::format("{}: {} runs compared", comparison.runs[0].run.scenario,
                           comparison.runs.size()),
      .advisory = advisory,
      .warnings = comparison.warnings,
      .tables = {runs_table(comparison), differences_table(comparison), figures_table(comparison)}};
}

ComparisonPage page_of(const BenchmarkComparison& comparison) {
  return {
      .title = fmt::format("Benchmarks: {} files compared", comparison.files.size()),
      .advisory = benchmarks_advisory,
      .warnings = comparison.warnings,
      .tables = {files_table(comparison), context_table(comparison), benchmarks_table(comparison)}};
}

std::string html(const ComparisonPage& page, const RenderedPlots& plots) {
  std::vector<Section> sections{warnings_of(page)};
  for (std::size_t i = 0; i < page.tables.size(); ++i) {
    tables::Table table = page.tables[i];
    Section section(fmt::format("table-{}", i + 1), std::exchange(table.title, {}));
    if (!table.rows.empty() && !table.note.empty()) {
      section.add("<p class=\"soft\">" + words::html_text(table.note) + "</p>\n");
    }
    section.add(table);
    sections.push_back(std::move(section));
  }
  sections.push_back(plots_section(plots));
  if (!page.command.empty()) {
    Section again("again", "How to compare them again");
    again.add("<pre>" + words::html_text(page.command) + "</pre>\n");
    sections.push_back(std::move(again));
  }
  std::string text = html_head(page.title);
  add_line(text, "<div class=\"top\"><h1>{}</h1></div>", words::html_text(page.title));
  add_line(text, "<p class=\"question\">{}</p>", words::html_text(page.advisory));
  text += contents(sections);
  for (const Section& section : sections) text += section.html();
  return text + html_end();
}

std::string markdown(const ComparisonPage& page, const RenderedPlots& plots) {
  std::string text;
  add_line(text, "## {}\n", words::markdown_text(page.title));
  add_line(text, "{}\n", words::markdown_text(page.advisory));
  for (const std::string& one : page.warnings) add_line(text, "- {}", words::markdown_text(one));
  if (!page.warnings.empty()) text += '\n';
  for (const tables::Table& table : page.tables) {
    text += tables::markdown(table, "compare.html", most_markdown_rows);
  }
  for (const RenderedPlot& plot : plots.plots) {
    add_line(text, "- [{}](plots/{}.svg)", words::markdown_text(plot.title), plot.name);
  }
  return text;
}

}  // namespace reports::compare
