#include "reports/plot/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/sheet/names_axis.h"
#include "reports/words/escape.h"
#include "reports/words/point_names.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::result::Point;
using harness::result::SlowRequest;

constexpr std::size_t most_bars = 8;
constexpr std::size_t most_requests = 10;
constexpr double shortest_part_ms = 1e-6;  // the clock's step, 1 ns: a logarithm has no zero

/// One of the four parts of a latency, and how it looks everywhere.
struct LatencyPart {
  const char* name;
  sheet::Style style;
  Figure Point::*p50;
  Figure Point::*p99;
  Figure SlowRequest::*of_one;
};

constexpr std::array parts{
    LatencyPart{"lag",
                {"#000000", "solid", 2, 0, 5},
                &Point::lag_ms_p50,
                &Point::lag_ms_p99,
                &SlowRequest::lag_ms},
    LatencyPart{"wait",
                {"#E69F00", "solid", 5, 0, 0},
                &Point::wait_ms_p50,
                &Point::wait_ms_p99,
                &SlowRequest::wait_ms},
    LatencyPart{"service",
                {"#0072B2", "solid", 7, 0, 0},
                &Point::service_ms_p50,
                &Point::service_ms_p99,
                &SlowRequest::service_ms},
    LatencyPart{"delivery",
                {"#009E73", "solid", 9, 0, 4},
                &Point::delivery_ms_p50,
                &Point::delivery_ms_p99,
                &SlowRequest::delivery_ms},
};

bool is_number(const Figure& value) {
  return value && std::isfinite(*value) && *value >= 0;
}

/// A part's line: at each point a marker at P50 with a whisker to P99, a little off the point's
/// middle so that the four lie side by side.
sheet::Line part_line(const std::vector<const Point*>& points, std::size_t part) {
  const LatencyPart& one = parts.at(part);
  sheet::Line line{
      .label = one.name, .style = one.style, .spots = {}, .marks_each = true, .sideways = true};
  const double off = (static_cast<double>(part) - (parts.size() - 1) / 2.0) * 0.2;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Figure& p50 = points[i]->*one.p50;
    const Figure& p99 = points[i]->*one.p99;
    if (!is_number(p50) || !is_number(p99) || *p99 <= 0) continue;
    const double from = std::max(*p50, shortest_part_ms);
    line.spots.push_back({from, static_cast<double>(i + 1) + off, from, std::max(*p99, from)});
  }
  return line;
}

double sum_of_parts(const SlowRequest& slow) {
  double sum = 0;
  for (const LatencyPart& part : parts)
    sum += is_number(slow.*part.of_one) ? *(slow.*part.of_one) : 0;
  return sum;
}

/// A slow request and its number in the run's list, from 1.
struct Numbered {
  const SlowRequest* slow;
  std::size_t number;
};

std::vector<Numbered> ten_slowest(const RunResult& run) {
  const words::PointNames names(run);
  std::vector<Numbered> found;
  for (const SlowRequest& slow : run.slowest) {
    const std::size_t number = static_cast<std::size_t>(&slow - run.slowest.data()) + 1;
    const bool told = is_number(slow.latency_ms) && sum_of_parts(slow) > 0;
    if (told && names.measured(slow.step, slow.phase)) found.push_back({&slow, number});
  }
  std::stable_sort(found.begin(), found.end(), [](const Numbered& a, const Numbered& b) {
    return *a.slow->latency_ms > *b.slow->latency_ms;
  });
  if (found.size() > most_requests) found.resize(most_requests);
  return found;
}

/// The end of an item's name says more than its beginning, which many share.
std::string row_name(const Numbered& one) {
  const std::string name = words::clean_text(one.slow->name);
  const std::size_t slash = name.rfind('/');
  return fmt::format("{}  {}", one.number,
                     slash == std::string::npos ? name : name.substr(slash + 1));
}

}  // namespace

std::optional<sheet::Plot> request_parts(const RunResult& run) {
  const words::PointNames names(run);
  std::vector<const Point*> points;
  std::vector<std::string> rows;
  for (const Point& point : run.points) {
    if (!point.measured || !is_number(point.service_ms_p99)) continue;
    if (points.size() == most_bars) break;
    points.push_back(&point);
    rows.push_back(names(point.step, point.phase));
  }
  std::vector<sheet::Line> lines;
  double low = 0;
  double high = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    sheet::Line line = part_line(points, part);
    for (const sheet::Spot& spot : line.spots) {
      low = low == 0 ? spot.x : std::min(low, spot.x);
      high = std::max(high, *spot.high);
    }
    if (!line.spots.empty()) lines.push_back(std::move(line));
  }
  if (high <= 0) return std::nullopt;
  sheet::Panel panel{.x = sheet::log_axis("time (log scale)", low, high, sheet::in_milliseconds),
                     .y = sheet::names_axis(rows),
                     .lines = std::move(lines),
                     .bars = {},
                     .bands = {},
                     .marks = {},
                     .notes = {}};
  return sheet::Plot{
      "request_parts",
      "Each marker is the P50 of one part of the latency, its whisker reaches to the P99: "
      "wait above service means that requests mostly stand in the queue. Quantiles of "
      "the parts do not add up to the latency's.",
      {"Where a request's time went, P50 to P99",
       {std::move(panel)},
       sheet::rows_height(rows.size(), 62)}};
}

std::optional<sheet::Plot> slowest_requests(const RunResult& run) {
  const std::vector<Numbered> slowest = ten_slowest(run);
  if (slowest.empty()) return std::nullopt;
  sheet::Panel panel{};
  std::vector<std::string> rows;
  double longest = 0;
  for (const LatencyPart& part : parts) panel.bars.push_back({part.name, part.style, {}});
  for (const Numbered& one : slowest) {
    rows.push_back(row_name(one));
    const auto y = static_cast<double>(rows.size());
    double left = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Figure& length = one.slow->*parts.at(i).of_one;
      if (!is_number(length) || *length == 0) continue;
      panel.bars[i].bars.push_back({left, left + *length, y - 0.36, y + 0.36});
      left += *length;
    }
    longest = std::max(longest, left);
  }
  std::erase_if(panel.bars, [](const sheet::Bars& bars) { return bars.bars.empty(); });
  panel.x = sheet::linear_axis("time since the request was due", longest, sheet::in_milliseconds);
  panel.y = sheet::names_axis(rows);
  return sheet::Plot{
      "slowest_requests",
      "The slowest measured requests, by their numbers in the table, each split into the "
      "parts that "
      "add up to its latency: where one part is long in all of them, that is the cause.",
      {"The slowest requests", {std::move(panel)}, sheet::rows_height(rows.size(), 26)}};
}

}  // namespace reports::plot
