#include "engine/documents/options/options.h"

#include <algorithm>
#include <thread>

namespace engine::documents::options {

Options Options::v1() {
  Options options;
  options.run.executor = run::ExecutorKind::sequential;
  options.run.workers = 1;
  options.run.adaptive = false;
  options.run.batch.size = 10;
  options.run.batch.finish_each = true;
  options.run.queue_policy = run::QueuePolicy::block;
  options.run.retry.attempts = 1;
  options.cache = {.policy = cache::policy::Policy::lru,
                   .admission = false,
                   .capacity_bytes = std::nullopt,
                   .ttl = std::chrono::hours(24)};
  options.second_level.bloom = false;
  options.codec = codec::Format::json;
  options.key_hash = key::Hash::md5;
  options.store.updates = store::Updates::each;
  options.store.connections = store::Connections::per_batch;
  options.store.journal = store::Journal::rollback;
  options.telemetry.level = telemetry::Level::off;
  options.coalesce = false;
  options.read_mode = ReadMode::whole;
  options.read_skip_unchanged = false;
  options.cache_prefetch = false;
  options.parser_reuse = false;
  options.memory_pools = false;
  options.quarantine = false;
  options.document_deadline = std::nullopt;
  options.document_max_cpu = std::nullopt;
  options.document_max_memory = std::nullopt;
  return options;
}

Options Options::v2() {
  Options options;
  options.run.workers = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
  return options;
}

Expected<void> check(const Options& options) {
  const bool no_time = options.document_deadline == std::chrono::nanoseconds::zero() ||
                       options.document_max_cpu == std::chrono::nanoseconds::zero();
  if (no_time || options.document_max_memory == 0U) {
    return failure(Reason::invalid_option, "a document's limit must be more than nothing");
  }
  return chunk::check(options.chunks).and_then([&] { return run::check(options.run); });
}

content::Ingredients ingredients_of(const Options& options) {
  return {.most_bytes = options.document_max_bytes,
          .most_parts = options.document_max_pages,
          .chunks = options.chunks,
          .analysis = options.analysis,
          .most_cpu = options.document_max_cpu,
          .most_memory = options.document_max_memory,
          .in_child = options.run.executor == run::ExecutorKind::processes};
}

}  // namespace engine::documents::options
