// A subject's settings over HTTP, made into requests and into what its client is made with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"
#include "harness/scenario/scenario.h"
#include "scenarios/http/plan/client_plan.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

struct HttpPlan {
  std::shared_ptr<const MessageSource> messages;
  ClientPlan client;
  /// For the result files: all that was said or left to be as usual, as it was typed, so that
  /// ${NAME} stays that.
  std::vector<harness::result::Parameter> parameters;
  /// An item's name for people.
  std::function<std::string(std::uint64_t item)> describe;
};

/// Settings that are not described are the user's own: each has to fill a place of a template. An
/// error is one line; no socket is opened.
harness::Expected<HttpPlan> make_plan(const std::vector<harness::scenario::Setting>& settings,
                                      const std::filesystem::path& items);

/// Could a plan be made, as far as can be told without the items? A place with a name is taken for
/// a field of theirs.
harness::Expected<void> check_plan(const std::vector<harness::scenario::Setting>& settings);

}  // namespace scenarios::http
