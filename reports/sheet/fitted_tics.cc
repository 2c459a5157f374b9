#include "reports/sheet/fitted_tics.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "reports/sheet/frame.h"
#include "reports/words/escape.h"

namespace reports::sheet {
namespace {

constexpr double space_between_px = 7;  // between two labels
constexpr double least_name_px = 64;    // less holds no name
using Tics = std::vector<FittedTic>;

/// What a label takes along its axis.
double extent_px(const FittedTic& tic, Direction direction) {
  if (direction == Direction::upwards) return height_px(tic.lines.size());
  std::size_t longest = 0;
  for (const std::string& line : tic.lines) longest = std::max(longest, words::characters(line));
  return character_px * static_cast<double>(longest) + space_between_px;
}

/// Which labels stand; the others become marks. `place` is where a label's middle lies, in pixels.
struct Row {
  Tics tics;
  std::vector<double> place;
  Direction direction;

  bool touch(std::size_t a, std::size_t b) const {
    const double between = std::fabs(place[a] - place[b]);
    return between < (extent_px(tics[a], direction) + extent_px(tics[b], direction)) / 2;
  }
  std::vector<std::size_t> labelled() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < tics.size(); ++i) {
      if (!tics[i].lines.empty()) found.push_back(i);
    }
    std::sort(found.begin(), found.end(),
              [&](std::size_t a, std::size_t b) { return place[a] < place[b]; });
    return found;
  }
  bool fits() const {
    const std::vector<std::size_t> all = labelled();
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (touch(all[i - 1], all[i])) return false;
    }
    return true;
  }
  /// Each label that touches the last one kept goes.
  void thin_out() {
    const std::size_t none = tics.size();
    std::size_t last = none;
    for (const std::size_t i : labelled()) {
      if (last != none && touch(last, i)) {
        tics[i].lines.clear();
      } else {
        last = i;
      }
    }
  }
};

/// With only the labels that `keep` wants, by their number among the labels and their place.
Row only(Row row, const std::function<bool(std::size_t, double)>& keep) {
  std::size_t number = 0;
  for (const std::size_t i : row.labelled()) {
    if (!keep(number++, row.tics[i].at)) row.tics[i].lines.clear();
  }
  return row;
}

/// 3 for 1,000; NaN for what is no power of ten.
double decade_of(double at) {
  const double exponent = std::log10(at);
  const double whole = std::round(exponent);
  return std::fabs(exponent - whole) < 1e-6 ? whole : std::nan("");
}

Row thinned(const Row& row, bool logarithmic) {
  if (row.fits()) return row;
  const std::vector<std::size_t> labels = row.labelled();
  const auto zero = std::find_if(labels.begin(), labels.end(),
                                 [&](std::size_t i) { return row.tics[i].at == 0; });
  const auto first = static_cast<std::size_t>(zero == labels.end() ? 0 : zero - labels.begin());
  for (std::size_t each = 1; each <= labels.size(); ++each) {
    const Row fewer = only(row, [&](std::size_t number, double at) {
      if (!logarithmic) return number % each == first % each;  // 0 keeps its label
      const double decade = decade_of(at);
      return std::isfinite(decade) && std::fmod(std::fabs(decade), static_cast<double>(each)) == 0;
    });
    // One decade alone would not say that the axis is logarithmic.
    if (fewer.fits() && fewer.labelled().size() >= 2) return fewer;
  }
  Row rest = row;
  rest.thin_out();
  return rest;
}

/// How many letters of a name have room, and of how many names one is written.
struct NameRoom {
  std::size_t letters, each;
};

NameRoom room_for_names(const Axis& axis, double length_px, Direction direction) {
  if (direction == Direction::upwards) return {axis.longest_label, 1};
  const double slot_px = length_px / std::max(1.0, axis.high - axis.low);
  const double each = std::max(1.0, std::ceil(least_name_px / slot_px));
  const double letters = std::floor((each * slot_px - space_between_px) / character_px);
  return {std::min(axis.longest_label, static_cast<std::size_t>(std::max(4.0, letters))),
          static_cast<std::size_t>(each)};
}

}  // namespace

double along(const Axis& axis, double at) {
  if (!axis.logarithmic) return (at - axis.low) / (axis.high - axis.low);
  return at > 0 ? std::log(at / axis.low) / std::log(axis.high / axis.low) : 0;
}

std::vector<std::string> broken(const std::string& name, std::size_t letters,
                                std::size_t most_lines) {
  std::vector<std::string> lines;
  std::string rest = words::clean_text(name);
  while (!rest.empty() && lines.size() + 1 < most_lines && words::characters(rest) > letters) {
    std::size_t end = rest.rfind(' ');
    while (end != rest.npos && end > 0 && words::characters(rest.substr(0, end)) > letters) {
      end = rest.rfind(' ', end - 1);
    }
    if (end == rest.npos || end == 0) break;  // a word that no line can hold is cut
    lines.push_back(rest.substr(0, end));
    rest.erase(0, end + 1);
  }
  if (!rest.empty()) lines.push_back(words::shortened(rest, letters));
  return lines;
}

std::vector<FittedTic> fitted_tics(const Axis& axis, double length_px, Direction direction) {
  Row row{{}, {}, direction};
  const NameRoom room =
      axis.names ? room_for_names(axis, length_px, direction) : NameRoom{axis.longest_label, 1};
  for (std::size_t i = 0; i < axis.tics.size(); ++i) {
    const Tic& tic = axis.tics[i];
    const bool written = !tic.label.empty() && i % room.each == 0;
    row.tics.push_back({tic.at, written ? broken(tic.label, room.letters, axis.most_lines)
                                        : std::vector<std::string>()});
    row.place.push_back(along(axis, tic.at) * length_px);
  }
  if (axis.names) {
    row.thin_out();
    return row.tics;
  }
  return thinned(row, axis.logarithmic).tics;
}

}  // namespace reports::sheet
