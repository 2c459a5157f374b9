#include "harness/significance/holm.h"

#include <doctest/doctest.h>

namespace holm_test {

using namespace harness::significance;

TEST_CASE("adjusted p-values are those of R's p.adjust") {
  // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
  const auto adjusted = holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  CHECK(adjusted[0] == doctest::Approx(0.03));
  CHECK(adjusted[1] == doctest::Approx(0.06));
  CHECK(adjusted[2] == doctest::Approx(0.06));
  CHECK(adjusted[3] == doctest::Approx(0.02));
  CHECK(holm_adjusted(std::vector<double>{0.7, 0.6})[0] == 1);
  CHECK(holm_adjusted({}).empty());
}

TEST_CASE("stepping down by alpha over j rejects what the adjusted p-values do") {
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  const std::vector<double> critical{0.05, 0.025, 0.05 / 3, 0.0125};
  CHECK(step_down(p, critical) == std::vector<bool>{true, false, false, true});
}

TEST_CASE("it stops at the first that is not rejected") {
  const std::vector<double> critical{0.05, 0.025};
  CHECK(step_down(std::vector<double>{0.03, 0.04}, critical) == std::vector<bool>{false, false});
  CHECK(step_down(std::vector<double>{0.05, 0.02}, critical) == std::vector<bool>{true, true});
  CHECK(step_down(std::vector<double>{0.02, 0.02}, critical) == std::vector<bool>{true, true});
}

}  // namespace holm_test
