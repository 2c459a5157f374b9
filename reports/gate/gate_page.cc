#include "reports/gate/gate_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "reports/page_line.h"
#include "reports/page_parts.h"
#include "reports/tables/tables.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports::gate {

using harness::gate::Contender;
using harness::gate::Outcome;
using harness::result::RunResult;

namespace {

constexpr std::size_t most_on_first_screen = 30, most_in_all = 500;
constexpr std::size_t longest_verdict = 1'000;  // one that names hundreds of metrics

/// What a page shows of a run and of a gate alike.
RunResult shown_as_run(const GateResult& gate) {
  RunResult run;
  run.parameters = gate.parameters;
  run.environment = gate.environment;
  run.command = gate.command;
  run.objectives = gate.objectives;
  return run;
}

const char* class_of(const GateResult& gate) {
  switch (mood(gate)) {
    case tables::Mood::good:
      return "good";
    case tables::Mood::bad:
      return "bad";
    case tables::Mood::plain:
    case tables::Mood::faint:
      break;
  }
  return "doubtful";
}

std::string sentence_html(const GateResult& gate) {
  const std::string sentence =
      words::html_text(words::shortened(gate.verdict.sentence, longest_verdict));
  return fmt::format("<p class=\"{}\">{}</p>\n",
                     mood(gate) == tables::Mood::bad ? "alarm" : "answer", sentence);
}

std::string first_screen(const GateResult& gate, const std::vector<MetricRow>& rows) {
  std::string page;
  add_line(page, "<div class=\"top\"><h1>{}</h1><span class=\"badge {}\">{}</span></div>",
           words::html_text(subject_text(gate)), class_of(gate), words::html_text(badge(gate)));
  add_line(page, "<p class=\"question\">Is {} worse than {}?</p>",
           words::html_text(contender_text(gate.candidate)),
           words::html_text(contender_text(gate.base)));
  page += sentence_html(gate);
  if (!gate.advisory.empty()) {
    add_line(page, "<p class=\"bad\">Advisory: {}.</p>", words::html_text(gate.advisory));
  }
  for (const std::string& sentence : what_to_do(gate)) {
    add_line(page, "<p>{}</p>", words::html_text(sentence));
  }
  add_line(page, "<p class=\"soft\">{} pairs of processes{}, {}, started {}.</p>",
           gate.verdict.pairs,
           gate.fresh_pairs.empty() ? std::string()
                                    : fmt::format(" and {} fresh ones", gate.fresh_pairs.size()),
           words::html_text(words::seconds(gate.duration_s)), words::html_text(gate.started_utc));
  const std::size_t shown = std::min(rows.size(), most_on_first_screen);
  page += tables::html(metrics_table(std::span(rows).first(shown), ""));
  if (shown < rows.size()) {
    add_line(page, "<p class=\"soft\"><a href=\"#metrics\">{} more metrics</a> are below.</p>",
             rows.size() - shown);
  }
  return page;
}

Section list_section(const char* id, const char* title, const std::vector<std::string>& sentences) {
  Section section(id, title);
  if (sentences.empty()) return section;
  std::string list = "<ul>\n";
  for (const std::string& sentence : sentences) {
    list += "<li>" + words::html_text(sentence) + "</li>\n";
  }
  section.add(list + "</ul>\n");
  return section;
}

/// Each verdict in words, and the metrics that the first screen has no room for.
Section metrics_section(const GateResult& gate, const std::vector<MetricRow>& rows) {
  Section section("metrics", "Metrics");
  if (rows.empty()) return section;
  const std::size_t shown = std::min(rows.size(), most_in_all);
  if (rows.size() > most_on_first_screen) {
    section.add(tables::html(metrics_table(std::span(rows).first(shown), "")));
  }
  std::vector<std::string> sentences;
  for (const MetricRow& row : std::span(rows).first(std::min(shown, most_on_first_screen))) {
    sentences.push_back(row.verdict->sentence);
  }
  std::string list = "<ul>\n";
  for (const std::string& one : sentences) list += "<li>" + words::html_text(one) + "</li>\n";
  section.add(list + "</ul>\n");
  if (shown < rows.size()) {
    section.add(
        fmt::format("<p class=\"soft\">{} more are in verdict.json.</p>\n", rows.size() - shown));
  }
  section.add(fmt::format(
      "<p class=\"soft\">A change by up to {} is none; the tolerance is how much worse is no "
      "worse. Beneath a change: its {} interval, for a fixed number of pairs. p is one-sided, and "
      "corrected for all gating metrics.</p>\n",
      words::percent(gate.plan.margin), words::percent(gate.plan.confidence)));
  return section;
}

Section contenders_section(const GateResult& gate) {
  Section section("contenders", "Contenders");
  tables::Table table{"",
                      {{"", false},
                       {"asked for", false},
                       {"commit", false},
                       {"version", false},
                       {"build", false},
                       {"file", false},
                       {"hash", false}},
                      {}};
  for (const auto& [role, one] :
       {std::pair<const char*, const Contender*>("base", &gate.base),
        std::pair<const char*, const Contender*>("candidate", &gate.candidate)}) {
    table.rows.push_back({{role, one->asked, one->commit, one->version, one->build, one->path,
                           words::shortened(one->hash, 16)}});
  }
  section.add(tables::html(tables::without_empty_columns(std::move(table))));
  if (!gate.base.hash.empty() && gate.base.hash == gate.candidate.hash) {
    section.add("<p>Both are one program, byte by byte.</p>\n");
  }
  return section;
}

/// Why pairs could not be trusted, with how many there were of each reason.
Section invalid_section(const GateResult& gate) {
  std::vector<std::pair<std::string, std::size_t>> reasons;
  for (const auto* pairs : {&gate.pairs, &gate.fresh_pairs}) {
    for (const Pair& pair : *pairs) {
      if (pair.invalid.empty()) continue;
      const auto known = std::find_if(reasons.begin(), reasons.end(),
                                      [&](const auto& one) { return one.first == pair.invalid; });
      if (known != reasons.end()) {
        ++known->second;
      } else {
        reasons.emplace_back(pair.invalid, 1);
      }
    }
  }
  std::vector<std::string> sentences;
  for (const auto& [reason, count] : reasons) {
    sentences.push_back(fmt::format("{} x {}", count, reason));
  }
  return list_section("invalid", "Pairs that can't be trusted", sentences);
}

Section objectives_section(const GateResult& gate) {
  Section section("objectives", "Objectives");
  tables::Table table = tables::objectives_table(shown_as_run(gate));
  table.title.clear();  // the section's
  section.add(table);
  return section;
}

}  // namespace

std::string gate_page(const GateResult& gate, const RenderedPlots& plots,
                      const words::PageLinks& links) {
  const std::vector<MetricRow> rows = metric_rows(gate);
  const std::vector<Section> sections{
      objectives_section(gate),      list_section("warnings", "Warnings", gate.warnings),
      invalid_section(gate),         plots_section(plots),
      metrics_section(gate, rows),   contenders_section(gate),
      made_with(shown_as_run(gate)), files_section(links)};
  std::string page = html_head(subject_text(gate) + ": " + badge(gate)) + first_screen(gate, rows) +
                     contents(sections);
  for (const Section& section : sections) page += section.html();
  return page + html_end();
}

}  // namespace reports::gate
