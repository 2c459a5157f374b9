// A program of benchmarks to be compared with itself and, built with PRONY_SAMPLE_EXTRA, with one
// that does so many percent more work.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

/// 100 steps, and the extra ones.
constexpr int steps = 100 + PRONY_SAMPLE_EXTRA;

void mixing(benchmark::State& state) {
  std::uint64_t value = 1;
  for (auto _ : state) {
    for (int i = 0; i < 10 * steps; ++i) {
      value ^= value >> 33U;
      value *= 0xff51afd7ed558ccdULL;
    }
    benchmark::DoNotOptimize(value);
  }
}
BENCHMARK(mixing);

void sorting(benchmark::State& state) {
  std::vector<std::uint32_t> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::mt19937 random(1);
  std::shuffle(numbers.begin(), numbers.end(), random);
  for (auto _ : state) {
    for (int i = 0; i < steps / 5; ++i) {
      std::vector<std::uint32_t> copy = numbers;
      std::sort(copy.begin(), copy.end());
      benchmark::DoNotOptimize(copy.data());
    }
  }
}
BENCHMARK(sorting);

void looking_up(benchmark::State& state) {
  std::unordered_map<std::string, int> map;
  std::vector<std::string> keys;
  for (int i = 0; i < 20'000; ++i) keys.push_back("a key of some length: " + std::to_string(i));
  for (const std::string& key : keys) map[key] = 1;
  std::size_t at = 0;
  for (auto _ : state) {
    int sum = 0;
    for (int i = 0; i < 10 * steps; ++i) {
      sum += map[keys[at]];
      at = (at + 7919) % keys.size();
    }
    benchmark::DoNotOptimize(sum);
  }
}
BENCHMARK(looking_up);

void joining(benchmark::State& state) {
  for (auto _ : state) {
    std::string text;
    for (int i = 0; i < 10 * steps; ++i) text += std::to_string(i);
    benchmark::DoNotOptimize(text.data());
  }
}
BENCHMARK(joining);

void streaming(benchmark::State& state) {
  std::vector<double> numbers(std::size_t{80'000} * steps / 100, 1.5);
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::accumulate(numbers.begin(), numbers.end(), 0.0));
  }
}
BENCHMARK(streaming);

}  // namespace

BENCHMARK_MAIN();
