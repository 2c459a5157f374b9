#include "scenarios/openai/openai_subject.h"

#include <utility>

#include "scenarios/general/scenarios.h"
#include "scenarios/http/client/http_target.h"
#include "scenarios/openai/plan/openai_settings.h"
#include "scenarios/openai/token_target.h"
#include "scenarios/templates/item_choice.h"

namespace scenarios::openai {

using harness::Expected;
using harness::scenario::Prepared;
using harness::scenario::Resources;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;

namespace {

Expected<Prepared> make_planned(const TargetOrder& order) {
  auto plan = make_plan(order.settings, order.corpus);
  if (!plan) return tl::unexpected(plan.error());
  const bool is_known = !plan->client.server.command.empty() || !order.processes.empty();
  const Resources resources = is_known ? Resources::other_processes : Resources::unknown;
  auto prepared = make_token_target(order, std::move(*plan));
  if (prepared) prepared->resources = resources;
  return prepared;
}

Expected<void> check_settings_of(const std::vector<Setting>& settings) {
  harness::scenario::Subject only;
  only.settings = openai_settings();
  if (auto known = harness::scenario::check_settings(only, {}, settings); !known) return known;
  return make_plan(settings, {}).map([](const OpenAiPlan&) {});
}

}  // namespace

Expected<Prepared> make_token_target(const TargetOrder& order, OpenAiPlan plan) {
  auto prepared = http::make_http_target(order, plan.client, plan.messages);
  if (!prepared) return tl::unexpected(prepared.error());
  prepared->target = std::make_unique<TokenTarget>(std::move(prepared->target), plan.messages);
  prepared->describe = std::move(plan.describe);
  prepared->parameters.insert(prepared->parameters.end(), plan.parameters.begin(),
                              plan.parameters.end());
  return prepared;
}

harness::scenario::Scenario token_capacity(const harness::scenario::Subject& subject) {
  harness::scenario::Scenario scenario = capacity(subject);
  scenario.limits = {{"ttft_p99<=200ms", "default"},
                     {"gap_p99<=50ms", "default"},
                     {"errors<=0.1%", "default"},
                     {"shed<=1%", "default"}};
  return scenario;
}

harness::scenario::Subject openai_subject() {
  harness::scenario::Subject subject;
  subject.name = "openai";
  subject.description =
      "Any server of a language model in the OpenAI form: --url and --model say which.";
  subject.item = "request";
  subject.items = "requests";
  subject.settings = openai_settings();
  subject.check = [](const std::string& /*preset*/, const std::vector<Setting>& settings) {
    return check_settings_of(settings);
  };
  subject.open_items = templates::choose_items;
  subject.popularity = {.choice = harness::mix::Choice::sequential, .classes = {}};
  subject.waiting = harness::Waiting::sleep_then_spin;  // a token may be there within 100 us
  subject.make_target = make_planned;
  subject.scenarios = {token_capacity(subject)};
  return subject;
}

}  // namespace scenarios::openai
