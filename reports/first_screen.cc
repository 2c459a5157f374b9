#include "reports/first_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/page_line.h"
#include "reports/words/claim_words.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports {
namespace {

using harness::result::RunResult;

const char* class_of(tables::Mood mood) {
  if (mood == tables::Mood::good) return "good";
  return mood == tables::Mood::bad ? "bad" : "soft";
}

void add_figures(std::string& page, const Headline& head) {
  if (head.figures.empty()) return;
  page += "<dl class=\"figures\">\n";
  for (const KeyFigure& figure : head.figures) {
    add_line(page, "<div><dt>{}</dt><dd>{}</dd>", words::html_text(figure.name),
             words::html_text(figure.value));
    if (!figure.interval.empty()) {
      add_line(page, "<dd class=\"interval\">{}</dd>", words::html_text(figure.interval));
    }
    add_line(page, "<dd class=\"where\">{}</dd></div>", words::html_text(figure.where));
  }
  page += "</dl>\n";
  const bool sure = std::any_of(head.figures.begin(), head.figures.end(),
                                [](const KeyFigure& figure) { return !figure.interval.empty(); });
  if (sure) page += "<p class=\"soft\">Beneath a figure: its 95 % interval.</p>\n";
}

}  // namespace

std::string html_sentence(std::string_view sentence, const words::PageLinks& links) {
  std::string html;
  for (const words::SentencePart& part : words::parts_of_sentence(sentence)) {
    const std::string place = part.claim.empty() ? std::string() : links.claim(part.claim);
    html += place.empty() ? words::html_text(part.text)
                          : fmt::format("<a href=\"{}\">{}</a>", words::html_text(place),
                                        words::html_text(part.text));
  }
  return html;
}

std::string first_screen(const RunResult& run, const Headline& head,
                         const words::PageLinks& links) {
  std::string page;
  add_line(page, "<div class=\"top\"><h1>{}</h1><span class=\"badge {}\">{}</span></div>",
           words::html_text(head.title), head.sound ? "good" : "bad", words::html_text(head.badge));
  if (!run.question.empty())
    add_line(page, "<p class=\"question\">{}</p>", words::html_text(run.question));
  if (!head.reason.empty()) {
    add_line(page, "<p class=\"alarm\"><strong>{}.</strong> {}</p>", words::html_text(head.badge),
             words::html_text(head.reason));
  }
  for (const std::string& sentence : head.answer) {
    add_line(page, "<p class=\"answer\">{}</p>", html_sentence(sentence, links));
  }
  if (!head.objectives.empty()) {
    add_line(page, "<p class=\"{}\">{}.</p>", class_of(head.objectives_mood),
             words::html_text(head.objectives));
  }
  const std::string capacity =
      head.capacity.empty() ? ""
                            : fmt::format(" Percentages are of a capacity of {}.", head.capacity);
  const bool has_word = run.items != "items" && run.items != "requests";
  const std::string asked = has_word ? fmt::format(" Requests ask for {}.", run.items) : "";
  add_line(page, "<p class=\"soft\">{} form, {}, started {}, seed {}.{}{}</p>",
           words::html_text(run.form), words::html_text(words::seconds(run.duration_s)),
           words::html_text(run.started_utc), run.seed, words::html_text(asked),
           words::html_text(capacity));
  add_figures(page, head);
  return page;
}

}  // namespace reports
