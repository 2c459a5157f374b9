#include "harness/record/bounded_series.h"

#include <doctest/doctest.h>

namespace bounded_series_test {

using harness::record::BoundedSeries;

namespace {

/// Which pieces an entry stands for.
struct Span {
  std::size_t first = 0, pieces = 0, late = 0;

  void merge(const Span& other) {
    if (pieces > 0 && other.pieces > 0) CHECK(other.first == first + pieces);  // without gaps
    if (pieces == 0) first = other.first;
    pieces += other.pieces;
    late += other.late;
  }
};

}  // namespace

TEST_CASE("a bounded series keeps every piece, in order, in entries of equal weight") {
  BoundedSeries<Span> series;
  for (std::size_t i = 0; i < 10'000; ++i) {
    series.add({i, 1});
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
    REQUIRE(series.pieces() == i + 1);
  }
}

TEST_CASE("what comes late joins the entry that its piece belongs to, and makes no piece") {
  BoundedSeries<Span> series;
  for (std::size_t i = 0; i < 1000; ++i) series.add({i, 1});
  for (std::size_t i = 0; i < 1000; i += 3) ++series.at(i).late;
  CHECK(series.pieces() == 1000);
  for (const Span& entry : series.entries()) {
    std::size_t late = 0;
    for (std::size_t i = entry.first; i < entry.first + entry.pieces; ++i) late += i % 3 == 0;
    CHECK(entry.late == late);
  }
}

TEST_CASE("a piece far behind the others is there with all before it, which are empty") {
  BoundedSeries<Span> series;
  series.at(1000).merge({1000, 1});
  CHECK(series.pieces() == 1001);
  CHECK(series.entries().size() == 1000 / series.stride() + 1);
  CHECK(series.entries().front().pieces == 0);
  CHECK(series.entries().back().pieces == 1);
}

}  // namespace bounded_series_test
