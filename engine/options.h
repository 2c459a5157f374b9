// Every tunable of the engine and every optimisation switch, in one described table.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/cache/limits.h"
#include "engine/codec/format.h"
#include "engine/expected.h"
#include "engine/key/key.h"
#include "engine/parse/limits.h"
#include "engine/store/store.h"
#include "engine/telemetry/level.h"

namespace engine {

enum class ExecutorKind : std::uint8_t { sequential, threads, processes, pipeline };
enum class QueuePolicy : std::uint8_t { block, shed };
enum class CommitUnit : std::uint8_t { document, batch };
enum class ReadMode : std::uint8_t { whole, mapped, stream };

/// What an engine is built with. The defaults here are v2's.
struct Options {
  ExecutorKind executor = ExecutorKind::pipeline;
  std::uint32_t workers = 2;  // v2(): the machine's cores
  bool workers_adaptive = true;
  std::uint32_t batch_size = 100;
  std::chrono::nanoseconds batch_window = std::chrono::milliseconds(20);
  bool batch_close_when_idle = true;
  std::uint64_t batch_max_bytes = 64ULL << 20;
  CommitUnit batch_commit = CommitUnit::batch;
  std::uint32_t queue_capacity = 256;
  QueuePolicy queue_policy = QueuePolicy::shed;
  bool coalesce = true;
  ReadMode read_mode = ReadMode::stream;
  bool read_skip_unchanged = true;
  cache::Policy cache_policy = cache::Policy::adaptive;
  bool cache_admission = true;
  std::optional<std::uint64_t> cache_capacity = 256ULL << 20;  // bytes; nothing: no bound
  std::optional<std::chrono::nanoseconds> cache_ttl = std::chrono::hours(48);
  std::string cache_redis;  // "unix:/a/path" or "host:port"; empty: no second level
  bool cache_bloom = true;
  bool cache_prefetch = true;
  codec::Format codec = codec::Format::msgpack;
  key::Hash key_hash = key::Hash::xxh3;
  bool parser_reuse = true;
  bool memory_pools = true;
  store::Updates state_updates = store::Updates::gathered;
  store::Connections store_connections = store::Connections::kept;
  store::Journal store_journal = store::Journal::write_ahead;
  bool state_resume = false;
  bool state_keep = false;
  telemetry::Level telemetry = telemetry::Level::spans;
  std::uint32_t telemetry_sample = 100;  // of so many documents one is traced
  std::uint64_t telemetry_max_bytes = 16ULL << 20;
  std::uint64_t document_max_bytes = 64ULL << 20;
  // Of one document; nothing: no limit.
  std::optional<std::chrono::nanoseconds> document_deadline = std::chrono::seconds(60);
  std::optional<std::chrono::nanoseconds> document_max_cpu = std::chrono::seconds(30);
  std::optional<std::uint64_t> document_max_memory = 512ULL << 20;
  std::uint32_t document_max_pages = parse::most_parts;
  std::uint32_t retry_attempts = 3;  // in all; 1: no retry
  std::chrono::nanoseconds retry_pause = std::chrono::milliseconds(10);
  std::chrono::nanoseconds retry_longest_pause = std::chrono::seconds(1);
  bool quarantine = true;
  std::string faults_plan;  // run::FaultPlan's words; empty: none
  std::uint32_t faults_seed = 1;
  std::uint32_t chunk_size = 2'000;
  std::uint32_t chunk_overlap = 200;
  std::uint32_t summary_sentences = 3;
  std::uint32_t keywords = 10;

  /// Everything that the sources call an optimisation is off.
  static Options v1();
  /// Everything is on.
  static Options v2();
};

/// One row of the table: an option as a person sees it.
struct OptionInfo {
  std::string_view name;      // "cache.capacity"
  std::string_view values;    // "sequential | threads", "1 to 64"
  std::string_view help;      // one sentence
  std::string_view claim;     // what the sources claim for it; empty where they claim nothing
  std::string_view claim_id;  // in CLAIMS.md: "000.18"
  std::function<Expected<void>(Options&, std::string_view)> set;
  std::function<std::string(const Options&)> get;
};

/// All options, in the order of the data's way through the engine.
std::span<const OptionInfo> option_table();

/// The option of that name, or null.
const OptionInfo* find_option(std::string_view name);

/// Settings that contradict one another (an overlap as long as the chunk), as an error.
Expected<void> check(const Options& options);

}  // namespace engine
