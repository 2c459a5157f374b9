// hdr_log_figures write LOG: writes a log of known histograms. hdr_log_figures read LOG: reads one.
// Both print the histograms' figures, to be compared with what another HdrHistogram says of them.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "harness/record/hdr_log.h"

namespace {

using harness::record::Histogram;
using harness::record::LogEntry;

constexpr double started_unix_s = 1'700'000'000;
constexpr double percents[] = {0,  0.1, 1,  5,    7,    10,    25,     50, 75,
                               90, 95,  99, 99.5, 99.9, 99.99, 99.999, 100};

template <class Distribution>
Histogram sampled(Distribution distribution, int samples) {
  std::mt19937_64 random(20'231'114);
  Histogram histogram;
  for (int i = 0; i < samples; ++i) {
    histogram.record(static_cast<std::int64_t>(distribution(random)));
  }
  return histogram;
}

Histogram single(std::int64_t value, std::uint64_t count) {
  Histogram histogram;
  histogram.record(value, count);
  return histogram;
}

Histogram edges_of_all_doublings() {
  Histogram histogram;
  for (std::int64_t power = 1; power <= Histogram::highest_trackable; power *= 2) {
    for (const std::int64_t value : {power - 1, power, power + 1}) histogram.record(value);
  }
  histogram.record(Histogram::highest_trackable);
  return histogram;
}

std::vector<LogEntry> known_entries() {
  std::vector<LogEntry> entries;
  const auto add = [&](const char* tag, Histogram histogram) {
    const auto start = static_cast<double>(entries.size());
    entries.push_back({tag, start, 0.5, std::move(histogram)});
  };
  add("exponential", sampled(std::exponential_distribution<>(1e-6), 100'000));
  add("lognormal", sampled(std::lognormal_distribution<>(13, 2), 100'000));
  add("uniform", sampled(std::uniform_int_distribution<std::int64_t>(0, 3'000), 50'000));
  add("zero", single(0, 3));
  add("hour", single(Histogram::highest_trackable, 1));
  add("many", single(123'456'789, std::uint64_t{1} << 40));
  add("edges", edges_of_all_doublings());
  return entries;
}

/// The mean as HdrHistogram has it, which knows no exact sum.
double mean_of_middles(const Histogram& histogram) {
  double sum = 0;
  for (std::size_t bucket = 0; bucket < Histogram::buckets(); ++bucket) {
    const std::int64_t low = Histogram::lowest_in(bucket);
    const std::int64_t middle = low + (Histogram::highest_in(bucket) - low + 1) / 2;
    sum += static_cast<double>(middle) * static_cast<double>(histogram.count_in(bucket));
  }
  return sum / static_cast<double>(histogram.count());
}

/// What a log keeps of a value is its bucket, so figures are given as the bucket's ends.
void print_figures(const LogEntry& entry) {
  const Histogram& histogram = entry.histogram;
  const auto low = [](std::int64_t ns) { return Histogram::lowest_in(Histogram::bucket_of(ns)); };
  const auto high = [](std::int64_t ns) { return Histogram::highest_in(Histogram::bucket_of(ns)); };
  fmt::print("{} start={:.3f} count={} length={:.3f} mean={} min={} max={}", entry.tag,
             entry.start_s, histogram.count(), entry.duration_s,
             std::llround(mean_of_middles(histogram)), low(histogram.min()), high(histogram.max()));
  for (const double percent : percents) {
    const std::int64_t value = histogram.quantile(percent / 100);
    fmt::print(" p{}={}", percent, percent == 0 ? low(value) : high(value));
  }
  fmt::print("\n");
}

int run(const std::string& mode, const char* path) {
  if (mode == "write") {
    std::vector<LogEntry> entries = known_entries();
    std::ofstream(path, std::ios::binary)
        << harness::record::write_hdr_log(entries, started_unix_s);
    for (LogEntry& entry : entries) {
      entry.start_s += started_unix_s;  // what readers add to it
      print_figures(entry);
    }
    return 0;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto entries = harness::record::read_hdr_log(text);
  if (!entries) {
    fmt::print(stderr, "{}: {}\n", path, entries.error().message);
    return 1;
  }
  for (const LogEntry& entry : *entries) print_figures(entry);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3) return run(argv[1], argv[2]);
  fmt::print(stderr, "usage: {} write|read LOG\n", argv[0]);
  return 2;
}
