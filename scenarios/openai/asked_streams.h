// Streams asked for by hand, and what became of each.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/http/client/asked.h"
#include "scenarios/openai/openai_subject.h"

namespace scenarios::openai {

/// A target for a server on this machine.
inline harness::Expected<harness::scenario::Prepared> streams_from(
    harness::Clock& clock, std::uint16_t port, const std::string& model,
    std::vector<harness::scenario::Setting> settings = {}) {
  settings.insert(settings.begin(),
                  {{"url", "http://127.0.0.1:" + std::to_string(port)}, {"model", model}});
  auto plan = make_plan(settings, {});
  if (!plan) return tl::unexpected(plan.error());
  const harness::scenario::TargetOrder order{
      .clock = clock, .engine = {}, .settings = {}, .corpus = {}, .scratch = {}};
  return make_token_target(order, std::move(*plan));
}

}  // namespace scenarios::openai
