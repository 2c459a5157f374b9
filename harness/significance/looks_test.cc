#include "harness/significance/looks.h"

#include <doctest/doctest.h>

#include "harness/significance/signed_rank.h"

namespace looks_test {

using namespace harness::significance;

TEST_CASE("levels are attainable p-values, and what a look can't spend goes to the next") {
  const CriticalLevels six(default_looks, 6, 0.5);
  CHECK(six.at(0)[5] == 0);                             // 1/256 is more than .002/6
  CHECK(six.at(0)[0] == 0);                             // and than .002
  CHECK(six.at(1)[5] == 2.0 / 4096);                    // at most .003/6 = .0005
  CHECK(six.at(1)[0] == doctest::Approx(10.0 / 4096));  // sums 0 to 5: 1+1+1+2+2+3
  // At 16 pairs .004 less six times .00049 is left.
  CHECK(six.at(2)[5] == doctest::Approx(attainable_level(16, (0.004 - 6 * 2.0 / 4096) / 6)));
  CHECK(six.at(3)[5] > 0.0001);
}

TEST_CASE("all looks and all tests together cost no more than their alphas") {
  for (const std::size_t tests : {1U, 2U, 3U, 5U, 10U, 40U}) {
    for (const double share : {0.5, 1.0}) {
      const CriticalLevels levels(default_looks, tests, share);
      for (std::size_t j = 1; j <= tests; ++j) {
        double spent = 0;
        for (std::size_t k = 0; k < default_looks.size(); ++k) {
          spent += static_cast<double>(j) * levels.at(k)[j - 1];
          if (j > 1) CHECK(levels.at(k)[j - 1] <= levels.at(k)[j - 2]);
        }
        CHECK(spent <= share * 0.01 + 1e-12);
        CHECK(spent >= share * (tests <= 12 ? 0.008 : 0.004));
      }
    }
  }
}

TEST_CASE("many tests can still reject at the later looks") {
  const CriticalLevels many(default_looks, 1000, 0.5);
  CHECK(many.at(1)[11] > 0);
  CHECK(many.at(1)[12] == 0);
  CHECK(many.at(2)[259] > 0);
  CHECK(many.at(2)[269] == 0);
  CHECK(many.at(3)[999] > 0);
}

TEST_CASE("looks that were reached, and the last one where the time is up") {
  CHECK(reached(default_looks, 7, false).empty());
  CHECK(reached(default_looks, 12, false).size() == 2);
  const Looks ten = reached(default_looks, 10, true);
  REQUIRE(ten.size() == 2);
  CHECK(ten[1].pairs == 10);
  CHECK(ten[1].alpha == doctest::Approx(0.006));
  const Looks twelve = reached(default_looks, 12, true);
  REQUIRE(twelve.size() == 2);
  CHECK(twelve[1].alpha == doctest::Approx(0.006));
  CHECK(reached(default_looks, 30, true).size() == 4);
  CHECK(reached(default_looks, 0, true).empty());
}

}  // namespace looks_test
