#include "engine/options.h"

#include <algorithm>
#include <thread>

namespace engine {

Options Options::v1() {
  Options options;
  options.executor = ExecutorKind::sequential;
  options.workers = 1;
  options.workers_adaptive = false;
  options.batch_size = 10;
  options.batch_commit = CommitUnit::document;
  options.queue_policy = QueuePolicy::block;
  options.coalesce = false;
  options.cache_policy = cache::Policy::lru;
  options.cache_admission = false;
  options.cache_capacity = std::nullopt;
  options.cache_ttl = std::chrono::hours(24);
  options.cache_bloom = false;
  options.cache_prefetch = false;
  options.read_mode = ReadMode::whole;
  options.read_skip_unchanged = false;
  options.key_hash = key::Hash::md5;
  options.document_deadline = std::nullopt;
  options.document_max_cpu = std::nullopt;
  options.document_max_memory = std::nullopt;
  options.retry_attempts = 1;
  options.quarantine = false;
  options.telemetry = telemetry::Level::off;
  options.codec = codec::Format::json;
  options.parser_reuse = false;
  options.memory_pools = false;
  options.state_updates = store::Updates::each;
  options.store_connections = store::Connections::per_batch;
  options.store_journal = store::Journal::rollback;
  return options;
}

Options Options::v2() {
  Options options;
  options.workers = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
  return options;
}

Expected<void> check(const Options& options) {
  if (options.chunk_overlap >= options.chunk_size) {
    return failure(Reason::internal, "chunk.overlap must be smaller than chunk.size");
  }
  const bool no_time = options.document_deadline == std::chrono::nanoseconds::zero() ||
                       options.document_max_cpu == std::chrono::nanoseconds::zero();
  if (no_time || options.document_max_memory == 0U) {
    return failure(Reason::internal, "a document's limit must be more than nothing");
  }
  if (options.retry_pause > options.retry_longest_pause) {
    return failure(Reason::internal, "retry.pause must not be longer than retry.longest_pause");
  }
  return {};
}

}  // namespace engine
