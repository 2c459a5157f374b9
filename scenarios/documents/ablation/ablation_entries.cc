#include "scenarios/documents/ablation/ablation_entries.h"

namespace scenarios {
namespace {

using harness::ablation::Claim;
using harness::ablation::Scale;

Claim of(std::string metric, std::string id = {}, std::optional<double> effect = {}) {
  return {
      .metric = std::move(metric), .scale = Scale::ratio, .id = std::move(id), .effect = effect};
}

Claim projected(std::string metric, std::string id, double effect) {
  Claim claim = of(std::move(metric), std::move(id), effect);
  claim.projected = true;
  return claim;
}

Claim in(Scale scale, Claim claim) {
  claim.scale = scale;
  return claim;
}

const std::string throughput = "achieved_per_s";
const std::string io = "io_operations_per_request";  // a batch of v1 is not one of v2
const std::string hits = "cache_hit_ratio";
const std::string memory = "rss_mib_peak";
const std::string p50 = "latency_ms_p50";

const std::string large = "large";  // the corpus of large documents

/// v1's cache has no bound: the share that a load allows only counts after one.
Settings bounded(Settings more = {}) {
  more.insert(more.begin(), {{"cache.capacity", "1MiB"}, {"cache.capacity", "25%"}});
  return more;
}

const Settings two_workers{{"workers", "2"}};
const Settings with_own_redis{{"cache.redis", "own"}};

std::vector<Entry> batches_and_workers() {
  return {
      {.optimisation = "batches of 10, not 1",
       .on = {{"batch.size", "10"}},
       .off = {{"batch.size", "1"}},
       .measurements = {{"once", {of(throughput, "000.2", 4.0 / 1.2 - 1)}}}},
      {.optimisation = "unchanged files not read",
       .on = {{"read.skip_unchanged", "on"}},
       .off = {{"read.skip_unchanged", "off"}},
       .measurements = {{"zipf", {of(io, "000.5", -0.40), of(throughput)}}}},
      {.optimisation = "thread pool, 2 workers",
       .on = {{"executor", "threads"}},
       .off = {{"executor", "sequential"}},
       .background = two_workers,
       .measurements = {{"once", {of(throughput, "000.6", 2 * 0.87 - 1)}}},
       .quick = true},
      {.optimisation = "process pool, 2 workers",
       .on = {{"executor", "processes"}},
       .off = {{"executor", "sequential"}},
       .background = two_workers,
       .measurements = {{"once", {of(throughput, "001")}}}},
  };
}

std::vector<Entry> caching() {
  return {
      {.optimisation = "an in-memory LRU cache",
       .on = {{"cache.policy", "lru"}},
       .off = {{"cache.policy", "none"}},
       .background = bounded(),
       .measurements = {{"zipf", {of(throughput, "001")}}}},
      {.optimisation = "SIEVE, not LRU",
       .on = {{"cache.policy", "sieve"}},
       .off = {{"cache.policy", "lru"}},
       .background = bounded(),
       .measurements = {{"zipf", {in(Scale::difference, of(hits, "000.8", 0.30))}}}},
      {.optimisation = "LRU or SIEVE as learnt, not LRU",
       .on = {{"cache.policy", "adaptive"}},
       .off = {{"cache.policy", "lru"}},
       .background = bounded(),
       .measurements = {{"zipf", {in(Scale::difference, of(hits, "000.8", 0.30))}}}},
      {.optimisation = "a cache of 40 %, not 25 %",
       .on = bounded({{"cache.capacity", "40%"}}),
       .off = bounded(),
       .measurements = {{"zipf", {in(Scale::difference, of(hits, "000.8", 0.30))}}}},
      {.optimisation = "TinyLFU admission",
       .on = {{"cache.admission", "on"}},
       .off = {{"cache.admission", "off"}},
       .background = bounded(),
       .measurements = {{"zipf", {in(Scale::difference, of(hits, "000.11"))}}}},
      {.optimisation = "TinyLFU admission to SIEVE",
       .on = {{"cache.admission", "on"}},
       .off = {{"cache.admission", "off"}},
       .background = bounded({{"cache.policy", "sieve"}}),
       .measurements = {{"zipf", {in(Scale::difference, of(hits, "000.11"))}}}},
      {.optimisation = "predictive prefetch",
       .on = {{"cache.prefetch", "on"}},
       .off = {{"cache.prefetch", "off"}},
       .background = bounded(),
       .measurements = {{"scan", {of(throughput)}},
                        {"paced",
                         {in(Scale::difference, projected(hits, "000.11", 0.40)), of(p50)}}}},
      {.optimisation = "Bloom filter before Redis",
       .on = {{"cache.bloom", "on"}},
       .off = {{"cache.bloom", "off"}},
       .background = with_own_redis,
       .measurements = {{"once", {of(throughput, "000.11")}}}},
  };
}

std::vector<Entry> memory_and_pipeline() {
  return {
      {.optimisation = "object pools",
       .on = {{"memory.pools", "on"}},
       .off = {{"memory.pools", "off"}},
       .measurements = {{"once", {of("allocations_per_request", "000.9", -0.35), of(throughput)}}}},
      {.optimisation = "streamed documents",
       .on = {{"read.mode", "stream"}},
       .off = {{"read.mode", "whole"}},
       .measurements = {{"once",
                         {of(memory, "000.10", -0.40), projected(memory, "000.10", -0.60)},
                         large}}},
      {.optimisation = "memory-mapped input",
       .on = {{"read.mode", "mapped"}},
       .off = {{"read.mode", "whole"}},
       .measurements = {{"once", {of(memory, "002.6"), of(throughput)}, large}}},
      {.optimisation = "staged pipeline, 2 workers",
       .on = {{"executor", "pipeline"}},
       .off = {{"executor", "sequential"}},
       .background = two_workers,
       .measurements = {{"once", {projected(throughput, "000.12", 1.0)}}}},
      {.optimisation = "one transaction a batch, WAL",
       .on = {{"batch.commit", "batch"}, {"store.journal", "wal"}},
       .off = {{"batch.commit", "document"}, {"store.journal", "rollback"}},
       .measurements = {{"once", {projected(io, "000.13", -0.50), of(throughput)}}},
       .quick = true},
      {.optimisation = "metrics",
       .on = {{"telemetry", "metrics"}},
       .off = {{"telemetry", "off"}},
       .measurements = {{"zipf", {of(throughput, "000.14")}}}},
      {.optimisation = "metrics and spans",
       .on = {{"telemetry", "spans"}},
       .off = {{"telemetry", "off"}},
       .measurements = {{"zipf", {of(throughput, "000.14")}}}},
  };
}

std::vector<Entry> immediate() {
  return {
      {.optimisation = "connections are kept",
       .on = {{"store.connections", "kept"}},
       .off = {{"store.connections", "per_batch"}},
       .measurements = {{"open",
                         {of(p50, "000.15", -0.15), of("latency_ms_p99", "000.15", -0.15)}}}},
      {.optimisation = "xxh3 keys, not MD5",
       .on = {{"key.hash", "xxh3"}},
       .off = {{"key.hash", "md5"}},
       .measurements = {{"once", {of("lookup_ms", "000.16", -0.10), of(throughput)}}},
       .quick = true},
      {.optimisation = "SHA-256 keys, not MD5",
       .on = {{"key.hash", "sha256"}},
       .off = {{"key.hash", "md5"}},
       .measurements = {{"once", {of("lookup_ms")}}}},
      {.optimisation = "state updates are gathered",
       .on = {{"state.updates", "gathered"}},
       .off = {{"state.updates", "each"}},
       .measurements = {{"once", {of(io, "000.17", -0.30), of(throughput)}}}},
  };
}

std::vector<Entry> later() {
  return {
      {.optimisation = "parser is reused",
       .on = {{"parser.reuse", "on"}},
       .off = {{"parser.reuse", "off"}},
       .measurements = {{"once", {of(throughput, "000.18", 0.20)}}},
       .quick = true},
      {.optimisation = "request coalescing",
       .on = {{"duplicates.coalesce", "on"}},
       .off = {{"duplicates.coalesce", "off"}},
       .measurements = {{"hot", {of("parsed_per_request", "000.19", -0.25), of(throughput)}}}},
      {.optimisation = "MessagePack, not JSON",
       .on = {{"codec", "msgpack"}},
       .off = {{"codec", "json"}},
       .background = with_own_redis,
       .measurements = {{"zipf", {of(memory, "000.20", -0.15), of(throughput)}}}},
      {.optimisation = "read-through Redis",
       .on = with_own_redis,
       .off = {{"cache.redis", "off"}},
       .background = bounded(),
       .measurements =
           {{"zipf", {in(Scale::level, projected(hits, "000.22", 0.90)), of(throughput, "001")}}}},
      {.optimisation = "adaptive workers",
       .on = {{"workers.adaptive", "on"}},
       .off = {{"workers.adaptive", "off"}},
       .background = {{"executor", "pipeline"}, {"workers", "4"}},
       .measurements = {{"once",
                         {of("context_switches_per_request", "000.25", -0.40), of(throughput)}}}},
  };
}

/// What being prepared for the worst costs, while all goes well.
std::vector<Entry> boundaries() {
  return {
      {.optimisation = "limits of time, CPU and memory",
       .on = {{"document.deadline", "60s"},
              {"document.max_cpu", "30s"},
              {"document.max_memory", "512MiB"}},
       .off = {{"document.deadline", "never"},
               {"document.max_cpu", "unbounded"},
               {"document.max_memory", "unbounded"}},
       .measurements = {{"once", {of(throughput)}}}},
      {.optimisation = "retries and quarantine",
       .on = {{"retry.attempts", "3"}, {"quarantine", "on"}},
       .off = {{"retry.attempts", "1"}, {"quarantine", "off"}},
       .measurements = {{"once", {of(throughput)}}}},
      {.optimisation = "a fault plan that hardly strikes",
       .on = {{"faults.plan", "*:error:0.001%"}},
       .off = {{"faults.plan", "off"}},
       .measurements = {{"once", {of(throughput)}}}},
      {.optimisation = "5 % faults, retried",
       .on = {{"faults.plan", "*:error:5%"}},
       .off = {{"faults.plan", "off"}},
       .background = {{"retry.attempts", "3"}},
       .measurements = {{"once", {of(throughput)}}}},
      {.optimisation = "documents resumed by their state",
       .on = {{"state.resume", "on"}},
       .off = {{"state.resume", "off"}},
       .measurements = {{"once", {of(throughput)}}}},
      {.optimisation = "contents kept in the database",
       .on = {{"state.keep", "on"}},
       .off = {{"state.keep", "off"}},
       .measurements = {{"once", {of(throughput)}}}},
  };
}

std::vector<Entry> all_entries() {
  std::vector<Entry> all;
  for (auto part : {batches_and_workers(), caching(), memory_and_pipeline(), immediate(), later(),
                    boundaries()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

std::span<const Entry> ablation_entries() {
  static const std::vector<Entry> entries = all_entries();
  return entries;
}

std::span<const Measurement> together() {
  static const std::vector<Measurement> all{
      {"once",
       {of(throughput, "000.1", 0.60), projected(throughput, "000.24", 3.0),
        of(throughput, "issue", 3.0), of(io, "000.5", -0.625), of(io, "issue", -0.62),
        of("validate_ms_mean", "000.3", -0.60), of("parse_ms_mean", "000.3", -0.10),
        of("index_and_state_ms_mean", "000.3", -0.69), of(memory, "000.4", 180.0 / 250 - 1)}},
      {"zipf", {of(throughput, "issue", 7.0), of("lookup_ms", "000.3", -0.70)}},
      {"zipf", {in(Scale::difference, of(hits, "000.8", 0.30))}, {}, bounded()},
      {"open",
       {of(p50, "000.1", -0.30), of("latency_ms_p95", "000.1", -0.375),
        of("latency_ms_p99", "000.1", -0.40), of("latency_ms_p99", "issue", -0.60)}}};
  return all;
}

}  // namespace scenarios
