// Every tunable of the documents' engine and every optimisation switch, in one described table.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/cache/policy/limits.h"
#include "engine/documents/analyse/limits.h"
#include "engine/documents/chunk/limits.h"
#include "engine/documents/codec/format.h"
#include "engine/documents/content/recipe.h"
#include "engine/documents/parsed/limits.h"
#include "engine/documents/remote/switches.h"
#include "engine/documents/store/settings.h"
#include "engine/key/key.h"
#include "engine/option_info.h"
#include "engine/run/execution.h"
#include "engine/telemetry/settings.h"

namespace engine::documents::options {

enum class ReadMode : std::uint8_t { whole, mapped, stream };

/// What an engine is built with: the settings of its rooms, and its own. The defaults here are
/// v2's.
struct Options {
  run::Execution run;
  cache::policy::Limits cache{.policy = cache::policy::Policy::adaptive,
                              .admission = true,
                              .capacity_bytes = std::uint64_t{256} << 20,
                              .ttl = std::chrono::hours(48)};
  remote::Switches second_level;
  codec::Format codec = codec::Format::msgpack;
  key::Hash key_hash = key::Hash::xxh3;
  chunk::Limits chunks;
  analyse::Limits analysis;
  store::Settings store;
  telemetry::Settings telemetry;  // the engine says which file

  bool coalesce = true;
  ReadMode read_mode = ReadMode::stream;
  bool read_skip_unchanged = true;
  bool cache_prefetch = true;
  bool parser_reuse = true;
  bool memory_pools = true;
  bool quarantine = true;
  bool state_resume = false;
  bool state_keep = false;
  std::uint64_t document_max_bytes = 64ULL << 20;
  // Of one document; nothing: no limit.
  std::optional<std::chrono::nanoseconds> document_deadline = std::chrono::seconds(60);
  std::optional<std::chrono::nanoseconds> document_max_cpu = std::chrono::seconds(30);
  std::optional<std::uint64_t> document_max_memory = 512ULL << 20;
  std::uint32_t document_max_pages = parsed::most_parts;

  /// Everything that the sources call an optimisation is off.
  static Options v1();
  /// Everything is on.
  static Options v2();
};

using OptionInfo = engine::OptionInfo<Options>;

/// All options, in the order of the data's way through the engine.
std::span<const OptionInfo> option_table();

/// The option of that name, or null.
const OptionInfo* find_option(std::string_view name);

/// Settings that contradict one another (an overlap as long as the chunk), as an error.
Expected<void> check(const Options& options);

/// All settings that a content depends on.
content::Ingredients ingredients_of(const Options& options);

}  // namespace engine::documents::options
