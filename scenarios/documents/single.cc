// One document at a time: source 001, scenario 1.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "reports/words/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/own_settings.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::single {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

struct SizeClass {
  const char* name;
  std::uint64_t from, below;
  // Of all those documents of the default corpus, about: what the engine takes, and the client.
  harness::Duration processing, thinking;
};
constexpr std::array<SizeClass, 4> sizes{
    {{"below 4 KiB", 0, 4 << 10, 150ms, 170ms},
     {"4 to 16 KiB", 4 << 10, 16 << 10, 430ms, 360ms},
     {"16 to 64 KiB", 16 << 10, 64 << 10, 330ms, 140ms},
     {"64 KiB and more", 64 << 10, std::numeric_limits<std::uint64_t>::max(), 65ms, 17ms}}};

/// Only latencies matter here: waking up must be a small part of the client's pace.
constexpr harness::Duration think_time = std::chrono::milliseconds(1);

constexpr const char* first_time = "first time";
constexpr const char* again = "again";

/// An engine over the documents of some sizes; one that has seen them all, if asked for.
harness::Expected<harness::scenario::Prepared> make_target(
    const harness::scenario::TargetOrder& order) {
  harness::scenario::TargetOrder rest = order;
  const auto from = take_number(rest.settings, "documents.from", 0);
  if (!from) return tl::unexpected(from.error());
  const auto below = take_number(rest.settings, "documents.below", sizes.back().below);
  if (!below) return tl::unexpected(below.error());
  const bool seen = take_setting(rest.settings, "documents.seen") == "yes";
  const auto corpus = Corpus::open(order.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  auto part = std::make_shared<const Corpus>(corpus->of_sizes(*from, *below));
  return make_engine_target_over(rest, std::move(part), seen);
}

/// Leaves out the sizes that the corpus has no documents of.
harness::Expected<void> leave_out_empty(Form& form, const std::filesystem::path& folder) {
  const auto corpus = Corpus::open(folder);
  if (!corpus) return tl::unexpected(corpus.error());
  for (const SizeClass& size : sizes) {
    if (!corpus->of_sizes(size.from, size.below).documents().empty()) continue;
    std::erase_if(*form.step_list(),
                  [&](const Step& step) { return step.place.setting == size.name; });
  }
  return {};
}

/// The client thinks before each document; what the engine knows costs it a third of that.
harness::scenario::Toll size_toll(const SizeClass& size, bool seen) {
  return {.making = 30ms,
          .checking = 80ms,
          .seeing = seen ? size.processing : 0ms,
          .pass = size.thinking + (seen ? size.thinking / 3 : size.processing)};
}

/// Each document once by one client, to an engine that is fresh, or that has seen them all.
Form one_at_a_time(harness::Duration each, std::size_t fewest, harness::Duration interval) {
  Form form{.course = harness::scenario::Turns{}, .capacity = {}, .interval = interval};
  double place = 0;
  for (const SizeClass& size : sizes) {
    ++place;
    for (const bool seen : {false, true}) {
      const char* const series = seen ? again : first_time;
      form.step_list()->push_back({.name = fmt::format("{}, {}", size.name, series),
                                   .settings = {{"documents.from", std::to_string(size.from)},
                                                {"documents.below", std::to_string(size.below)},
                                                {"documents.seen", seen ? "yes" : "no"}},
                                   .load = ClosedLoad{.clients = 1,
                                                      .length = each,
                                                      .warm_up = {},
                                                      .think_time = think_time,
                                                      .passes = true,
                                                      .fewest_passes = fewest},
                                   .place = {{}, series, size.name, place},
                                   .toll = size_toll(size, seen)});
    }
  }
  return form;
}

/// The time that all stages of a point took, by request; what is left of the latency is the
/// engine's own.
Figure work_ms(const RunResult& result, const Point& point) {
  const double requests = point.ok.value_or(0) + point.failed.value_or(0);
  if (requests <= 0) return {};
  double sum = 0;
  for (const auto& row : result.stages) {
    if (row.step != point.step || row.phase != point.phase) continue;
    sum += row.count.value_or(0) * row.mean_ms.value_or(0);
  }
  return sum / requests;
}

void add_row(harness::result::TextTable& table, const RunResult& result, const Point& point) {
  const Figure work = work_ms(result, point);
  const Figure around =
      work && point.latency_ms_mean ? Figure(*point.latency_ms_mean - *work) : Figure();
  table.rows.push_back(
      {{point.step, reports::words::milliseconds(point.latency_ms_p50),
        reports::words::milliseconds(point.latency_ms_p99),
        reports::words::milliseconds(point.latency_ms_mean), reports::words::milliseconds(work),
        reports::words::milliseconds(around), reports::words::percent(point.cache_hit_ratio)}});
}

/// "16 to 64 KiB: 5.1 ms the first time, 300 µs again: the cache saves 94 %."
void compare_times(RunResult& result, const Point& first, const Point& second) {
  if (!first.latency_ms_mean || !second.latency_ms_mean || *first.latency_ms_mean <= 0) return;
  result.findings.push_back(
      fmt::format("{}{}: {} the first time and {} again (means): the cache saves {} of it.",
                  first.step.starts_with(first.setting) ? "" : first.engine + ", ", first.setting,
                  reports::words::milliseconds(first.latency_ms_mean),
                  reports::words::milliseconds(second.latency_ms_mean),
                  reports::words::percent(1 - *second.latency_ms_mean / *first.latency_ms_mean)));
}

/// What was left out is told, or its absence might be taken for an oversight.
void tell_empty(RunResult& result) {
  std::string names;
  for (const SizeClass& size : sizes) {
    const bool there = std::any_of(result.points.begin(), result.points.end(),
                                   [&](const Point& point) { return point.setting == size.name; });
    if (!there) names += (names.empty() ? "" : "; ") + std::string(size.name);
  }
  if (names.empty() || result.cut_short || result.points.empty()) return;
  result.findings.push_back("The corpus has no documents of these sizes: " + names + ".");
}

void conclude(RunResult& result) {
  compare_document_engines(result);
  harness::result::TextTable table{
      "One document at a time",
      {"documents", "P50", "P99", "mean", "in stages", "around them", "cache hits"},
      {},
      "In stages: the mean time of all its stages; around them: what the engine adds, such as the "
      "hand-over between threads."};
  const std::vector<Point*> points = measured_points(result);
  for (const Point* point : points) {
    add_row(table, result, *point);
    for (const Point* other : points) {
      const bool pair = point->series == first_time && other->series == again;
      if (!pair || other->engine != point->engine || other->setting != point->setting) continue;
      compare_times(result, *point, *other);
    }
  }
  tell_empty(result);
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
}

}  // namespace

Scenario make() {
  return {.name = "single",
          .question =
              "What does one document take by itself, what of it is the engine's own, and what "
              "does the cache save the second time?",
          .view = {},
          .make_target = make_target,
          .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = one_at_a_time(1200ms, 1, 250ms),
          .standard = one_at_a_time(7s, 10, 1s),
          .full = one_at_a_time(60s, 30, 5s),
          .conclude = conclude,
          .fit = leave_out_empty};
}

}  // namespace scenarios::documents::single
