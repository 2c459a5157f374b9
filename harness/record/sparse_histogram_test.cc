#include "harness/record/sparse_histogram.h"

#include <doctest/doctest.h>

#include <random>

namespace sparse_histogram_test {

using harness::record::Histogram;
using harness::record::SparseHistogram;

namespace {

Histogram latencies(std::uint64_t seed, int count) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<> draw(13, 2);
  Histogram histogram;
  for (int i = 0; i < count; ++i) histogram.record(static_cast<std::int64_t>(draw(random)));
  histogram.record(-5);                                // clamped
  histogram.record(2 * Histogram::highest_trackable);  // likewise
  return histogram;
}

void check_same(const Histogram& a, const Histogram& b) {
  CHECK(a.count() == b.count());
  CHECK(a.clamped() == b.clamped());
  CHECK(a.min() == b.min());
  CHECK(a.max() == b.max());
  CHECK(a.mean() == b.mean());
  std::size_t different = 0;
  for (std::size_t i = 0; i < Histogram::buckets(); ++i)
    different += a.count_in(i) != b.count_in(i);
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("a sparse histogram gives back the one it was made from, in less memory") {
  const Histogram original = latencies(1, 5000);
  const SparseHistogram sparse(original);
  Histogram back;
  back.merge(sparse);
  check_same(back, original);
  CHECK(sparse.memory_bytes() < original.memory_bytes() / 3);
  CHECK(sparse.mean() == original.mean());
}

TEST_CASE("merging sparse ones is merging the ones they were made from") {
  const Histogram a = latencies(1, 3000);
  const Histogram b = latencies(2, 500);
  SparseHistogram merged{a};
  merged.merge(SparseHistogram(b));
  merged.merge(SparseHistogram());
  SparseHistogram from_nothing;
  from_nothing.merge(merged);
  Histogram dense = a;
  dense.merge(b);
  Histogram back;
  back.merge(from_nothing);
  check_same(back, dense);
}

TEST_CASE("counting up to a value agrees with the histogram's own") {
  const Histogram histogram = latencies(3, 2000);
  const SparseHistogram sparse(histogram);
  std::mt19937_64 random(4);
  std::lognormal_distribution<> draw(13, 3);
  for (int i = 0; i < 500; ++i) {
    const auto value = static_cast<std::int64_t>(draw(random));
    CHECK(sparse.count_at_or_below(value) == histogram.count_at_or_below(value));
  }
  CHECK(sparse.count_at_or_below(-1) == 0);
  CHECK(sparse.count_at_or_below(Histogram::highest_trackable) == histogram.count());
  CHECK(SparseHistogram().count_at_or_below(5) == 0);
}

TEST_CASE("its parts make it again, and parts that no histogram has are refused") {
  const Histogram original = latencies(3, 2000);
  const SparseHistogram::Parts parts = SparseHistogram(original).parts();
  const auto again = SparseHistogram::of(parts);
  REQUIRE(again);
  Histogram back;
  back.merge(*again);
  check_same(back, original);
  CHECK(again->parts() == parts);
  CHECK(SparseHistogram::of({})->count() == 0);

  const auto refuses = [&](auto change) {
    SparseHistogram::Parts changed = parts;
    change(changed);
    return !SparseHistogram::of(changed).has_value();
  };
  CHECK(refuses([](auto& some) { some.counts.pop_back(); }));
  CHECK(refuses([](auto& some) { some.counts[0] = 0; }));
  CHECK(refuses([](auto& some) { some.counts[0] = std::uint64_t{1} << 47; }));
  CHECK(refuses([](auto& some) { some.buckets[1] = some.buckets[0]; }));
  CHECK(refuses([](auto& some) { some.buckets.back() = Histogram::buckets(); }));
  CHECK(refuses([](auto& some) { some.min = 5'000'000; }));
  CHECK(refuses([](auto& some) { some.max = ~std::uint64_t{0}; }));
  CHECK(refuses([](auto& some) { some.clamped = 3000; }));
  CHECK(refuses([](auto& some) { some.sum_high = 1; }));
  CHECK(refuses([](auto& some) { some.sum_low = 0; }));
  CHECK_FALSE(SparseHistogram::of({.buckets = {}, .counts = {}, .min = 1}).has_value());
}

}  // namespace sparse_histogram_test
