#include "harness/build_mark.h"

#include <doctest/doctest.h>

#include <string_view>

#include "harness/unoptimised_target.h"

namespace build_mark_test {

namespace {

class BuiltHere final : public harness::Target {
 public:
  std::uint64_t population() const override { return 1; }
  void submit(const harness::Request&, harness::Completion) override {}
};

}  // namespace

TEST_CASE("a target knows how its own unit was compiled, not how the program's others were") {
  const BuiltHere here;
#if defined(__OPTIMIZE__)
  CHECK(here.built().optimised);
#else
  CHECK_FALSE(here.built().optimised);
#endif
#if defined(NDEBUG)
  CHECK_FALSE(here.built().assertions);
#else
  CHECK(here.built().assertions);
#endif
  CHECK_FALSE(harness::unoptimised_target().built().optimised);
  CHECK(std::string_view(here.built().compiler).find('.') != std::string_view::npos);
}

}  // namespace build_mark_test
