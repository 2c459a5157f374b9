#include "reports/sample/sample_run.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <random>

namespace reports::sample {

using harness::result::Figure;
using harness::result::RunResult;

namespace {

using namespace harness::result;
using Random = std::mt19937_64;

/// Latencies of one point: log-normal about a median, with a heavier tail.
harness::record::Histogram latencies(Random& random, double median_ms, double spread, int samples) {
  harness::record::Histogram histogram;
  std::normal_distribution<double> normal(0, spread);
  for (int i = 0; i < samples; ++i) {
    const double ms = median_ms * std::exp(normal(random)) * (i % 97 == 0 ? 4.0 : 1.0);
    histogram.record(static_cast<std::int64_t>(ms * 1e6));
  }
  return histogram;
}

void set_latency(Point& point, const harness::record::Histogram& latency) {
  const auto ms = [&](double q) { return static_cast<double>(latency.quantile(q)) / 1e6; };
  point.latency_ms_min = static_cast<double>(latency.min()) / 1e6;
  point.latency_ms_mean = latency.mean() / 1e6;
  point.latency_ms_p50 = ms(0.5);
  point.latency_ms_p95 = ms(0.95);
  point.latency_ms_p99 = ms(0.99);
  point.latency_ms_p999 = ms(0.999);
  point.latency_ms_max = ms(1);
}

/// Intervals as wide as so many requests, which resemble their neighbours, leave them.
void set_intervals(Point& point) {
  const auto about = [](const Figure& value, Figure& low, Figure& high, double down, double up) {
    low = *value * (1 - down);
    high = *value * (1 + up);
  };
  about(point.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high, 0.008, 0.008);
  about(point.latency_ms_mean, point.latency_ms_mean_low, point.latency_ms_mean_high, 0.03, 0.03);
  about(point.latency_ms_p50, point.latency_ms_p50_low, point.latency_ms_p50_high, 0.02, 0.02);
  about(point.latency_ms_p95, point.latency_ms_p95_low, point.latency_ms_p95_high, 0.05, 0.06);
  about(point.latency_ms_p99, point.latency_ms_p99_low, point.latency_ms_p99_high, 0.09, 0.14);
  point.effective_samples_p50 = std::round(*point.requests * 0.22);
  point.effective_samples_p99 = std::round(*point.requests * 0.31);
}

/// Adds a point and its distribution.
Point& add_point(RunResult& run, Random& random, const std::string& step, const std::string& phase,
                 double offered, double achieved, double median_ms, double spread, double seconds) {
  const int samples = static_cast<int>(std::min(20000.0, achieved * seconds));
  run.distributions.push_back(
      {step, phase, 0, seconds, latencies(random, median_ms, spread, samples)});
  Point point;
  point.scenario = run.scenario;
  point.step = step;
  point.phase = phase;
  point.engine = "v2";
  point.duration_s = seconds;
  point.offered_per_s = offered;
  point.achieved_per_s = achieved;
  point.requests = offered * seconds;
  point.failed = std::floor(offered * seconds * 0.002);
  point.ok = achieved * seconds - *point.failed;
  point.shed = *point.requests - *point.ok - *point.failed;
  set_latency(point, run.distributions.back().latency);
  set_intervals(point);
  point.lag_ms_p50 = 0.00002;
  point.lag_ms_p99 = 0.0055;
  point.wait_ms_p50 = median_ms * 0.3;
  point.wait_ms_p99 = median_ms * 2;
  point.service_ms_p50 = median_ms * 0.7;
  point.service_ms_p99 = median_ms * 2.5;
  point.delivery_ms_p50 = median_ms * 0.05;
  point.delivery_ms_p99 = median_ms * 0.4;
  point.cpu_cores = std::min(1.9, 0.4 + achieved / 500);
  point.rss_mib_mean = 180;
  point.rss_mib_peak = 212;
  point.cache_hits = achieved * seconds * 0.6;
  point.cache_misses = achieved * seconds * 0.4;
  point.cache_hit_ratio = 0.6;
  run.points.push_back(point);
  return run.points.back();
}

void add_stages(RunResult& run, Random& random, const std::string& step, const std::string& phase,
                double count) {
  static constexpr std::array<std::pair<const char*, double>, 7> stages{{{"validate", 0.02},
                                                                         {"key", 0.03},
                                                                         {"cache", 0.04},
                                                                         {"parse", 1.9},
                                                                         {"chunk", 0.2},
                                                                         {"analyse", 1.1},
                                                                         {"commit", 0.7}}};
  std::uniform_real_distribution<double> about(0.8, 1.25);
  std::vector<double> means;
  double total = 0;
  for (const auto& [name, mean] : stages) total += means.emplace_back(mean * about(random));
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const double mean = means[i];
    run.stages.push_back({step, phase, stages.at(i).first, count, mean, mean * 0.8, mean * 2.4,
                          mean * 5.5, mean / total});
  }
}

/// One second of a phase.
void add_second(RunResult& run, Random& random, const std::string& step, const Point& point,
                double queue) {
  std::uniform_real_distribution<double> about(0.85, 1.2);
  const double t = run.timeline.empty() ? 1 : run.timeline.back().t_s + 1;
  TimelineRow row;
  row.t_s = t;
  row.step = step;
  row.phase = point.phase;
  row.offered = std::round(*point.offered_per_s);
  row.completed = std::round(*point.achieved_per_s * (about(random) * 0.2 + 0.8));
  row.failed = std::round(about(random));
  row.shed = std::max(0.0, *row.offered - *row.completed - 3);
  row.offered_per_s = row.offered;
  row.completed_per_s = row.completed;
  row.latency_ms_p50 = *point.latency_ms_p50 * about(random);
  row.latency_ms_p95 = *point.latency_ms_p95 * about(random);
  row.latency_ms_p99 = *point.latency_ms_p99 * about(random);
  row.latency_ms_max = *row.latency_ms_p99 * 2.2 * about(random);
  row.in_flight = queue * 0.5 + 4 * about(random);
  row.queue_depth = queue * about(random);
  row.rss_mib = 150 + 60 * (1 - std::exp(-t / 15)) + 3 * about(random);
  row.cpu_cores = *point.cpu_cores * about(random);
  row.cache_hit_ratio = 0.65 * (1 - std::exp(-t / 9));
  row.counters = {1.9 * *row.completed, (20 + 44 * (1 - std::exp(-t / 12))) * 0x1p20};
  run.timeline.push_back(row);
}

/// As add_second counts them.
void add_counters(RunResult& run) {
  run.counters = {{.name = "pages", .unit = "pages", .help = "of what ended ok"},
                  {.name = "cache_bytes",
                   .unit = "bytes",
                   .kind = harness::CounterKind::level,
                   .help = "by the engine's own account"}};
  for (const Point& point : run.points) {
    const double rate = 1.9 * *point.achieved_per_s;
    run.counted.push_back({point.step,
                           point.phase,
                           "pages",
                           "total",
                           "pages",
                           rate * *point.duration_s,
                           rate,
                           {},
                           {}});
    run.counted.push_back({point.step,
                           point.phase,
                           "cache_bytes",
                           "level",
                           "bytes",
                           50 * 0x1p20,
                           {},
                           20 * 0x1p20,
                           64 * 0x1p20});
  }
}

RunResult sample(std::string name, std::string question, harness::result::View view) {
  RunResult run;
  run.scenario = std::move(name);
  run.question = std::move(question);
  run.view = std::move(view);
  run.form = "default";
  run.started_utc = "2026-01-05T10:20:30Z";
  run.command = "./prony run " + run.scenario + " --seed 7";
  run.seed = 7;
  run.parameters = {{"engine", "v2"}, {"cache.capacity", "256 MiB"}, {"workers", "2"}};
  run.environment = {{"cpu", "Sample CPU at 3.0 GHz"}, {"cores", "2 usable of 2"},
                     {"kernel", "Linux 6.1"},          {"compiler", "g++ 12.2"},
                     {"flags", "-O2 -DNDEBUG"},        {"commit", "0123456789ab"}};
  run.checks = {{"schedule_kept", CheckState::passed, 0.0055, 0.5,
                 "The generator sent 99 % of the requests at most 5.5 µs late."},
                {"littles_law", CheckState::passed, 0.998, 0.05, "L is 0.2 % off lambda W."},
                {"enough_samples", CheckState::warned, 812, 1000,
                 "P99 of phase burst rests on 812 requests."}};
  return run;
}

}  // namespace

