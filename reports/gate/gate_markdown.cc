#include "reports/gate/gate_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "reports/page_line.h"
#include "reports/page_parts.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports::gate {
namespace {

constexpr std::size_t longest_name = 80, longest_sentence = 500, longest_command = 2'000;

std::string text_of(std::string_view text, std::size_t most = longest_sentence) {
  return words::markdown_text(words::shortened(text, most));
}

/// Only what a reviewer needs: pairs and p are on the page.
tables::Table small_table(const std::vector<MetricRow>& rows) {
  tables::Table table{
      "", {{"metric", false}, {"verdict", false}, {"change"}, {"base"}, {"candidate"}}, {}};
  for (const MetricRow& row : rows) {
    const std::string word =
        row.verdict->kind == harness::gate::Kind::regressed ? "REGRESSED" : row.word;
    table.rows.push_back({{words::shortened(row.name, longest_name),
                           word + (row.verdict->metric.gating ? "" : ", advisory"),
                           {row.change, row.interval},
                           row.base,
                           row.candidate}});
  }
  return tables::without_empty_columns(std::move(table));
}

void add_verdict(std::string& page, const GateResult& gate) {
  add_line(page, "**{}**\n", text_of(gate.verdict.sentence));
  if (!gate.advisory.empty()) add_line(page, "Advisory: {}.\n", text_of(gate.advisory));
  if (gate.cut_short) add_line(page, "Cut short: this is what was measured until then.\n");
  add_line(page, "{}: {} against {}, {} pairs of processes in {}.\n", text_of(subject_text(gate)),
           text_of(contender_text(gate.candidate)), text_of(contender_text(gate.base)),
           gate.verdict.pairs, text_of(words::seconds(gate.duration_s)));
}

void add_objectives(std::string& page, const GateResult& gate, std::size_t most) {
  std::size_t shown = 0;
  for (const auto& objective : gate.objectives) {
    if (shown++ == most) break;
    const bool met = objective.verdict == harness::result::Verdict::met;
    const bool missed = objective.verdict == harness::result::Verdict::missed;
    add_line(page, "- {} {}: {}", text_of(objective.objective, longest_name),
             met      ? "met"
             : missed ? "MISSED"
                      : "can't tell",
             text_of(objective.sentence));
  }
  if (!gate.objectives.empty()) page += '\n';
}

void add_list(std::string& page, const char* heading, const std::vector<std::string>& sentences,
              std::size_t most) {
  if (sentences.empty() || most == 0) return;
  add_line(page, "#### {}\n", heading);
  for (std::size_t i = 0; i < std::min(most, sentences.size()); ++i) {
    add_line(page, "- {}", text_of(sentences[i]));
  }
  if (sentences.size() > most) add_line(page, "- {} more in verdict.json", sentences.size() - most);
  page += '\n';
}

std::vector<std::string> sentences_of(const std::vector<MetricRow>& rows) {
  std::vector<std::string> sentences;
  for (const MetricRow& row : rows) sentences.push_back(row.verdict->sentence);
  return sentences;
}

std::vector<std::string> facts_of(const std::vector<harness::result::Parameter>& facts) {
  std::vector<std::string> sentences;
  for (const auto& [name, value] : facts) sentences.push_back(name + ": " + value);
  return sentences;
}

std::vector<std::string> contenders_of(const GateResult& gate) {
  std::vector<std::string> sentences;
  for (const auto& [role, one] :
       {std::pair("base", &gate.base), std::pair("candidate", &gate.candidate)}) {
    sentences.push_back(fmt::format("{}: {}; {} {}; {}", role, contender_text(*one), one->version,
                                    one->build, one->hash));
  }
  return sentences;
}

/// With at most so many rows in each list.
std::string page_with(const GateResult& gate, const std::vector<MetricRow>& rows,
                      std::size_t most) {
  std::string page;
  add_verdict(page, gate);
  page += tables::markdown(small_table(rows), "pairs.csv and on the page", most);
  add_objectives(page, gate, most);
  for (const std::string& sentence : what_to_do(gate)) add_line(page, "{}\n", text_of(sentence));
  page += "<details><summary>Details</summary>\n\n";
  add_list(page, "In words", sentences_of(rows), most);
  add_list(page, "Warnings", gate.warnings, most);
  add_list(page, "Contenders", contenders_of(gate), most);
  add_list(page, "Parameters", facts_of(gate.parameters), most);
  add_list(page, "Environment", facts_of(gate.environment), most);
  page += markdown_command(words::shortened(gate.command, longest_command));
  return page + "\n</details>\n";
}

}  // namespace

std::string gate_markdown(const GateResult& gate) {
  const std::vector<MetricRow> rows = metric_rows(gate);
  constexpr std::array<std::size_t, 5> rooms{40, 20, 10, 4, 1};
  std::string page;
  for (const std::size_t most : rooms) {
    page = page_with(gate, rows, most);
    if (page.size() <= longest_comment) break;
  }
  return page;
}

}  // namespace reports::gate
