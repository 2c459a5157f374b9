// A plot as plain data: what is drawn where, before anything draws it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "reports/sheet/axis.h"
#include "reports/sheet/style.h"

namespace reports::sheet {

using harness::result::Figure;
using harness::result::RunResult;

/// A point of a line; without a y the line has a gap. With both ends it has a whisker.
struct Spot {
  double x;
  Figure y;
  Figure low = {}, high = {};
};

/// A line with its name in the legend.
struct Line {
  std::string label;
  Style style;
  std::vector<Spot> spots;
  bool marks_each = false;  // a marker at each point, not only now and then
  bool sideways = false;    // whiskers lie along the x axis
};

/// Rectangles of one look, with one name in the legend.
struct Bars {
  struct Bar {
    double left, right, bottom, top;
  };
  std::string label;
  Style style;
  std::vector<Bar> bars;
};

/// A stretch of the x axis: a phase. What was not measured is hatched: warm-up (also the part of a
/// phase that was cut off), capacity and recovery.
struct Band {
  double from, to;
  std::string label;
  bool measured = true;
};

/// A vertical line across a panel, such as the machine's number of cores.
struct Mark {
  double x;
  std::string label;
};

/// A word at a place; `ring` draws a circle round the place and puts the word beside it.
struct Note {
  double x, y;
  std::string text;
  bool ring = false;
  bool centred = false;
};

/// One pair of axes and what is on it.
struct Panel {
  Axis x, y;
  std::vector<Line> lines;
  std::vector<Bars> bars;
  std::vector<Band> bands;
  std::vector<Mark> marks;
  std::vector<Note> notes;
};

/// A whole plot: panels one above the other, sharing an x axis.
struct Sheet {
  std::string title;
  std::vector<Panel> panels;
  double height = 0;    // in pixels; 0 is the usual one
  double width = 0;     // likewise
  bool narrow = false;  // for a telephone: legends stand in rows above the panels
};

/// A plot of a run: its file's name (without .svg), its title, one sentence on what to look for.
struct Plot {
  std::string name, caption;
  Sheet sheet;
};

/// Has the line anything to show?
bool has_figures(const Line& line);

/// Has the line, or any line of the sheet, a whisker?
bool has_whiskers(const Line& line);
bool has_whiskers(const Sheet& sheet);

/// A figure with its interval's ends, where it has both, as a point of a line.
Spot spot_of(double x, const Figure& y, const Figure& low, const Figure& high);

/// Has the point a whisker to draw: both ends numbers and in order?
bool has_whisker(const Spot& spot);

/// Lowest positive and highest finite y of some lines, upright whiskers included; empty when there
/// is none.
struct Extent {
  double low, high;
};
std::optional<Extent> extent(const std::vector<Line>& lines);

}  // namespace reports::sheet
