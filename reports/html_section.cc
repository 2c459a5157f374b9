#include "reports/html_section.h"

#include <fmt/format.h>

#include "reports/words/escape.h"

namespace reports {

void Section::add(const tables::Table& table) {
  if (table.rows.empty()) return;
  if (table.title.empty()) {
    body_ += tables::html(table);
    return;
  }
  const std::string id = fmt::format("{}-{}", place_.id, places_.size() + 1);
  body_ += tables::html(table, id);
  places_.push_back({id, table.title});
}

std::string Section::html() const {
  if (empty()) return {};
  return fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n",
                     words::html_text(place_.id), words::html_text(place_.title), body_);
}

std::string contents(const std::vector<Section>& sections) {
  std::string list;
  const auto link = [](const Place& place) {
    return fmt::format("<a href=\"#{}\">{}</a>", words::html_text(place.id),
                       words::html_text(place.title));
  };
  for (const Section& section : sections) {
    if (section.empty()) continue;
    list += "<li>" + link(section.place());
    const char* before = "<small>";
    if (section.places().size() > 1) {
      for (const Place& place : section.places()) {
        list += before + link(place);
        before = " \u00b7 ";
      }
      list += "</small>";
    }
    list += "</li>\n";
  }
  if (list.empty()) return {};
  return "<nav aria-label=\"Contents\">\n<ul>\n" + list + "</ul>\n</nav>\n";
}

Section plots_section(const RenderedPlots& plots) {
  Section section("plots", "Plots");
  if (plots.trouble) {
    section.add(fmt::format("<p class=\"bad\">Not all plots could be drawn. {}.</p>\n",
                            words::html_text(plots.trouble->message)));
  }
  for (const RenderedPlot& plot : plots.plots) {
    const std::string id = "plot-" + plot.name;
    section.name({id, plot.title});
    // Our own gnuplot drew the pictures and embeddable_svg read them: the one thing not escaped
    // here.
    section.add(fmt::format(
        "<figure id=\"{}\"><h3>{}</h3><div class=\"plot wide\">{}</div>"
        "<div class=\"plot narrow\">{}</div><figcaption>{} <a href=\"plots/{}.svg\">SVG</a>"
        "</figcaption></figure>\n",
        id, words::html_text(plot.title), plot.svg, plot.narrow_svg, words::html_text(plot.caption),
        plot.name));
  }
  return section;
}

}  // namespace reports
