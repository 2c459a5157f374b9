// Every setting of the inference service, in one described table.
#pragma once

#include <span>
#include <string_view>

#include "engine/cache/policy/limits.h"
#include "engine/inference/model/open_model.h"
#include "engine/inference/models/models.h"
#include "engine/inference/schedule/settings.h"
#include "engine/inference/schedule/stages.h"
#include "engine/inference/server/settings.h"
#include "engine/option_info.h"

namespace engine::inference::options {

/// The settings of the rooms. The defaults here are v2's.
struct Options {
  ModelOptions model;
  models::Settings models;
  schedule::Settings schedule;
  cache::policy::Limits cache{.policy = cache::policy::Policy::adaptive,
                              .admission = true,
                              .capacity_bytes = std::uint64_t{64} << 20,
                              .ttl = std::chrono::minutes(5)};
  server::Settings server;
  schedule::Faults faults;

  /// What the source has: one request after the other, answers sent when they are whole, no cache,
  /// models loaded by the request that wants them.
  static Options v1();
  /// Everything is on.
  static Options v2() { return {}; }
};

using OptionInfo = engine::OptionInfo<Options>;

/// All options, from the model to the connection.
std::span<const OptionInfo> option_table();

/// The option of that name, or null.
const OptionInfo* find_option(std::string_view name);

/// Settings that contradict one another, as an error.
Expected<void> check(const Options& options);

}  // namespace engine::inference::options
