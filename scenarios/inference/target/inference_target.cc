#include "scenarios/inference/target/inference_target.h"

#include <algorithm>
#include <optional>

#include "engine/inference/options/options.h"
#include "harness/target_around.h"
#include "scenarios/inference/target/inference_server.h"
#include "scenarios/inference/target/inference_settings.h"
#include "scenarios/inference/target/server_counters.h"
#include "scenarios/openai/openai_subject.h"
#include "scenarios/scraped/scraped_target.h"

namespace scenarios::inference {
namespace {

using harness::CounterValue;
using harness::Expected;
using harness::failure;
using harness::result::Parameter;
using harness::scenario::Prepared;
using harness::scenario::Resources;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;

/// The client, with the service that it asks.
class InferenceTarget final : public harness::TargetAround {
 public:
  InferenceTarget(std::unique_ptr<InferenceServer> server, std::unique_ptr<harness::Target> client)
      : TargetAround(std::move(client)),
        server_(std::move(server)),
        counters_(within().counters()),
        hits_(place_of(cache_hits_counter)),
        misses_(place_of(cache_misses_counter)),
        queue_(place_of(queue_counter)) {}
  ~InferenceTarget() override { end_within(); }  // before its service

  std::vector<harness::CounterInfo> counters() const override {
    std::vector<harness::CounterInfo> all = counters_;
    all.push_back(prefill_share());
    return all;
  }

  harness::Observation observe(std::span<CounterValue> values) override {
    const std::span<CounterValue> told = values.first(std::min(counters_.size(), values.size()));
    harness::Observation seen = within().observe(told);
    const auto count = [&](std::size_t place) -> std::optional<std::uint64_t> {
      if (place >= told.size() || !told[place]) return std::nullopt;
      return static_cast<std::uint64_t>(*told[place]);
    };
    seen.cache_hits = count(hits_);
    seen.cache_misses = count(misses_);
    // Those that wait for a connection, and those that wait at the service.
    if (const auto queue = count(queue_)) seen.queue_depth = seen.queue_depth.value_or(0) + *queue;
    return seen;
  }

  Expected<void> verify() override {
    if (server_->has_ended()) return failure("the inference service " + server_->how_it_ended());
    return within().verify();
  }

 private:
  std::size_t place_of(std::string_view name) const {
    return static_cast<std::size_t>(
        std::ranges::find(counters_, name, &harness::CounterInfo::name) - counters_.begin());
  }

  const std::unique_ptr<InferenceServer> server_;
  const std::vector<harness::CounterInfo> counters_;
  const std::size_t hits_, misses_, queue_;
};

/// Each of the service's settings, as the run has it.
std::vector<Parameter> server_parameters(const std::string& preset,
                                         const std::vector<Setting>& settings) {
  using engine::inference::options::Options;
  Options options = preset == "v1" ? Options::v1() : Options::v2();
  for (const auto& [name, value] : settings) {
    const auto* const option = engine::inference::options::find_option(name);
    if (option != nullptr) static_cast<void>(option->set(options, value));
  }
  std::vector<Parameter> all;
  for (const auto& option : engine::inference::options::option_table()) {
    all.emplace_back(option.name, option.get(options));
  }
  return all;
}

std::optional<double> number_of(const std::vector<Parameter>& parameters, std::string_view name) {
  for (const auto& [known, value] : parameters) {
    if (known == name) return std::strtod(value.c_str(), nullptr);
  }
  return std::nullopt;
}

/// The settings of a client for a service that is not there yet.
Expected<openai::OpenAiPlan> plan_for(std::vector<Setting> client, const std::string& url,
                                      const std::string& model,
                                      const std::filesystem::path& items) {
  client.emplace_back("url", url);
  client.emplace_back("model", model);
  return openai::make_plan(client, items);
}

}  // namespace

Expected<void> check_inference(const std::string& preset, const std::vector<Setting>& settings) {
  const auto apart = take_apart(preset, settings);
  if (!apart) return tl::unexpected(apart.error());
  return plan_for(apart->client, "http://127.0.0.1:1", "its own", {})
      .map([](const openai::OpenAiPlan&) {});
}

Expected<Prepared> make_inference_target(const TargetOrder& order) {
  const auto apart = take_apart(order.engine, order.settings);
  if (!apart) return tl::unexpected(apart.error());
  auto server = InferenceServer::start({.preset = order.engine,
                                        .settings = apart->server,
                                        .scratch = order.scratch,
                                        .stop = order.stop,
                                        .tell = order.tell});
  if (!server) return tl::unexpected(server.error());
  auto plan = plan_for(apart->client, (*server)->url(), (*server)->model(), order.corpus);
  if (!plan) return tl::unexpected(plan.error());
  auto prepared = openai::make_token_target(order, std::move(*plan));
  if (!prepared) return prepared;
  const auto counters = scraped::read_plan((*server)->url() + "/metrics", server_counters());
  if (!counters) return tl::unexpected(counters.error());
  auto counted = scraped::with_counters(std::move(prepared->target), *counters,
                                        std::chrono::milliseconds(100));
  if (!counted) return tl::unexpected(counted.error());
  const pid_t pid = (*server)->pid();
  const bool simulated = (*server)->model() == "simulated";
  prepared->target = std::make_unique<InferenceTarget>(std::move(*server), std::move(*counted));
  prepared->engine = order.engine;
  prepared->processes = {pid};
  prepared->resources = Resources::other_processes;
  std::vector<Parameter> parameters = server_parameters(order.engine, apart->server);
  if (simulated) {
    prepared->caveat =
        "The model is simulated: its time is made up (simulated.step, simulated.token), and so are "
        "these figures.";
  }
  prepared->workers = number_of(parameters, "schedule.workers");
  for (auto& [name, value] : prepared->parameters) {
    if (name != "url" && name != "server address") parameters.emplace_back("client." + name, value);
  }
  prepared->parameters = std::move(parameters);
  return prepared;
}

}  // namespace scenarios::inference
