#include "engine/run/bisect.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace bisect_test {

using engine::run::bisect;

TEST_CASE("each comes into one settled part, in order, and those at fault alone") {
  for (std::size_t n = 1; n <= 40; ++n) {
    for (std::size_t first = 0; first < n; first += 3) {
      const std::set<std::size_t> bad{first, n / 2};
      std::vector<std::size_t> all(n);
      std::iota(all.begin(), all.end(), 0);
      std::vector<std::size_t> good, failed;
      std::size_t calls = 0;
      bisect(std::span(all), [&](std::span<std::size_t> part) {
        ++calls;
        const bool ok =
            std::none_of(part.begin(), part.end(), [&](std::size_t i) { return bad.count(i) > 0; });
        if (ok) good.insert(good.end(), part.begin(), part.end());
        if (!ok && part.size() == 1) failed.push_back(part.front());
        return ok;
      });
      CHECK(failed == std::vector<std::size_t>(bad.begin(), bad.end()));
      CHECK(good.size() + failed.size() == n);
      CHECK(std::is_sorted(good.begin(), good.end()));
      CHECK(std::adjacent_find(good.begin(), good.end()) == good.end());
      std::size_t levels = 0;
      while ((std::size_t{1} << levels) < n) ++levels;
      CHECK(calls <= 2 * bad.size() * levels + 1);
    }
  }
}

}  // namespace bisect_test
