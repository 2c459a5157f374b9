#include "engine/inference/options/options.h"

#include "engine/inference/answers/answers.h"

namespace engine::inference::options {
namespace {

OptionTable<Options> make_table() {
  OptionTable<Options> table;
  append(table, &Options::model, model_rows());
  append(table, &Options::models, models::rows());
  append(table, &Options::schedule, schedule::rows());
  append(table, &Options::cache, answers::rows());
  append(table, &Options::server, server::rows());
  append(table, &Options::faults, schedule::fault_rows());
  return table;
}

}  // namespace

Options Options::v1() {
  Options options;
  options.models.asynchronous = false;
  options.schedule.policy = schedule::Policy::serial;
  options.schedule.step_tokens = options.schedule.tokens_each;
  options.cache.policy = cache::policy::Policy::none;
  options.server.stream = false;
  return options;
}

std::span<const OptionInfo> option_table() {
  static const OptionTable<Options> table = make_table();
  return table;
}

const OptionInfo* find_option(std::string_view name) {
  for (const OptionInfo& option : option_table()) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

Expected<void> check(const Options& options) {
  return schedule::check(options.schedule)
      .and_then([&] { return server::check(options.server); })
      .and_then([&]() -> Expected<void> {
        const auto plan = schedule::plan_of(options.faults);
        return plan ? Expected<void>() : tl::unexpected(plan.error());
      });
}

}  // namespace engine::inference::options
