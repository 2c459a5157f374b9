#include "harness/mix/size_classes.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace size_classes_test {

using namespace harness::mix;
using namespace harness::schedule;

namespace {

const std::vector<std::uint64_t> sizes = {0, 999, 1000, 5000, 9999, 10'000, 1'000'000};

std::string refusal(const SizeClasses& classes) {
  const auto draw = SizeDraw::make(classes, sizes);
  REQUIRE_FALSE(draw);
  return draw.error().message;
}

bool has(const std::string& text, const char* part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("classes come by their shares, and the items of a class alike") {
  const auto draw = SizeDraw::make({1000, 10'000, {2, 6, 2}}, sizes);
  REQUIRE(draw);
  Generator generator(9, Stream::items);
  std::vector<double> counts(sizes.size());
  for (int i = 0; i < 60'000; ++i) ++counts[(*draw)(generator)];
  CHECK(chi_square_p(counts, {6000, 6000, 12'000, 12'000, 12'000, 6000, 6000}, 1) > 1e-3);
}

TEST_CASE("a class without a share is never drawn, and may be empty") {
  const auto draw = SizeDraw::make({1000, 10'000, {0, 0, 0.3}}, sizes);
  REQUIRE(draw);
  Generator generator(9, Stream::items);
  for (int i = 0; i < 1000; ++i) REQUIRE((*draw)(generator) >= 5);
  CHECK(SizeDraw::make({2'000'000, 3'000'000, {1, 0, 0}}, sizes));
}

TEST_CASE("classes that can't be drawn from are refused, and the reason named") {
  CHECK(has(refusal({2000, 1000, {1, 1, 1}}), "medium items begin at 2000 B"));
  CHECK(has(refusal({1000, 2'000'000, {1, 1, 1}}), "large items (from 2000000 B) have a share"));
  CHECK(has(refusal({1000, 10'000, {1, -1, 1}}), "the share of medium items is -1"));
  CHECK(has(refusal({1000, 10'000, {std::nan(""), 1, 1}}), "the share of small items"));
  CHECK(has(refusal({1000, 10'000, {0, 0, 0}}), "all 0"));
  CHECK(has(refusal({1000, 10'000, {1e308, 1e308, 1e308}}), "too large"));
}

TEST_CASE("the report's words give shares in percent") {
  CHECK(to_string(SizeClasses{1000, 10'000, {2, 1, 1}}) ==
        "50% below 1000 B, 25%, 25% from 10000 B");
}

}  // namespace size_classes_test