RunResult sample_load() {
  Random random(1);
  RunResult run = sample("sample-phases",
                         "Does the engine keep P99 below 500 ms at a peak of three "
                         "times the usual load?",
                         harness::result::load_view());
  struct Shape {
    const char* phase;
    double offered, achieved, median_ms, spread, seconds, queue;
  };
  for (const Shape& shape :
       {Shape{"warm-up", 200, 200, 9, 0.6, 8, 1}, Shape{"steady", 200, 200, 5, 0.45, 25, 1},
        Shape{"peak", 600, 480, 70, 0.5, 20, 60}, Shape{"burst", 1500, 510, 160, 0.4, 5, 120},
        Shape{"recovery", 200, 200, 6, 0.6, 12, 3}}) {
    const Point& point = add_point(run, random, "load", shape.phase, shape.offered, shape.achieved,
                                   shape.median_ms, shape.spread, shape.seconds);
    for (int i = 0; i < shape.seconds; ++i) add_second(run, random, "load", point, shape.queue);
    add_stages(run, random, "load", shape.phase, *point.ok);
  }
  add_counters(run);
  run.points.front().measured = run.points.back().measured = false;
  run.points[1].warm_up_s = 4;
  run.duration_s = 70;
  run.capacity_per_s = 500;
  run.findings = {"At the peak P99 was 237 ms, below the limit of 500 ms.",
                  "In the burst two of three requests were shed."};
  run.objectives = {
      {"p99<500ms", "000.S", "load", "peak", Verdict::met, 237.0, "P99 was 237 ms in phase peak."},
      {"shed<1%", "000.S", "load", "burst", Verdict::missed, 66.0,
       "66 % of the requests were shed in phase burst."},
      {"p999<2s", "001.S", "load", "burst", Verdict::cant_tell, {}, "Too few requests for P99.9."}};
  run.warnings = {"The frequency governor is powersave, not performance."};
  const std::vector<harness::result::StageTime> stages_then{{"read", 0.4}, {"parse", 180}};
  for (std::uint64_t i = 0; i < 5; ++i) {
    run.slowest.push_back({"load", "burst", fmt::format("manual/<chapter> & {}.html", i), "ok",
                           4000 + i, 17 * i, 7, 54.0 + 0.1 * static_cast<double>(i),
                           1200.0 - 31.0 * static_cast<double>(i), 0.004,
                           900.0 - 31.0 * static_cast<double>(i), 250.0, 49.996, stages_then});
  }
  return run;
}

