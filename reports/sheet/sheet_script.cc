#include "reports/sheet/sheet_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "reports/sheet/fitted_tics.h"
#include "reports/sheet/frame.h"
#include "reports/words/escape.h"

namespace reports::sheet {
namespace {

template <class... Arguments>
void add(std::string& script, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(script), format, std::forward<Arguments>(arguments)...);
  script += '\n';
}

/// A tic's label is a format to gnuplot, so that a percent sign must be doubled. Its lines are
/// joined by gnuplot: in single quotes, the safe ones, nothing stands for a line's end.
std::string tic_text(const std::vector<std::string>& lines) {
  std::string joined;
  for (const std::string& line : lines) {
    std::string format;
    for (const char letter : line) format.append(letter == '%' ? 2 : 1, letter);
    joined += (joined.empty() ? "" : ".\"\\n\".") + words::gnuplot_text(format);
  }
  return joined.empty() ? "''" : joined;
}

/// `labelled`: with words; the panels of a sheet share the lowest one's x axis.
void add_axis(std::string& script, char name, const Axis& axis, double length_px, bool labelled) {
  if (axis.logarithmic) {
    add(script, "set logscale {} 10", name);
  } else {
    add(script, "unset logscale {}", name);
  }
  const double first = axis.reversed ? axis.high : axis.low;
  const double last = axis.reversed ? axis.low : axis.high;
  add(script, "set {}range [{}:{}] noextend", name, first, last);
  script += fmt::format("set {}tics nomirror scale 0.4 noenhanced (", name);
  const char* comma = "";
  const Direction direction = name == 'x' ? Direction::across : Direction::upwards;
  for (const FittedTic& tic : fitted_tics(axis, length_px, direction)) {
    script += fmt::format("{}{} {}", comma, labelled ? tic_text(tic.lines) : "''", tic.at);
    comma = ", ";
  }
  script += ")\n";
  add(script, "set {}label {} noenhanced", name, labelled ? words::gnuplot_text(axis.label) : "''");
  add(script, "set grid {}{}tics lt 1 lc rgb '#E3E3E3' lw 0.7 back", axis.grid ? "" : "no", name);
}

/// A band's name: level where it fits, upright where only that fits, else left out.
void add_band_label(std::string& script, const Band& band, const Panel& panel, const Frame& frame,
                    const Sheet& sheet) {
  const double height = height_px(sheet);
  const double range = panel.x.high - panel.x.low;
  const double px = (band.to - band.from) / range * (frame.right - frame.left) * width_px(sheet);
  const double needed = character_px * static_cast<double>(words::characters(band.label)) + 4;
  const double middle = (band.from + band.to) / 2;
  if (px >= needed) {
    add(script,
        "set label {} at {}, graph 1 center offset 0,0.6 noenhanced font ',10' "
        "tc rgb '#4D4D4D' front",
        words::gnuplot_text(band.label), middle);
  } else if (px >= 13 && needed < (frame.top - frame.bottom) * height * 0.6) {
    add(script,
        "set label {} at {}, graph 0.975 right rotate by 90 noenhanced font ',10' "
        "tc rgb '#4D4D4D' front",
        words::gnuplot_text(band.label), middle);
  }
}

void add_bands(std::string& script, const Panel& panel, const Frame& frame, const Sheet& sheet,
               bool labelled) {
  bool shaded = false;
  for (const Band& band : panel.bands) {
    const char* fill = !band.measured ? "fs pattern 4 noborder fc rgb '#C8C8C8'"
                       : shaded       ? "fs solid noborder fc rgb '#F1F1F1'"
                                      : "fs solid noborder fc rgb '#FFFFFF'";
    if (band.measured) shaded = !shaded;
    add(script, "set object rectangle from {}, graph 0 to {}, graph 1 behind {}", band.from,
        band.to, fill);
    if (labelled) add_band_label(script, band, panel, frame, sheet);
  }
}

void add_marks_and_notes(std::string& script, const Panel& panel, double across_px) {
  double height = 0.06;  // each word above the one before
  for (const Mark& mark : panel.marks) {
    add(script,
        "set arrow from {0}, graph 0 to {0}, graph 1 nohead lc rgb '#4D4D4D' lw 1.2 dt (3,3) "
        "front",
        mark.x);
    // Near the right edge the word stands before the line, or it would be cut off.
    const double place = along(panel.x, mark.x);
    const double needed = character_px * static_cast<double>(words::characters(mark.label)) + 8;
    const bool late = place > 0.75 || (place > 0.5 && place * across_px + needed > across_px);
    add(script,
        "set label {} at {}, graph {} {} offset {},0 noenhanced font ',10' "
        "tc rgb '#4D4D4D' front boxed",
        words::gnuplot_text(mark.label), mark.x, height, late ? "right" : "left",
        late ? -0.6 : 0.6);
    height += 0.07;
  }
  for (const Note& note : panel.notes) {
    const char* place = note.centred ? "center" : "left offset 1,0.7";
    const char* ring = note.ring ? "point pt 6 ps 2.2 lw 1.5 lc rgb '#000000'" : "";
    add(script, "set label {} at {}, {} {} noenhanced font ',{}' tc rgb '#000000' front {}",
        words::gnuplot_text(note.text), note.x, note.y, place, note.centred ? 10 : 11, ring);
  }
}

std::string block_name(std::size_t panel, const char* kind, std::size_t i) {
  return fmt::format("${}{}_{}", kind, panel, i);
}

/// Both ends, or none. An end that a logarithmic axis can't show stays at the axis's beginning.
std::string whisker(const Spot& spot, const Axis& axis) {
  if (!has_whisker(spot)) return "NaN NaN";
  const double least = axis.logarithmic ? axis.low : *spot.low;
  return fmt::format("{} {}", std::max(*spot.low, least), std::max(*spot.high, least));
}

/// A figure that a logarithmic axis can't show is a gap.
bool is_shown(const Spot& spot, const Panel& panel) {
  return spot.y && std::isfinite(*spot.y) && std::isfinite(spot.x) &&
         (!panel.y.logarithmic || *spot.y > 0);
}

/// Those between two gaps, to which no line leads.
std::vector<Spot> lone_spots(const Panel& panel, const Line& line) {
  std::vector<Spot> lone;
  const auto shown = [&](std::size_t i) {
    return i < line.spots.size() && is_shown(line.spots[i], panel);
  };
  for (std::size_t i = 0; i < line.spots.size(); ++i) {
    if (shown(i) && !(i > 0 && shown(i - 1)) && !shown(i + 1)) lone.push_back(line.spots[i]);
  }
  return lone;
}

/// They need a marker of their own, where the line has one now and then only.
bool has_lone_spots(const Panel& panel, const Line& line) {
  return !line.marks_each && line.style.width > 0 && !lone_spots(panel, line).empty();
}

void add_line_data(std::string& script, const Panel& panel, const Line& line) {
  const bool whiskers = has_whiskers(line);
  for (const Spot& spot : line.spots) {
    if (is_shown(spot, panel)) {
      const Axis& axis = line.sideways ? panel.x : panel.y;
      add(script, "{} {}{}{}", spot.x, *spot.y, whiskers ? " " : "",
          whiskers ? whisker(spot, axis) : "");
    } else {
      add(script, "{} NaN{}", std::isfinite(spot.x) ? spot.x : 0, whiskers ? " NaN NaN" : "");
    }
  }
}

void add_data(std::string& script, const Panel& panel, std::size_t index) {
  for (std::size_t i = 0; i < panel.lines.size(); ++i) {
    add(script, "{} << END", block_name(index, "line", i));
    add_line_data(script, panel, panel.lines[i]);
    add(script, "END");
    if (!has_lone_spots(panel, panel.lines[i])) continue;
    add(script, "{} << END", block_name(index, "lone", i));
    for (const Spot& spot : lone_spots(panel, panel.lines[i])) {
      add(script, "{} {}", spot.x, *spot.y);
    }
    add(script, "END");
  }
  for (std::size_t i = 0; i < panel.bars.size(); ++i) {
    add(script, "{} << END", block_name(index, "bars", i));
    for (const Bars::Bar& bar : panel.bars[i].bars) {
      add(script, "{} {} {} {} {} {}", bar.left, bar.bottom, bar.left, bar.right, bar.bottom,
          bar.top);
    }
    add(script, "END");
  }
}

std::string whisker_clause(const Line& line, const std::string& block) {
  return fmt::format("{} using 1:2:3:4 with {} lc rgb '{}' lw 1.2 dt 1 pt 0 notitle, ", block,
                     line.sideways ? "xerrorbars" : "yerrorbars", line.style.colour);
}

std::string line_clause(const Line& line, const std::string& block) {
  const Style& style = line.style;
  const std::size_t every = line.marks_each ? 1 : std::max<std::size_t>(1, line.spots.size() / 14);
  if (style.width == 0) {
    return fmt::format("{} using 1:2 with points lc rgb '{}' pt {} ps 1", block, style.colour,
                       style.marker);
  }
  const std::string dash = style.dash == std::string_view("solid") ? "1" : style.dash;
  std::string clause =
      fmt::format("{} using 1:2 with {} lc rgb '{}' lw {} dt {}", block,
                  style.marker == 0 ? "lines" : "linespoints", style.colour, style.width, dash);
  if (style.marker != 0) clause += fmt::format(" pt {} ps 0.7 pi {}", style.marker, every);
  return clause;
}

std::string title_clause(const std::string& label) {
  if (label.empty()) return " notitle";
  return fmt::format(" title {} noenhanced",
                     words::gnuplot_text(words::shortened(label, longest_label)));
}

void add_plot_command(std::string& script, const Panel& panel, std::size_t index) {
  script += "plot";
  const char* comma = " ";
  for (std::size_t i = 0; i < panel.bars.size(); ++i) {
    const Style& style = panel.bars[i].style;
    const std::string fill =
        style.hatching == 0 ? "solid" : fmt::format("pattern {}", style.hatching);
    script += fmt::format(
        "{}{} using 1:2:3:4:5:6 with boxxyerror fs {} border lc rgb '#FFFFFF' "
        "fc rgb '{}'{}",
        comma, block_name(index, "bars", i), fill, style.colour, title_clause(panel.bars[i].label));
    comma = ", ";
  }
  for (std::size_t i = 0; i < panel.lines.size(); ++i) {
    const Line& line = panel.lines[i];
    const std::string block = block_name(index, "line", i);
    script += comma + (has_whiskers(line) ? whisker_clause(line, block) : std::string()) +
              line_clause(line, block) + title_clause(line.label);
    if (has_lone_spots(panel, line)) {
      script += fmt::format(", {} using 1:2 with points lc rgb '{}' pt {} ps 0.7 notitle",
                            block_name(index, "lone", i), line.style.colour,
                            std::max(line.style.marker, 7));
    }
    comma = ", ";
  }
  if (legend_entries(panel) == 0) script += " NaN notitle";
  script += '\n';
}

void add_panel(std::string& script, const Sheet& sheet, std::size_t index) {
  const Panel& panel = sheet.panels[index];
  const Frame frame = frame_of(sheet, index);
  const double height = height_px(sheet);
  const bool lowest = index + 1 == sheet.panels.size();
  add(script, "unset object; unset arrow; unset label");
  add(script, "set lmargin at screen {}; set rmargin at screen {}", frame.left, frame.right);
  add(script, "set bmargin at screen {}; set tmargin at screen {}", frame.bottom, frame.top);
  if (legend_beside(sheet)) {
    add(script, "set key at screen {}, screen {} left top vertical Left reverse samplen 2.5",
        frame.right + 0.01, frame.top);
  } else {
    add(script, "set key at screen {}, screen {} right bottom horizontal Left reverse samplen 3{}",
        frame.right, frame.top + (index == 0 ? 22 : 5) / height,
        sheet.narrow ? fmt::format(" maxcols {}", legend_columns(sheet, panel)) : "");
  }
  if (legend_entries(panel) < 2) add(script, "unset key");
  if (index == 0 && !sheet.title.empty()) {
    add(script, "set label {} at screen 0.012, screen {} left noenhanced font ',15' front",
        words::gnuplot_text(words::shortened(sheet.title, 60)), 1 - 20 / height);
  }
  const double across_px = (frame.right - frame.left) * width_px(sheet);
  add_axis(script, 'x', panel.x, across_px, lowest);
  add_axis(script, 'y', panel.y, (frame.top - frame.bottom) * height, true);
  add_bands(script, panel, frame, sheet, index == 0);
  add_marks_and_notes(script, panel, across_px);
  add_plot_command(script, panel, index);
}

}  // namespace

std::string sheet_script(const Sheet& sheet) {
  std::string script;
  add(script, "set encoding utf8");
  add(script, "set terminal svg size {},{} font 'sans-serif,12' background '#FFFFFF' linewidth 1",
      width_px(sheet), height_px(sheet));
  add(script, "set errorbars small");
  add(script, "set style textbox opaque noborder margins 0.3,0.3 fillcolor '#FFFFFF'");
  add(script, "set border 3 lc rgb '#4D4D4D' lw 0.8");
  add(script, "set tics textcolor rgb '#333333'");
  for (std::size_t i = 0; i < sheet.panels.size(); ++i) add_data(script, sheet.panels[i], i);
  add(script, "set multiplot");
  for (std::size_t i = 0; i < sheet.panels.size(); ++i) add_panel(script, sheet, i);
  add(script, "unset multiplot");
  return script;
}

}  // namespace reports::sheet
