// Sessions on targets of a test's own.
#pragma once

#include <memory>
#include <utility>

#include "harness/child/serve.h"
#include "harness/drive/null_target.h"

namespace harness::child {

/// Makes a target of that class from a clock and some arguments.
template <class Made, class... Arguments>
scenario::MakeTarget maker_of(Arguments... arguments) {
  return [=](const scenario::TargetOrder& order) -> Expected<scenario::Prepared> {
    scenario::Prepared prepared;
    prepared.engine = order.engine;
    prepared.target = std::make_unique<Made>(order.clock, arguments...);
    return prepared;
  };
}

inline SessionParts parts_of(Clock& clock, scenario::MakeTarget make, SessionLoad load = Clients{},
                             const std::filesystem::path& scratch =
                                 std::filesystem::temp_directory_path() / "prony-test-session") {
  return {
      .make_target = std::move(make),
      .target = {.clock = clock, .engine = "v1", .settings = {}, .corpus = {}, .scratch = scratch},
      .popularity = {.choice = mix::Choice::sequential, .classes = {}},
      .load = load,
      .seed = 1};
}

}  // namespace harness::child