RunResult sample_batch_sweep() {
  Random random(2);
  RunResult run = sample("sample-batch-sizes", "Which batch size gives the most throughput?",
                         harness::result::sweep_view());
  for (const double size : {1.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0}) {
    const double rate = 4500 * size / (size + 8) * (size > 200 ? 0.93 : 1);
    Point& point = add_point(run, random, fmt::format("batch {}", size), "measured", rate, rate,
                             0.4 + size * 0.11, 0.3, 8);
    point.batch_size = size;
    point.workers = 2;
    point.speedup = rate / *run.points.front().achieved_per_s;
    add_stages(run, random, point.step, "measured", *point.ok);
    for (int i = 0; i < 8; ++i) add_second(run, random, point.step, point, size);
  }
  run.duration_s = 64;
  run.findings = {
      "The best batch size was 100: 4.2k items per second, 8.1 times as many as one "
      "at a time."};
  return run;
}

RunResult sample_worker_sweep() {
  Random random(3);
  RunResult run = sample("sample-workers", "How far does the engine scale with workers?",
                         harness::result::sweep_view());
  for (const double workers : {1.0, 2.0, 4.0, 8.0, 16.0}) {
    const double rate =
        900 * std::min(workers, 2.0) * (workers > 2 ? 0.97 : 1) * (workers > 1 ? 0.94 : 1);
    Point& point = add_point(run, random, fmt::format("{} workers", workers), "measured", rate,
                             rate, workers * 1.1, 0.35, 8);
    point.workers = workers;
    point.batch_size = 50;
    point.speedup = rate / 900;
    point.efficiency = rate / 900 / workers;
  }
  run.duration_s = 40;
  run.estimates = {{"contention", 0.31, 0.22, 0.43, "", "31 % of the work waits its turn."},
                   {"coherency", 0.018, 0.004, 0.03, "", "Each pair of workers costs 1.8 %."},
                   {"throughput of one worker", 905, 880, 931, "/s", ""},
                   {"peak workers", 6.19, 4.6, 11.2, "workers", "More than that are in the way."}};
  run.findings = {"Two workers gave 1.88 times the throughput of one; more gave nothing."};
  return run;
}

