#include "reports/plot/known_answers.h"

#include <algorithm>
#include <cmath>

#include "reports/sheet/names_axis.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::result::KnownAnswer;

constexpr std::size_t most_answers = 40;
constexpr std::size_t most_answer_lines = 8;

/// The answers of one quantile at the rows of their queues.
struct Answers {
  std::string quantile;
  std::vector<std::pair<const KnownAnswer*, double>> at_rows;
};

bool can_be_drawn(const KnownAnswer& answer) {
  return answer.relative_error && std::isfinite(*answer.relative_error) && answer.theory_ms &&
         *answer.theory_ms > 0;
}

std::vector<Answers> by_quantile(const RunResult& run, std::vector<std::string>& rows) {
  std::vector<Answers> all;
  for (const KnownAnswer& answer : run.known_answers) {
    if (!can_be_drawn(answer)) continue;
    auto row = std::find(rows.begin(), rows.end(), answer.model);
    if (row == rows.end()) {
      if (rows.size() == most_answers) continue;
      row = rows.insert(rows.end(), answer.model);
    }
    auto same = std::find_if(all.begin(), all.end(),
                             [&](const Answers& one) { return one.quantile == answer.quantile; });
    if (same == all.end()) {
      if (all.size() == most_answer_lines) continue;
      same = all.insert(all.end(), {answer.quantile, {}});
    }
    same->at_rows.emplace_back(&answer, static_cast<double>(row - rows.begin() + 1));
  }
  return all;
}

/// Errors in percent; `off` shifts the quantiles of a queue apart.
sheet::Line error_line(const Answers& answers, sheet::Style style, double off) {
  style.width = 0;
  sheet::Line line{.label = words::quantile_name(answers.quantile),
                   .style = style,
                   .spots = {},
                   .sideways = true};
  const auto error = [](const Figure& ms, double theory_ms) {
    return ms ? Figure(*ms / theory_ms - 1) : Figure();
  };
  for (const auto& [answer, row] : answers.at_rows) {
    const double theory_ms = *answer->theory_ms;
    sheet::Spot spot{*answer->relative_error, row + off, error(answer->interval_low_ms, theory_ms),
                     error(answer->interval_high_ms, theory_ms)};
    line.spots.push_back(sheet::has_whisker(spot) ? spot : sheet::Spot{spot.x, spot.y});
  }
  return line;
}

/// As far to the left of 0 as to the right.
sheet::Axis error_axis(const std::vector<sheet::Line>& lines) {
  double furthest = 0.001;
  for (const sheet::Line& line : lines) {
    for (const sheet::Spot& spot : line.spots) {
      furthest = std::max({furthest, std::fabs(spot.x), std::fabs(spot.low.value_or(0)),
                           std::fabs(spot.high.value_or(0))});
    }
  }
  sheet::Axis axis =
      sheet::linear_axis("relative error", std::min(furthest, 10.0) * 2, sheet::in_percent);
  const double step = axis.tics.size() > 1 ? axis.tics[1].at : furthest;
  axis.high = std::min(furthest, 10.0) * 1.04;
  axis.low = -axis.high;
  axis.tics = {{0, "0"}};
  for (double at = step; at <= axis.high; at += step) {
    axis.tics.push_back({at, "+" + words::percent(at)});
    axis.tics.push_back({-at, "\u2212" + words::percent(at)});
  }
  return axis;
}

}  // namespace

std::optional<sheet::Plot> known_answer_errors(const RunResult& run) {
  std::vector<std::string> rows;
  const std::vector<Answers> quantiles = by_quantile(run, rows);
  if (quantiles.empty()) return std::nullopt;
  std::vector<sheet::Line> lines;
  const double apart = 0.75 / static_cast<double>(quantiles.size());
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    const double off =
        (static_cast<double>(i) - static_cast<double>(quantiles.size() - 1) / 2) * apart;
    lines.push_back(error_line(quantiles[i], sheet::series(i), off));
  }
  sheet::Panel panel{.x = error_axis(lines),
                     .y = sheet::names_axis(rows),
                     .lines = std::move(lines),
                     .bars = {},
                     .bands = {},
                     .marks = {{0, ""}},
                     .notes = {}};
  const double row_px = 16 + 9 * static_cast<double>(quantiles.size());
  sheet::Sheet sheet{
      "Errors against known answers", {std::move(panel)}, sheet::rows_height(rows.size(), row_px)};
  std::string caption =
      "How far each measured figure was off queueing theory's: all to one side is a fault.";
  if (sheet::has_whiskers(sheet)) {
    caption += " Whiskers are 95 % intervals, of which about one in twenty misses 0 by chance.";
  }
  return sheet::Plot{"known_answers", std::move(caption), std::move(sheet)};
}

}  // namespace reports::plot
