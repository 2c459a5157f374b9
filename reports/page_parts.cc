#include "reports/page_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/page_line.h"
#include "reports/page_style.h"
#include "reports/tables/tables.h"
#include "reports/words/escape.h"

namespace reports {

std::string html_head(const std::string& title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
      words::html_text(title), page_style());
}

std::string html_end() {
  return "</main>\n</body>\n</html>\n";
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

Section made_with(const harness::result::RunResult& run) {
  Section section("made-with", "Made with");
  section.add(tables::parameters_table(run));
  section.add(tables::environment_table(run));
  if (run.command.empty()) return section;
  section.add("<h3 id=\"again\">How to run it again</h3>\n<pre>" + words::html_text(run.command) +
              "</pre>\n");
  section.name({"again", "How to run it again"});
  return section;
}

Section files_section(const words::PageLinks& links) {
  Section section("files", "Files");
  section.add(tables::files_table(links));
  if (!section.empty() && !links.schema.empty()) {
    section.add(fmt::format("<p class=\"soft\"><a href=\"{}\">What every column means</a></p>\n",
                            words::html_text(links.schema)));
  }
  return section;
}

/// Inside a fence nothing is markup, so the fence must be longer than any run of backticks in it.
std::string markdown_command(const std::string& command) {
  if (command.empty()) return {};
  const std::string clean = words::clean_text(command);
  std::size_t longest = 0;
  std::size_t length = 0;
  for (const char letter : clean) {
    length = letter == '`' ? length + 1 : 0;
    longest = std::max(longest, length);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  std::string page;
  add_line(page, "### How to run it again\n\n{}\n{}\n{}", fence, clean, fence);
  return page;
}

}  // namespace reports
