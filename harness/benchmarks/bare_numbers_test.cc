#include "harness/benchmarks/bare_numbers.h"

#include <doctest/doctest.h>

namespace bare_numbers_test {

using harness::benchmarks::without_bare_numbers;

TEST_CASE("bare words become empty texts of equal length") {
  CHECK(without_bare_numbers(R"({"a": NaN, "b":-Infinity})") == R"({"a": "" , "b":""       })");
}

TEST_CASE("texts stay as they are") {
  CHECK(without_bare_numbers(R"({"NaN \" NaN": "inf"})") == R"({"NaN \" NaN": "inf"})");
  CHECK(without_bare_numbers("\"NaN").size() == 4);
  CHECK(without_bare_numbers("\"NaN\\").size() == 5);
}

}  // namespace bare_numbers_test
