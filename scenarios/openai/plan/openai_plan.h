// A user's settings, made into requests and into what their client is made with.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"
#include "harness/scenario/scenario.h"
#include "scenarios/http/plan/client_plan.h"
#include "scenarios/openai/plan/openai_messages.h"

namespace scenarios::openai {

struct OpenAiPlan {
  std::shared_ptr<const OpenAiMessages> messages;
  http::ClientPlan client;
  /// For the result files: all that was said or left to be as usual, as it was typed.
  std::vector<harness::result::Parameter> parameters;
  std::function<std::string(std::uint64_t item)> describe;  // an item's name for people
};

/// An error is one line; no socket is opened. `items`: a file as open_prompts() takes it; empty:
/// prompts are made up. Precondition: each setting is one of openai_settings().
harness::Expected<OpenAiPlan> make_plan(const std::vector<harness::scenario::Setting>& settings,
                                        const std::filesystem::path& items);

}  // namespace scenarios::openai
