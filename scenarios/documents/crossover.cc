// From how many files on is parallel work worth its while: source 002, guidelines.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/fit/recommend.h"
#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "scenarios/documents/loads/executors.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/job_target.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::crossover {
namespace {

using harness::result::Point;
using harness::result::RunResult;
using harness::stats::Estimate;

constexpr std::size_t few = 50;

/// As the engine comes, without a word on how to spread the work.
const ExecutorChoice as_it_comes{"as it comes", {}};

/// A job is a pass; how many files it has does not depend on the corpus.
constexpr harness::scenario::Toll job_toll(std::size_t files) {
  return {.making = 20ms + 600us * files, .checking = 5ms, .seeing = {}, .pass = {}};
}

/// Jobs of each number of files with each executor, in turn; those of many files, which take
/// longer, are measured for four times as long.
Form jobs(const std::vector<std::size_t>& files, harness::Duration each, std::size_t fewest,
          harness::Duration interval) {
  Form form{.course = harness::scenario::Turns{}, .capacity = {}, .interval = interval};
  for (const std::size_t count : files) {
    for (const ExecutorChoice& executor :
         {sequential, threads, pipeline, processes, adaptive, as_it_comes}) {
      Step step{.name = fmt::format("{} file{}, {}", count, count == 1 ? "" : "s", executor.name),
                .settings = executor.settings,
                .load = ClosedLoad{.clients = 1,
                                   .length = count <= few ? each : 4 * each,
                                   .warm_up = {},
                                   .think_time = {},
                                   .passes = true,
                                   .fewest_passes = fewest},
                .toll = job_toll(count)};
      step.place = {{}, executor.name, std::to_string(count), static_cast<double>(count)};
      step.settings.emplace_back("job.files", std::to_string(count));
      step.settings.emplace_back("queue.capacity", "100000");
      form.step_list()->push_back(std::move(step));
    }
  }
  return form;
}

Estimate time_of(const Point& point) {
  Estimate estimate{.value = point.latency_ms_mean.value_or(0), .interval = {}};
  if (point.latency_ms_mean_low && point.latency_ms_mean_high) {
    estimate.interval = {*point.latency_ms_mean_low, *point.latency_ms_mean_high};
  }
  return estimate;
}

/// The jobs of one number of files with one engine.
struct Jobs {
  std::string files, engine;
  const Point* sequential = nullptr;
  const Point* best = nullptr;      // of the parallel ones
  const Point* default_ = nullptr;  // as the engine comes

