#include "engine/inference/service.h"

#include <algorithm>
#include <future>
#include <utility>

#include "engine/inference/answers/answers.h"
#include "engine/inference/server/server.h"

namespace engine::inference {
namespace {

Time steady() {
  return std::chrono::steady_clock::now();
}

/// The server's own model, and those that requests may name beside it.
struct Known {
  std::vector<std::string> names;
  std::vector<ModelOptions> models;  // by name
};

Expected<Known> known_models(const options::Options& options) {
  Known known{{name_of(options.model)}, {options.model}};
  const options::OptionInfo& shape = *options::find_option("model.shape");
  std::string_view rest = options.models.also;
  while (!rest.empty()) {
    const std::string name(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    options::Options other = options;
    other.model.path = {};
    if (auto set = shape.set(other, name); !set) {
      return failure(Reason::invalid_option, "models.also: " + set.error().detail);
    }
    if (std::ranges::find(known.names, name) != known.names.end()) continue;
    known.names.push_back(name);
    known.models.push_back(other.model);
  }
  return known;
}

}  // namespace

struct Service::Parts {
  Parts(const options::Options& its, std::shared_ptr<const run::FaultPlan> plan, Known known,
        OpenModel open)
      : options(its),
        faults(std::move(plan)),
        answers(its.cache, steady),
        models(
            its.models, known.names,
            its.schedule.queue_policy == run::QueuePolicy::shed ? its.schedule.queue_capacity
                                                                : its.server.connections,
            [this, known, open = std::move(open)](const std::string& name,
                                                  const LoadProgress& progress,
                                                  const std::stop_token& stop) {
              const auto at = std::ranges::find(known.names, name) - known.names.begin();
              return load(open, known.models.at(static_cast<std::size_t>(at)), progress, stop);
            },
            steady),
        completions(has_cache() ? &answers : nullptr, models, *tally, known.names.front(),
                    its.schedule.deadline, steady) {}

  bool has_cache() const {
    return options.cache.policy != cache::policy::Policy::none &&
           options.cache.capacity_bytes != 0U;
  }

  Expected<models::Models::Scheduler> load(const OpenModel& open, const ModelOptions& model,
                                           const LoadProgress& progress,
                                           const std::stop_token& stop) {
    return open(model, progress, stop).and_then([&](std::shared_ptr<const Model> opened) {
      return schedule::Scheduler::start(std::move(opened), options.schedule, faults, steady, tally)
          .map([](auto scheduler) { return models::Models::Scheduler(std::move(scheduler)); });
    });
  }

  /// Waits where models are loaded by whoever wants them.
  Expected<void> load_first() {
    if (options.models.asynchronous) {
      models.prepare({});
      return {};
    }
    std::promise<Expected<void>> loaded;
    models.want({}, [&](const Expected<models::Models::Scheduler>& model) {
      loaded.set_value(model ? Expected<void>() : tl::unexpected(model.error()));
    });
    return loaded.get_future().get();
  }

  const options::Options options;
  const std::shared_ptr<const run::FaultPlan> faults;
  const std::shared_ptr<schedule::Tally> tally = std::make_shared<schedule::Tally>();
  answers::Answers answers;
  models::Models models;
  server::Completions completions;
  std::unique_ptr<server::Server> server;
};

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Expected<std::unique_ptr<Service>> Service::start(const options::Options& options, OpenModel open) {
  if (auto sound = check(options); !sound) return tl::unexpected(sound.error());
  auto known = known_models(options);
  if (!known) return tl::unexpected(known.error());
  auto plan = schedule::plan_of(options.faults);
  auto parts =
      std::make_unique<Parts>(options, std::move(*plan), std::move(*known), std::move(open));
  if (auto loads = parts->load_first(); !loads) return tl::unexpected(loads.error());
  auto server = server::Server::start(options.server, parts->completions, parts->faults.get());
  if (!server) return tl::unexpected(server.error());
  parts->server = std::move(*server);
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

Service::~Service() {
  stop(Duration::zero());
}

std::string Service::url() const {
  return parts_->server->url();
}

std::uint16_t Service::port() const {
  return parts_->server->port();
}

std::vector<models::Models::Look> Service::models() const {
  return parts_->models.look();
}

const server::Traffic& Service::traffic() const {
  return parts_->server->traffic();
}

void Service::stop(Duration grace) {
  parts_->server->stop(grace);
  parts_->models.stop();
}

}  // namespace engine::inference
