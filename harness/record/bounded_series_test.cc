#include "harness/record/bounded_series.h"

#include <doctest/doctest.h>

namespace bounded_series_test {

using harness::record::BoundedSeries;

namespace {

/// Which pieces an entry stands for.
struct Span {
  std::size_t first = 0, pieces = 1, late = 0;

  void merge(const Span& other) {
    if (other.pieces > 0) CHECK(other.first == first + pieces);  // in order, without gaps
    pieces += other.pieces;
    late += other.late;
  }
};

}  // namespace

TEST_CASE("a bounded series keeps every piece, in order, in entries of equal weight") {
  BoundedSeries<Span> series;
  for (std::size_t i = 0; i < 10'000; ++i) {
    series.add({i});
    const auto entries = series.entries();
    REQUIRE(entries.size() <= BoundedSeries<Span>::most);
    if (i >= 128) REQUIRE(entries.size() >= BoundedSeries<Span>::most / 2);
    std::size_t pieces = 0;
    for (const Span& entry : entries) {
      REQUIRE(entry.first == pieces);
      pieces += entry.pieces;
      if (&entry != &entries.back()) REQUIRE(entry.pieces == series.stride());
    }
    REQUIRE(pieces == i + 1);
  }
}

TEST_CASE("what comes late joins the last entry and counts for no piece") {
  BoundedSeries<Span> series;
  series.add_late({0, 0, 1});
  REQUIRE(series.entries().size() == 1);
  series.add({0});
  series.add_late({0, 0, 1});
  REQUIRE(series.entries().size() == 2);
  CHECK(series.entries().back().late == 1);
  CHECK(series.entries().back().pieces == 1);
}

}  // namespace bounded_series_test