  void take(const Point& point) {
    if (point.series == scenarios::sequential.name) {
      sequential = &point;
    } else if (point.series == as_it_comes.name) {
      default_ = &point;
    } else if (best == nullptr || time_of(point).value < time_of(*best).value) {
      best = &point;
    }
  }
  bool is_whole() const { return sequential != nullptr && best != nullptr && default_ != nullptr; }
};

std::vector<Jobs> jobs_of(RunResult& result) {
  std::vector<Jobs> all;
  for (const Point* point : measured_points(result)) {
    auto same = std::find_if(all.begin(), all.end(), [&](const Jobs& jobs) {
      return jobs.files == point->setting && jobs.engine == point->engine;
    });
    if (same == all.end()) same = all.insert(all.end(), {point->setting, point->engine});
    same->take(*point);
  }
  std::erase_if(all, [](const Jobs& jobs) { return !jobs.is_whole(); });
  return all;
}

enum class Better { sequential, parallel, cant_tell };

Better better(const Jobs& jobs) {
  if (!harness::fit::can_tell_apart(time_of(*jobs.sequential), time_of(*jobs.best))) {
    return Better::cant_tell;
  }
  const bool parallel = time_of(*jobs.best).value < time_of(*jobs.sequential).value;
  return parallel ? Better::parallel : Better::sequential;
}

std::string time_text(const Point& point) {
  const std::string interval = reports::words::short_interval(
      {point.latency_ms_mean, point.latency_ms_mean_low, point.latency_ms_mean_high},
      reports::words::Measure::milliseconds);
  return reports::words::milliseconds(point.latency_ms_mean) +
         (interval.empty() ? "" : " " + interval);
}

std::string recommendation(const Jobs& jobs) {
  switch (better(jobs)) {
    case Better::sequential:
      return "sequential";
    case Better::parallel:
      return "parallel (" + jobs.best->series + ")";
    case Better::cant_tell:
      break;
  }
  return "can't tell";
}

void add_table(RunResult& result, const std::vector<Jobs>& all) {
  harness::result::TextTable table{
      "Sequential or parallel",
      {"Files", "Sequential", "Parallel", "Engine as it comes", "Recommendation"},
      {},
      "Mean time of a whole job, from opening the engine to having stopped it, with its 95 % "
      "interval; of the parallel executors the fastest one's. Where the intervals can't tell the "
      "two apart, nothing is recommended."};
  const bool several = reports::words::engines_of(result).size() > 1;
  for (const Jobs& jobs : all) {
    table.rows.push_back(
        {{several ? jobs.engine + ", " + jobs.files : jobs.files, time_text(*jobs.sequential),
          time_text(*jobs.best), time_text(*jobs.default_), recommendation(jobs)}});
  }
  result.tables.push_back(std::move(table));
}

std::string files_of(const std::vector<Jobs>& all, bool (*is_one)(const Jobs&)) {
  std::string text;
  for (const Jobs& jobs : all) {
    if (is_one(jobs)) text += (text.empty() ? "" : ", ") + jobs.files;
  }
  return text;
}

void find_crossover(RunResult& result, const std::vector<Jobs>& all, const std::string& engine) {
  const std::string parallel =
      files_of(all, [](const Jobs& jobs) { return better(jobs) == Better::parallel; });
  const std::string sequential =
      files_of(all, [](const Jobs& jobs) { return better(jobs) == Better::sequential; });
  const std::string unknown =
      files_of(all, [](const Jobs& jobs) { return better(jobs) == Better::cant_tell; });
  std::string text = fmt::format("{}parallel wins with {} files", engine,
                                 parallel.empty() ? "no number of" : parallel);
  if (!sequential.empty()) text += fmt::format("; sequential wins with {}", sequential);
  if (!unknown.empty()) text += fmt::format("; these can't be told apart: {}", unknown);
  result.findings.push_back(text + ".");
}

/// Is what the engine chooses by itself ever worse than no choice at all?
void judge_default(RunResult& result, const std::vector<Jobs>& all, const std::string& engine) {
  const std::string slower = files_of(all, [](const Jobs& jobs) {
    const Estimate chosen = time_of(*jobs.default_);
    const Estimate plain = time_of(*jobs.sequential);
    return chosen.value > plain.value && harness::fit::can_tell_apart(chosen, plain);
  });
  const bool known = std::all_of(all.begin(), all.end(), [](const Jobs& jobs) {
    return time_of(*jobs.default_).interval && time_of(*jobs.sequential).interval;
  });
  if (!slower.empty()) {
    result.findings.push_back(fmt::format(
        "{}as it comes the engine is slower than sequential with {} files.", engine, slower));
  } else if (known) {
    result.findings.push_back(fmt::format(
        "{}as it comes the engine is with no number of files slower than sequential, as far as the "
        "intervals can tell.",
        engine));
  } else {
    result.findings.push_back(fmt::format(
        "{}too few jobs for intervals: whether the engine as it comes is ever slower than "
        "sequential can't be told.",
        engine));
  }
}

void conclude(RunResult& result) {
  const std::vector<Jobs> all = jobs_of(result);
  if (all.empty()) return;
  const std::vector<std::string> engines = reports::words::engines_of(result);
  for (const std::string& engine : engines) {
    std::vector<Jobs> of_engine = all;
    std::erase_if(of_engine, [&](const Jobs& jobs) { return jobs.engine != engine; });
    if (of_engine.empty()) continue;
    const std::string prefix = engines.size() > 1 ? engine + ": " : "";
    find_crossover(result, of_engine, prefix);
    judge_default(result, of_engine, prefix);
  }
  if (result.valid()) {
    result.findings.push_back(
        "All jobs of as many files left the same behind, whatever the executor: states, chunks, "
        "keywords, summaries and search results, compared by a hash of their bytes.");
  }
  add_table(result, all);
}

}  // namespace

Scenario make() {
  return {
      .name = "crossover",
      .question = "From how many files on is parallel work faster than sequential work?",
      .view = {.curves = {{.title = "Time of a whole job",
                           .along = "files (log scale)",
                           .caption = "From opening the engine to having stopped it: where a line "
                                      "falls below that of sequential work, it is worth its while.",
                           .upwards = {{"latency_ms_mean", "time of a job (log scale)"}}}}},
      .make_target = make_job_target,
      .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
      .limits = {{"errors<=0%", "002.2"}, nothing_shed},
      .quick = jobs({1, 10, 50}, 550ms, 10, 250ms),
      .standard = jobs({1, 10, 50, 100, 286, 500, 1000}, 500ms, 10, 1s),
      .full = jobs({1, 10, 50, 100, 286, 500, 1000}, 10s, 30, 5s),
      .conclude = conclude};
}

}  // namespace scenarios::documents::crossover
