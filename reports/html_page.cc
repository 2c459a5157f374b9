#include "reports/html_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reports/escape.h"
#include "reports/figure_format.h"
#include "reports/headline.h"
#include "reports/page_line.h"
#include "reports/page_style.h"
#include "reports/tables.h"

namespace reports {
namespace {

const char* class_of(Mood mood) {
  if (mood == Mood::good) return "good";
  return mood == Mood::bad ? "bad" : "soft";
}

void add_head(std::string& page, const RunResult& run, const Headline& head) {
  page +=
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  add_line(page, "<title>{}: {}</title>", html_text(run.scenario), html_text(head.badge));
  page += "<style>";
  page += page_style();
  page += "</style>\n</head>\n<body>\n<main>\n";
}

void add_figures(std::string& page, const Headline& head) {
  if (head.figures.empty()) return;
  page += "<dl class=\"figures\">\n";
  for (const KeyFigure& figure : head.figures) {
    add_line(page, "<div><dt>{}</dt><dd>{}</dd>", html_text(figure.name), html_text(figure.value));
    if (!figure.interval.empty()) {
      add_line(page, "<dd class=\"interval\">{}</dd>", html_text(figure.interval));
    }
    add_line(page, "<dd class=\"where\">{}</dd></div>", html_text(figure.where));
  }
  page += "</dl>\n";
  const bool sure = std::any_of(head.figures.begin(), head.figures.end(),
                                [](const KeyFigure& figure) { return !figure.interval.empty(); });
  if (sure) page += "<p class=\"soft\">Beneath a figure: its 95 % interval.</p>\n";
}

void add_first_screen(std::string& page, const RunResult& run, const Headline& head) {
  add_line(page, "<div class=\"top\"><h1>{}</h1><span class=\"badge {}\">{}</span></div>",
           html_text(run.scenario), head.sound ? "good" : "bad", html_text(head.badge));
  if (!run.question.empty())
    add_line(page, "<p class=\"question\">{}</p>", html_text(run.question));
  if (!head.reason.empty()) {
    add_line(page, "<p class=\"alarm\"><strong>{}.</strong> {}</p>", html_text(head.badge),
             html_text(head.reason));
  }
  for (const std::string& sentence : head.answer) {
    add_line(page, "<p class=\"answer\">{}</p>", html_text(sentence));
  }
  if (!head.objectives.empty()) {
    add_line(page, "<p class=\"{}\">{}.</p>", class_of(head.objectives_mood),
             html_text(head.objectives));
  }
  add_line(page, "<p class=\"soft\">{} form, {}, started {}, seed {}.</p>", html_text(run.form),
           html_text(seconds(run.duration_s)), html_text(run.started_utc), run.seed);
  add_figures(page, head);
}

void add_list(std::string& page, const char* title, const std::vector<std::string>& sentences,
              std::size_t from = 0) {
  if (sentences.size() <= from) return;
  add_line(page, "<h2>{}</h2>\n<ul>", title);
  for (std::size_t i = from; i < sentences.size(); ++i) {
    add_line(page, "<li>{}</li>", html_text(sentences[i]));
  }
  page += "</ul>\n";
}

void add_html_plots(std::string& page, const RenderedPlots& plots) {
  if (plots.plots.empty() && !plots.trouble) return;
  page += "<h2>Plots</h2>\n";
  if (plots.trouble) {
    add_line(page, "<p class=\"bad\">Not all plots could be drawn. {}.</p>",
             html_text(plots.trouble->message));
  }
  for (const RenderedPlot& plot : plots.plots) {
    // Our own gnuplot drew the picture and embeddable_svg read it: the one thing not escaped here.
    add_line(page, "<figure><div class=\"plot\">{}</div><figcaption>{}</figcaption></figure>",
             plot.svg, html_text(plot.caption));
  }
}

void add_reproduction(std::string& page, const RunResult& run) {
  if (run.command.empty()) return;
  add_line(page, "<h2>How to run it again</h2>\n<pre>{}</pre>", html_text(run.command));
}

}  // namespace

std::string html_page(const RunResult& run, const RenderedPlots& plots) {
  const Headline head = headline(run);
  std::string page;
  add_head(page, run, head);
  add_first_screen(page, run, head);
  add_list(page, "More findings", run.findings, 2);
  add_list(page, "Warnings", run.warnings);
  if (!run.objectives.empty()) page += "<h2>Verdicts</h2>\n" + html(objectives_table(run));
  add_html_plots(page, plots);
  page += "<h2>Figures</h2>\n";
  for (const Table& table : effects_tables(run)) page += html(table);
  for (const auto& table : run.tables) page += html(text_table(table));
  for (const Table& table : {known_answers_table(run), engines_table(run), operations_table(run),
                             estimates_table(run), summary_table(run), parts_table(run),
                             costs_table(run), stages_table(run), slowest_table(run)}) {
    page += html(table);
  }
  page += "<h2>Trust</h2>\n" + html(checks_table(run));
  page += "<h2>Made with</h2>\n" + html(parameters_table(run)) + html(environment_table(run));
  add_reproduction(page, run);
  return page + "</main>\n</body>\n</html>\n";
}

}  // namespace reports
