// Any server that speaks the OpenAI form, as a subject.
#pragma once

#include "harness/scenario/subject.h"
#include "scenarios/openai/plan/openai_plan.h"

namespace scenarios::openai {

/// `--on openai --url ... --model ...`: streams of tokens, or whole answers. Items come in their
/// order, so that no prompt is asked twice before all of them were.
harness::scenario::Subject openai_subject();

/// The search for the highest rate, which is held to first tokens and to gaps, as users of such
/// servers ask for them.
harness::scenario::Scenario token_capacity(const harness::scenario::Subject& subject);

/// A client for that plan. Errors: those of http::make_http_target().
harness::Expected<harness::scenario::Prepared> make_token_target(
    const harness::scenario::TargetOrder& order, OpenAiPlan plan);

}  // namespace scenarios::openai