RunResult sample_overhead() {
  Random random(4);
  RunResult run =
      sample("sample-overhead", "What does measuring itself cost?", harness::result::load_view());
  double lag = 0.00001;
  for (const double rate : {1000.0, 5000.0, 10000.0, 50000.0, 100000.0}) {
    Point& point =
        add_point(run, random, fmt::format("{}/s", rate), "measured", rate, rate, 0.0005, 0.3, 2);
    point.lag_ms_p50 = lag;
    point.lag_ms_p99 = lag * 400;
    lag *= 1.6;
    point.cache_hits.reset();
    point.cache_misses.reset();
    point.cache_hit_ratio.reset();
  }
  run.duration_s = 10;
  run.findings = {"A measured request cost 48 ns; at 100,000/s P99 of the lag was 26 µs."};
  return run;
}

RunResult sample_capacity() {
  Random random(5);
  RunResult run = sample("sample-capacity", "What is the highest rate with P99 of at most 1 ms?",
                         harness::result::search_view());
  int number = 0;
  for (const double rate : {2000.0, 4000.0, 8000.0, 6000.0, 9000.0, 7500.0, 7900.0, 7700.0}) {
    // Of a queue whose service takes 0.1 ms, roughly.
    const double idle = std::max(0.01, 1 - rate / 10000);
    const std::string step = fmt::format("probe {}", ++number);
    Point& point = add_point(run, random, step, "probe", rate, rate, 0.08 / idle, 0.5, 4);
    point.cache_hits.reset();
    point.cache_misses.reset();
    point.cache_hit_ratio.reset();
  }
  run.duration_s = 32;
  run.objectives = {{"p99<=1ms", "user", "", "", Verdict::met, 0.98, "P99 was 0.98 ms."}};
  run.estimates = {{"highest rate", 7716, 7605, 7810, "/s", "P99 stays within 1 ms up to here."},
                   {"knee", 6400, 6100, 6800, "/s", "Beyond it latency rises steeply."}};
  run.findings = {"The highest rate that holds p99<=1ms is 7.72k/s."};
  return run;
}

RunResult sample_selftest() {
  Random random(6);
  RunResult run =
      sample("sample-selftest", "Is this machine fit to measure?", {.judges_machine = true});
  std::normal_distribution<double> normal(0, 1);
  const std::array<std::pair<const char*, double>, 5> quantiles{
      {{"p50", 0.069}, {"p95", 0.3}, {"p99", 0.46}, {"p99.9", 0.69}, {"mean", 0.1}}};
  for (const char* model : {"M/M/1, rho 0.5, virtual time", "M/M/1, rho 0.8, virtual time",
                            "M/D/1, rho 0.8, virtual time", "M/M/2, rho 0.7, spinning"}) {
    double scatter = 0.002;
    for (const auto& [quantile, theory_ms] : quantiles) {
      const double error = scatter * normal(random);
      const double measured = theory_ms * (1 + error);
      run.known_answers.push_back({model, quantile, theory_ms, measured, error,
                                   measured - 2 * scatter * theory_ms,
                                   measured + 2 * scatter * theory_ms});
      scatter *= 1.6;
    }
  }
  run.known_answers.back().theory_ms.reset();
  run.known_answers.back().relative_error.reset();
  run.duration_s = 12;
  run.findings = {"Fit to measure: no figure is further than 2 % off theory."};
  return run;
}

}  // namespace reports::sample
