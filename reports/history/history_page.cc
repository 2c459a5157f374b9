#include "reports/history/history_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/result/whole_file.h"
#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "reports/history/trend_plots.h"
#include "reports/page_line.h"
#include "reports/page_parts.h"
#include "reports/words/escape.h"

namespace reports::history {

using harness::Expected;
using harness::gate::history::Change;
using harness::gate::history::History;
using harness::gate::history::MetricHistory;
using harness::gate::history::Moment;

namespace {

constexpr std::size_t most_changes = 500;

std::string moment_text(const Moment& moment) {
  const std::string day = moment.started_utc.substr(0, moment.started_utc.find('T'));
  return moment.commit.empty() ? day : fmt::format("{} ({})", moment.commit, day);
}

tables::Table changes_table(const std::vector<ChangeRow>& rows) {
  tables::Table table{
      "",
      {{"metric", false}, {"change"}, {"last before", false}, {"first after", false}, {"p"}},
      {}};
  for (const ChangeRow& row : rows) {
    if (table.rows.size() == most_changes) break;
    table.rows.push_back({{row.metric, row.size, row.last_before, row.first_after, row.p},
                          row.worse ? tables::Mood::bad : tables::Mood::good});
  }
  return table;
}

tables::Table gates_table(const History& history) {
  tables::Table table{
      "", {{"commit", false}, {"outcome", false}, {"started", false}, {"folder", false}}, {}};
  for (const Moment& moment : history.moments) {
    table.rows.push_back({{moment.commit, std::string(to_string(moment.outcome)),
                           moment.started_utc, moment.place}});
  }
  return table;
}

Section warnings_section(const History& history) {
  Section section("warnings", "Warnings");
  if (history.warnings.empty()) return section;
  std::string list = "<ul>\n";
  for (const std::string& one : history.warnings)
    list += "<li>" + words::html_text(one) + "</li>\n";
  section.add(list + "</ul>\n");
  return section;
}

std::string subject_of(const History& history) {
  harness::gate::GateResult gate;
  gate.scenario = history.scenario;
  gate.subject = history.subject;
  gate.engine = history.engine;
  return gate::subject_text(gate);
}

}  // namespace

std::vector<ChangeRow> change_rows(const History& history) {
  std::vector<ChangeRow> rows;
  for (const MetricHistory& metric : history.metrics) {
    for (const Change& change : metric.changes) {
      rows.push_back({.metric = gate::title_of(metric.metric),
                      .size = gate::change(change.factor),
                      .worse = change.worse,
                      .last_before = moment_text(history.moments[change.last_before]),
                      .first_after = moment_text(history.moments[change.first_after]),
                      .p = fmt::format("{:.2g}", change.p)});
    }
  }
  std::stable_partition(rows.begin(), rows.end(), [](const ChangeRow& row) { return row.worse; });
  return rows;
}

std::string history_sentence(const History& history) {
  std::size_t changes = 0, changed = 0;
  for (const MetricHistory& metric : history.metrics) {
    changes += metric.changes.size();
    changed += metric.changes.empty() ? 0 : 1;
  }
  const std::string over = fmt::format("over {} gates against {}", history.moments.size(),
                                       gate::contender_text(history.base));
  if (changes == 0) {
    return fmt::format("No change in any of {} metrics, {}.", history.metrics.size(), over);
  }
  return fmt::format("{} change{} in {} of {} metrics, {}.", changes, changes == 1 ? "" : "s",
                     changed, history.metrics.size(), over);
}

std::string history_page(const History& history, const RenderedPlots& plots) {
  const std::string subject = subject_of(history);
  std::string page = html_head("History of " + subject);
  add_line(page, "<h1>History of {}</h1>", words::html_text(subject));
  add_line(page, "<p class=\"answer\">{}</p>", words::html_text(history_sentence(history)));
  page += tables::html(changes_table(change_rows(history)));
  add_line(page,
           "<p class=\"soft\">A change is where the ratio to the reference became another for good "
           "(E-divisive, p at most .01): some commit after the last before it, up to the first "
           "after it.</p>");
  Section gates("gates", "Gates");
  gates.add(tables::html(gates_table(history)));
  const std::vector<Section> sections{warnings_section(history), plots_section(plots),
                                      std::move(gates)};
  page += contents(sections);
  for (const Section& section : sections) page += section.html();
  return page + html_end();
}

Expected<void> write_history(const History& history, const std::filesystem::path& folder) {
  for (const char* mine : {"run.json", "verdict.json"}) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder / mine, ignored)) continue;
    return harness::failure(
        fmt::format("{}: has a {}, so its page is another one's", folder.string(), mine));
  }
  const RenderedPlots rendered = render_plots(trend_plots(history));
  return write_plots(folder / "plots", rendered, trend_plot_names)
      .and_then([&] {
        return harness::result::write_whole_file(folder / "report.html",
                                                 history_page(history, rendered));
      })
      .and_then([&]() -> Expected<void> {
        if (!rendered.trouble) return {};
        return harness::failure("the page was written, but not all plots: " +
                                rendered.trouble->message);
      });
}

}  // namespace reports::history
