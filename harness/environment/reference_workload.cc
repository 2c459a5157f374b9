#include "harness/environment/reference_workload.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <new>

namespace harness::environment {
namespace {

constexpr std::size_t line_count = std::size_t{1} << 20;
constexpr std::size_t bytes = line_count * 64;
constexpr std::size_t part_lines = line_count / ReferenceWorkload::parts;
constexpr std::uint32_t line_mask = line_count - 1;

// Numbers of Knuth's linear congruential generator. As the factor is 1 more than a multiple of 4
// and the step is odd, the lines are one circle (Hull and Dobell 1962).
constexpr std::uint32_t factor = 1664525, step = 1013904223;

constexpr int rounds = 700;
constexpr std::size_t words = 16 * 1024 / sizeof(std::uint64_t);
constexpr std::uint64_t known_hash = 0xf8a967dc86ab1aad;
constexpr std::uint32_t hops = 6'000;
constexpr std::size_t pieces = 11;

std::uint32_t next_of(std::uint32_t line) {
  return (line * factor + step) & line_mask;
}

/// Where so many hops lead from there, without making them in memory.
std::uint32_t after_hops(std::uint32_t line) {
  for (std::uint32_t i = 0; i < hops; ++i) line = next_of(line);
  return line;
}

}  // namespace

ReferenceWorkload::ReferenceWorkload() {
  void* const memory =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  // Huge pages are there at one time and not at another.
  static_cast<void>(::madvise(memory, bytes, MADV_NOHUGEPAGE));
  lines_ = {static_cast<Line*>(memory), line_count};
  for (std::uint32_t i = 0; i < line_count; ++i) {
    new (&lines_[i]) Line{next_of(i)};
    sums_[i / part_lines] += next_of(i);
  }
}

ReferenceWorkload::~ReferenceWorkload() {
  if (!failed()) ::munmap(lines_.data(), bytes);
}

bool ReferenceWorkload::do_piece() {
  return compute() && stream() && chase();
}

bool ReferenceWorkload::compute() const {
  std::array<std::uint64_t, words> block{};
  std::uint64_t hash = 0x9e3779b97f4a7c15;
  for (int round = 0; round < rounds; ++round) {
    for (std::uint64_t& word : block) {
      hash = (hash ^ word) * 0xff51afd7ed558ccd;
      hash ^= hash >> 32;
      word += hash;
    }
  }
  return hash == known_hash;
}

bool ReferenceWorkload::stream() {
  std::uint64_t sum = 0;
  for (const Line& line : lines_.subspan(part_ * part_lines, part_lines)) sum += line.next;
  const bool right = sum == sums_[part_];
  part_ = (part_ + 1) % parts;
  return right;
}

bool ReferenceWorkload::chase() {
  const std::uint32_t expected = after_hops(at_);
  for (std::uint32_t i = 0; i < hops; ++i) at_ = lines_[at_].next;
  return at_ == expected;
}

std::optional<double> reference_workload_ms() {
  using Clock = std::chrono::steady_clock;
  ReferenceWorkload workload;
  if (workload.failed()) return std::nullopt;
  if (!workload.do_piece()) return std::nullopt;  // wakes core and caches
  std::array<double, pieces> times{};
  for (double& time : times) {
    const Clock::time_point begin = Clock::now();
    if (!workload.do_piece()) return std::nullopt;
    time = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  }
  const auto middle = times.begin() + pieces / 2;
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

}  // namespace harness::environment
