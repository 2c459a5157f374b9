#include "harness/gate/share_interval.h"

#include <boost/math/distributions/binomial.hpp>

namespace harness::gate {

stats::Interval share_interval(std::size_t count, std::size_t of) {
  using Binomial = boost::math::binomial_distribution<>;
  const auto n = static_cast<double>(of), k = static_cast<double>(count);
  return {Binomial::find_lower_bound_on_p(n, k, 0.025),
          Binomial::find_upper_bound_on_p(n, k, 0.025)};
}

}  // namespace harness::gate
