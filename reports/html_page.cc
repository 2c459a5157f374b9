#include "reports/html_page.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "reports/first_screen.h"
#include "reports/headline.h"
#include "reports/html_section.h"
#include "reports/page_parts.h"
#include "reports/tables/tables.h"
#include "reports/words/escape.h"

namespace reports {

using harness::result::RunResult;

namespace {

/// Nothing where there are no more than the first screen shows.
Section list_of(const char* id, const char* title, const std::vector<std::string>& sentences,
                const words::PageLinks& links, std::size_t from = 0) {
  Section section(id, title);
  if (sentences.size() <= from) return section;
  std::string list = "<ul>\n";
  for (std::size_t i = from; i < sentences.size(); ++i) {
    list += "<li>" + html_sentence(sentences[i], links) + "</li>\n";
  }
  section.add(list + "</ul>\n");
  return section;
}

Section figures_of(const RunResult& run, const words::PageLinks& links) {
  Section section("figures", "Figures");
  for (const tables::Table& table : tables::effects_tables(run, links)) section.add(table);
  for (const auto& table : run.tables) section.add(tables::text_table(table));
  for (const tables::Table& table :
       {tables::known_answers_table(run), tables::engines_table(run), tables::operations_table(run),
        tables::estimates_table(run), tables::summary_table(run), tables::results_table(run),
        tables::parts_table(run), tables::costs_table(run), tables::counters_table(run),
        tables::classes_table(run), tables::stages_table(run), tables::slowest_table(run)}) {
    section.add(table);
  }
  return section;
}

Section of_table(const char* id, const char* title, const tables::Table& table) {
  Section section(id, title);
  section.add(table);
  return section;
}

}  // namespace

std::string html_page(const RunResult& run, const RenderedPlots& plots,
                      const words::PageLinks& links) {
  const Headline head = headline(run);
  const std::vector<Section> sections{
      list_of("findings", "More findings", run.findings, links, findings_in_headline),
      list_of("warnings", "Warnings", run.warnings, links),
      of_table("verdicts", "Verdicts", tables::objectives_table(run, links)),
      of_table("failures", "Failures", tables::failures_table(run)),
      plots_section(plots),
      figures_of(run, links),
      of_table("trust", "Trust", tables::checks_table(run)),
      made_with(run),
      files_section(links)};
  std::string page = html_head(head.title + ": " + head.badge) + first_screen(run, head, links) +
                     contents(sections);
  for (const Section& section : sections) page += section.html();
  return page + html_end();
}

}  // namespace reports
