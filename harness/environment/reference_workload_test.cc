#include "harness/environment/reference_workload.h"

#include <doctest/doctest.h>

namespace reference_workload_test {

using harness::environment::reference_workload_ms;
using harness::environment::ReferenceWorkload;

TEST_CASE("every piece comes to what is known of it, through all parts of the memory") {
  ReferenceWorkload workload;
  REQUIRE_FALSE(workload.failed());
  for (std::size_t i = 0; i < 2 * ReferenceWorkload::parts; ++i) CHECK(workload.do_piece());
}

TEST_CASE("its time is that of work, not of nothing") {
  const auto ms = reference_workload_ms();
  REQUIRE(ms);
  // 1.4 million multiplications, each waiting for the one before, are above 1 ms on any processor.
  CHECK(*ms > 1);
}

}  // namespace reference_workload_test
