#include "harness/record/histogram.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <utility>
#include <vector>

namespace histogram_test {

using harness::record::Histogram;

namespace {

constexpr std::int64_t highest = Histogram::highest_trackable;

Histogram histogram_of(const std::vector<std::int64_t>& values) {
  Histogram histogram;
  for (const std::int64_t value : values) histogram.record(value);
  return histogram;
}

/// Tells histograms apart by everything that they answer.
void check_same(const Histogram& a, const Histogram& b) {
  CHECK(a.count() == b.count());
  CHECK(a.clamped() == b.clamped());
  CHECK(a.min() == b.min());
  CHECK(a.max() == b.max());
  CHECK(a.mean() == b.mean());
  std::size_t different = 0;
  for (std::size_t bucket = 0; bucket < Histogram::buckets(); ++bucket) {
    different += a.count_in(bucket) == b.count_in(bucket) ? 0 : 1;
  }
  CHECK(different == 0);
}

using Draw = std::function<double(std::mt19937_64&)>;

std::vector<std::int64_t> drawn(const Draw& draw, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::int64_t> values(count);
  for (auto& value : values) {
    value = static_cast<std::int64_t>(std::clamp(draw(random), 0.0, static_cast<double>(highest)));
  }
  return values;
}

struct Shape {
  const char* name;
  Draw draw;
};

const Shape shapes[] = {
    {"constant", [](auto&) { return 1'234'567.0; }},
    {"uniform, small", std::uniform_real_distribution<>(0, 5'000)},
    {"uniform, the whole range", std::uniform_real_distribution<>(0, 3.6e12)},
    {"exponential, 1 ms", std::exponential_distribution<>(1e-6)},
    {"log-normal, wide", std::lognormal_distribution<>(13, 3)},
    {"two humps far apart",
     [](auto& random) {
       const double low = std::normal_distribution<>(2e4, 2e3)(random);
       return random() % 10 == 0 ? low * 1e5 : low;
     }},
};

}  // namespace

TEST_CASE("the buckets tile the range without gaps, and none is wider than 1/1024 of its values") {
  CHECK(Histogram::lowest_in(0) == 0);
  CHECK(Histogram::bucket_of(highest) == Histogram::buckets() - 1);
  CHECK(Histogram::highest_in(Histogram::buckets() - 1) >= highest);
  for (std::size_t bucket = 0; bucket < Histogram::buckets(); ++bucket) {
    const std::int64_t low = Histogram::lowest_in(bucket);
    const std::int64_t high = Histogram::highest_in(bucket);
    const bool right = Histogram::bucket_of(low) == bucket &&
                       Histogram::bucket_of(high) == bucket &&
                       Histogram::lowest_in(bucket + 1) == high + 1 && (high - low) * 1024 <= low;
    REQUIRE_MESSAGE(right, "bucket " << bucket);
  }
}

TEST_CASE("the buckets are HdrHistogram's") {
  // Known answers: unit 1, three digits, so 2,048 linear counts and 1,024 more to each doubling.
  CHECK(Histogram::bucket_of(0) == 0);
  CHECK(Histogram::bucket_of(2'047) == 2'047);
  CHECK(Histogram::bucket_of(2'048) == 2'048);
  CHECK(Histogram::bucket_of(2'049) == 2'048);
  CHECK(Histogram::bucket_of(4'095) == 3'071);
  CHECK(Histogram::bucket_of(4'096) == 3'072);
  CHECK(Histogram::highest_in(Histogram::bucket_of(10'000)) == 10'007);
  CHECK(Histogram::lowest_in(Histogram::bucket_of(10'007)) == 10'000);
}

TEST_CASE("every value is given back to less than 0.1 % of itself") {
  std::vector<std::int64_t> values = {0, highest, highest - 1};
  for (std::int64_t power = 1; power <= highest; power *= 2) {
    for (const std::int64_t value : {power - 1, power, power + 1}) values.push_back(value);
  }
  std::mt19937_64 random(7);
  for (int i = 0; i < 2'000; ++i) {
    values.push_back(static_cast<std::int64_t>(random() % (1ULL << (1 + i % 41))));
  }
  Histogram histogram;
  for (const std::int64_t value : values) {
    histogram.clear();
    histogram.record(value);
    histogram.record(highest);  // so that max() is of no help
    const std::int64_t given = histogram.quantile(0.5);
    const bool close = given >= value && (given - value) * 1024 <= value;
    REQUIRE_MESSAGE(close, value << " came back as " << given);
  }
}

TEST_CASE("a quantile is the exact one's bucket, whatever the distribution") {
  for (const Shape& shape : shapes) {
    CAPTURE(shape.name);
    std::vector<std::int64_t> values = drawn(shape.draw, 7'919, 11);
    const Histogram histogram = histogram_of(values);
    std::sort(values.begin(), values.end());
    for (std::size_t permille = 1; permille <= 1'000; ++permille) {
      const std::size_t rank = (permille * values.size() + 999) / 1'000;
      const std::int64_t exact = values[rank - 1];
      const std::int64_t expected =
          std::min(Histogram::highest_in(Histogram::bucket_of(exact)), values.back());
      REQUIRE(histogram.quantile(static_cast<double>(permille) / 1e3) == expected);
    }
  }
}

TEST_CASE("rounding of the fraction never takes a quantile to the next value") {
  Histogram histogram;
  for (std::int64_t value = 1; value <= 100; ++value) histogram.record(value);
  for (int percent = 1; percent <= 100; ++percent) {
    CHECK(histogram.quantile(percent / 100.0) == percent);  // 0.07 * 100 is more than 7
  }
  CHECK(histogram.quantile(0) == 1);
  CHECK(histogram.quantile(0.991) == 100);
}

TEST_CASE("the lowest, the highest and the mean are exact") {
  Histogram histogram;
  for (const std::int64_t value : {1'000'003, 3'000'001, 2'000'005}) histogram.record(value);
  CHECK(histogram.min() == 1'000'003);
  CHECK(histogram.max() == 3'000'001);
  CHECK(histogram.mean() == 2'000'003);
  CHECK(histogram.quantile(0) == 1'000'003);
  CHECK(histogram.quantile(1) == 3'000'001);
}

TEST_CASE("the mean stays exact beyond 64 bits of nanoseconds") {
  Histogram histogram;
  histogram.record(highest, 1'000'000'000);  // 3.6e21
  histogram.record(0, 1'000'000'000);
  CHECK(histogram.mean() == static_cast<double>(highest) / 2);
}

TEST_CASE("counts up to 2^62 of one value leave quantiles in order") {
  Histogram histogram;
  histogram.record(10, std::uint64_t{1} << 62);
  histogram.record(20, (std::uint64_t{1} << 62) - 1);
  CHECK(histogram.quantile(0.25) == 10);
  CHECK(histogram.quantile(0.75) == 20);
  CHECK(histogram.quantile(1) == 20);
}

TEST_CASE("an empty histogram answers 0 to everything") {
  Histogram histogram;
  histogram.record(5, 0);
  check_same(histogram, Histogram());
  CHECK(histogram.count() == 0);
  CHECK(histogram.min() == 0);
  CHECK(histogram.max() == 0);
  CHECK(histogram.mean() == 0);
  for (const double fraction : {0.0, 0.5, 1.0}) CHECK(histogram.quantile(fraction) == 0);
  CHECK(histogram.count_at_or_below(highest) == 0);
}

TEST_CASE("merging is recording all") {
  Histogram merged;
  std::vector<std::int64_t> all = {-5, highest + 5};
  merged.merge(histogram_of(all));
  for (const Shape& shape : shapes) {
    const std::vector<std::int64_t> values = drawn(shape.draw, 1'000, 3);
    all.insert(all.end(), values.begin(), values.end());
    merged.merge(histogram_of(values));
    merged.merge(Histogram());
  }
  check_same(merged, histogram_of(all));
}

TEST_CASE("merging a histogram with itself doubles it") {
  Histogram histogram = histogram_of({1, 1'000, 1'000'000});
  histogram.merge(histogram);
  check_same(histogram, histogram_of({1, 1, 1'000, 1'000, 1'000'000, 1'000'000}));
}

TEST_CASE("clearing forgets everything but the memory") {
  Histogram histogram = histogram_of(drawn(shapes[4].draw, 1'000, 5));
  histogram.record(-1);
  const std::size_t bytes = histogram.memory_bytes();
  histogram.clear();
  check_same(histogram, Histogram());
  CHECK(histogram.memory_bytes() == bytes);
  histogram.record(1'000);
  histogram.record(3'000'000'000);  // what lies between was used before
  check_same(histogram, histogram_of({1'000, 3'000'000'000}));
  CHECK(histogram.quantile(0.51) == 3'000'000'000);
}

TEST_CASE("values out of range count at its ends, and are told") {
  Histogram histogram;
  for (const std::int64_t value : {-1L, std::numeric_limits<long>::min()}) histogram.record(value);
  histogram.record(highest + 1, 3);
  histogram.record(std::numeric_limits<std::int64_t>::max());
  histogram.record(highest);
  histogram.record(0);
  CHECK(histogram.count() == 8);
  CHECK(histogram.clamped() == 6);
  CHECK(histogram.min() == 0);
  CHECK(histogram.max() == highest);
  CHECK(histogram.count_at_or_below(0) == 3);
  CHECK(histogram.mean() == static_cast<double>(highest) * 5 / 8);
}

TEST_CASE("copies are independent, and what was moved from is empty") {
  const std::vector<std::int64_t> values = drawn(shapes[3].draw, 500, 9);
  const Histogram original = histogram_of(values);
  Histogram copy = original;
  copy.record(42);
  check_same(original, histogram_of(values));
  copy = original;
  check_same(copy, original);
  const Histogram& itself = copy;
  copy = itself;
  check_same(copy, original);

  Histogram moved = std::move(copy);
  check_same(moved, original);
  check_same(copy, Histogram());  // NOLINT(bugprone-use-after-move): promised by the header
  copy.record(1);
  copy = std::move(moved);
  check_same(copy, original);
  check_same(moved, Histogram());  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("counts at or below a value include its whole bucket") {
  const Histogram histogram = histogram_of({100, 10'001, 10'006, 10'008, 5'000'000});
  CHECK(histogram.count_at_or_below(-1) == 0);
  CHECK(histogram.count_at_or_below(99) == 0);
  CHECK(histogram.count_at_or_below(100) == 1);
  CHECK(histogram.count_at_or_below(9'999) == 1);
  CHECK(histogram.count_at_or_below(10'000) == 3);  // 10,000 to 10,007 are one bucket
  CHECK(histogram.count_at_or_below(10'007) == 3);
  CHECK(histogram.count_at_or_below(10'008) == 4);
  CHECK(histogram.count_at_or_below(highest + 1) == 5);
}

TEST_CASE("values known only by their bucket show its ends and its middle") {
  Histogram histogram;
  histogram.record_between(10'000, 10'007, 2);
  CHECK(histogram.count() == 2);
  CHECK(histogram.min() == 10'000);
  CHECK(histogram.max() == 10'007);
  CHECK(histogram.mean() == 10'004);
  CHECK(histogram.quantile(0.5) == 10'007);
  histogram.record_between(10'000, 10'007, 0);
  CHECK(histogram.count() == 2);
}

TEST_CASE("memory is what was touched: nothing, ten doublings, everything") {
  constexpr std::size_t kib = 1024;
  Histogram histogram;
  CHECK(histogram.memory_bytes() < kib);
  for (std::int64_t value = 1'024; value < 1'024 << 10; ++value) histogram.record(value);
  CHECK(histogram.memory_bytes() < 81 * kib);
  for (std::int64_t value = 1; value <= highest; value *= 2) histogram.record(value);
  CHECK(histogram.memory_bytes() < 265 * kib);
}

}  // namespace histogram_test
