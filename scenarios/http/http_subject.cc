#include "scenarios/http/http_subject.h"

#include <utility>

#include "scenarios/http/client/http_target.h"
#include "scenarios/http/plan/http_plan.h"
#include "scenarios/http/plan/http_settings.h"
#include "scenarios/templates/item_choice.h"

namespace scenarios::http {

using harness::Expected;
using harness::scenario::Prepared;
using harness::scenario::Resources;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;

namespace {

Expected<Prepared> make_planned_target(const TargetOrder& order) {
  auto plan = make_plan(order.settings, order.corpus);
  if (!plan) return tl::unexpected(plan.error());
  const bool is_known = !plan->client.server.command.empty() || !order.processes.empty();
  plan->client.resources = is_known ? Resources::other_processes : Resources::unknown;
  auto prepared = make_http_target(order, plan->client, plan->messages);
  if (!prepared) return tl::unexpected(prepared.error());
  prepared->engine = order.engine;
  prepared->resources = plan->client.resources;
  prepared->describe = std::move(plan->describe);
  prepared->parameters.insert(prepared->parameters.end(), plan->parameters.begin(),
                              plan->parameters.end());
  return prepared;
}

}  // namespace

harness::scenario::Subject http_subject() {
  harness::scenario::Subject subject;
  subject.name = "http";
  subject.description = "Any server over HTTP or HTTPS: --url says where, --items FILE for what.";
  subject.item = "request";
  subject.items = "requests";
  subject.settings = http_settings();
  subject.check = [](const std::string& /*preset*/, const std::vector<Setting>& settings) {
    return check_plan(settings);
  };
  subject.open_items = templates::choose_items;
  subject.popularity = {.choice = harness::mix::Choice::sequential, .classes = {}};
  subject.waiting = harness::Waiting::sleep_then_spin;  // a fast server answers within 100 us
  subject.make_target = make_planned_target;
  return subject;
}

}  // namespace scenarios::http
