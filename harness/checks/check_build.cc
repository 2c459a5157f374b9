#include <fmt/format.h>

#include <string_view>

#include "harness/checks/check_kinds.h"

namespace harness::checks {
namespace {

using result::Check;
using result::CheckState;

constexpr std::string_view build_advice =
    "its times say nothing of a release build. Use -O2, or -DCMAKE_BUILD_TYPE=Release.";

Check build_check(bool sound, std::string sentence) {
  return {"optimised build", sound ? CheckState::passed : CheckState::failed, sound ? 0.0 : 1.0,
          0.0, std::move(sentence)};
}

}  // namespace

Check optimised_build(const BuildMark& build) {
  const std::string_view sanitizers = build.sanitizers;
  if (build.optimised && sanitizers.empty()) {
    return build_check(true,
                       fmt::format("the target's code was built with optimisation and without "
                                   "sanitizers{}.",
                                   build.assertions ? ", but with assertions" : ""));
  }
  const std::string how =
      sanitizers.empty() ? "without optimisation" : fmt::format("with sanitizers ({})", sanitizers);
  return build_check(false, fmt::format("the target's code was built {}: {}", how, build_advice));
}

Check optimised_build(const environment::BuildFacts& own) {
  if (own.optimised && own.sanitizers.empty()) {
    return build_check(true, "Prony was built with optimisation and without sanitizers.");
  }
  return build_check(false, fmt::format("Prony was built as {} with \"{}\": {}",
                                        own.build_type.empty() ? "no build type" : own.build_type,
                                        own.flags, build_advice));
}

}  // namespace harness::checks
