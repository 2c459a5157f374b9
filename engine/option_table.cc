#include <array>
#include <vector>

#include "engine/option_access.h"
#include "engine/options.h"

namespace engine {
namespace {

using namespace option_access;

OptionInfo row(std::string_view name, std::string_view values, std::string_view help,
               std::string_view claim_id, std::string_view claim, Access access) {
  return {name, values, help, claim, claim_id, std::move(access.set), std::move(access.get)};
}

std::vector<OptionInfo> make_table() {
  return {
      row("executor", "sequential | threads | processes | pipeline",
          "Who does the work: one thread; `workers` of them, each leading its documents all the "
          "way; child processes that parse and analyse; or workers that share the stages, so that "
          "documents are in different ones at once.",
          "000.12", "pipeline: throughput 2-3x (projected)",
          choice(&Options::executor, {{"sequential", ExecutorKind::sequential},
                                      {"threads", ExecutorKind::threads},
                                      {"processes", ExecutorKind::processes},
                                      {"pipeline", ExecutorKind::pipeline}})),
      row("workers", "1 to 64", "Workers, at most, of every executor but `sequential`.", "000.6",
          "2: 87 %, 4: 67 %, 8: 41 % efficiency; best 4", count(&Options::workers, 1, 64)),
      row("workers.adaptive", "on | off",
          "Let the backlog, the waiting workers and the machine decide how many of a pipeline's "
          "workers work.",
          "000.25", "thread utilisation 45 -> 85 %, context switches -40 %",
          choice(&Options::workers_adaptive, on_off)),
      row("duplicates.coalesce", "on | off",
          "Work once on a document that is asked for again while it is under way.", "000.19",
          "duplicate work -25 %", choice(&Options::coalesce, on_off)),
      row("queue.capacity", "1 to 1000000", "Documents that may wait for a worker.", "", "",
          count(&Options::queue_capacity, 1, 1'000'000)),
      row("queue.policy", "block | shed", "When the queue is full: let the caller wait, or refuse.",
          "", "",
          choice(&Options::queue_policy,
                 {{"block", QueuePolicy::block}, {"shed", QueuePolicy::shed}})),
      row("document.max_bytes", "a size",
          "A larger document fails as too large; so does one that is larger when it is unpacked.",
          "", "", bytes(&Options::document_max_bytes)),
      row("document.deadline", "a duration | never",
          "How long a document may be worked on, retries included: then it fails as timed out, but "
          "for the pages that are done. The child process that has it (executor=processes, any "
          "PDF) is killed.",
          "", "", boundless(&Options::document_deadline, "never", parse_duration, format_duration)),
      row("document.max_cpu", "a duration | unbounded",
          "CPU time that may be spent on parsing a document; in a child process, a quarter more on "
          "all that it does.",
          "", "",
          boundless(&Options::document_max_cpu, "unbounded", parse_duration, format_duration)),
      row("document.max_memory", "a size | unbounded",
          "Memory that a document may take: all that its child process takes for it, or, where it "
          "is parsed within the engine, its text and what is counted of its words.",
          "", "", boundless(&Options::document_max_memory, "unbounded", parse_bytes, format_bytes)),
      row("document.max_pages", "1 to 10000",
          "Pages, chapters or other parts of a document that are read; the others fail as too "
          "large.",
          "", "", count(&Options::document_max_pages, 1, parse::most_parts)),
      row("retry.attempts", "1 to 10",
          "How often in all a stage or a transaction is tried that fails of what may pass.",
          "000.23", "error boundaries: 95 % recovery", count(&Options::retry_attempts, 1, 10)),
      row("retry.pause", "a duration",
          "The pause before the second attempt, at most; it is doubled before each further one, "
          "and a part of it taken by chance. No worker waits meanwhile.",
          "", "", duration(&Options::retry_pause)),
      row("retry.longest_pause", "a duration", "No pause is longer.", "", "",
          duration(&Options::retry_longest_pause)),
      row("quarantine", "on | off",
          "Set aside what crashed, ran out of time or memory, or failed in every attempt: the same "
          "bytes are refused until they are let back.",
          "000.23", "error boundaries: 95 % recovery", choice(&Options::quarantine, on_off)),
      row("faults.plan", "off | STAGE:KIND:SHARE[:lasting][:DURATION],...",
          "Faults to inject: KIND is error, exception, delay or crash (of a child process), STAGE "
          "a "
          "stage's name or *. For tests of the engine's way with faults.",
          "", "", word(&Options::faults_plan, "off", "a fault plan, such as parse:error:5%")),
      row("faults.seed", "0 to 4000000000", "Which documents meet the plan's faults.", "", "",
          count(&Options::faults_seed, 0, 4'000'000'000)),
      row("read.mode", "whole | mapped | stream",
          "How a document comes into memory: whole, mapped, or piece by piece. With "
          "executor=processes one that is read piece by piece is gathered whole before it goes to "
          "its child process, which parses it from memory.",
          "000.10", "stream: peak memory -40 %",
          choice(&Options::read_mode, {{"whole", ReadMode::whole},
                                       {"mapped", ReadMode::mapped},
                                       {"stream", ReadMode::stream}})),
      row("read.skip_unchanged", "on | off",
          "Don't read a file again that is unchanged since its content was cached.", "000.5",
          "disk reads -40 %", choice(&Options::read_skip_unchanged, on_off)),
      row("key.hash", "md5 | sha256 | xxh3", "The hash that makes a document's content key.",
          "000.16", "lookup time -10 %",
          choice(
              &Options::key_hash,
              {{"md5", key::Hash::md5}, {"sha256", key::Hash::sha256}, {"xxh3", key::Hash::xxh3}})),
      row("cache.policy", "none | lru | sieve | s3-fifo | adaptive",
          "Which cached content goes first. adaptive: as LRU or SIEVE, whichever hit more often "
          "lately on a sample of the keys.",
          "000.8", "hit rate 15 -> 45 %",
          choice(&Options::cache_policy, {{"none", cache::Policy::none},
                                          {"lru", cache::Policy::lru},
                                          {"sieve", cache::Policy::sieve},
                                          {"s3-fifo", cache::Policy::s3_fifo},
                                          {"adaptive", cache::Policy::adaptive}})),
      row("cache.admission", "on | off",
          "TinyLFU: only what is asked for more often may push another content out; an adaptive "
          "cache does so while it goes as SIEVE.",
          "000.11", "part of hit rate +40-50 % (projected)",
          choice(&Options::cache_admission, on_off)),
      row("cache.capacity", "a size | unbounded", "Bytes that cached contents may weigh; 0: none.",
          "000.8", "hit rate 15 -> 45 % with 800 instead of 500 MB",
          boundless(&Options::cache_capacity, "unbounded", parse_bytes, format_bytes)),
      row("cache.ttl", "a duration | never", "How long a cached content stays good.", "000.8",
          "24 -> 48 h", boundless(&Options::cache_ttl, "never", parse_duration, format_duration)),
      row("cache.redis", "off | unix:PATH | HOST:PORT",
          "A second level behind the cache: a Redis server, which is filled as it is asked. Off in "
          "both presets, as it needs that server (in a run, `own` starts one); a server that fails "
          "is a miss.",
          "000.22", "hit rate 90 % (projected)", word(&Options::cache_redis, "off", "an address")),
      row("cache.bloom", "on | off",
          "A Bloom filter that answers for the second level what it surely does not have.",
          "000.11", "part of hit rate +40-50 % (projected)", choice(&Options::cache_bloom, on_off)),
      row("cache.prefetch", "on | off",
          "Learn which document follows which, and make the next one's content while idle.",
          "000.11", "part of hit rate +40-50 % (projected)",
          choice(&Options::cache_prefetch, on_off)),
      row("codec", "json | msgpack",
          "How contents are written for the second level and between processes.", "000.20",
          "memory -15 %",
          choice(&Options::codec,
                 {{"json", codec::Format::json}, {"msgpack", codec::Format::msgpack}})),
      row("parser.reuse", "on | off", "Keep parser and analyser, or build them for each batch.",
          "000.18", "throughput +20 %; creation costs 100 ms a batch",
          choice(&Options::parser_reuse, on_off)),
      row("memory.pools", "on | off",
          "Keep the buffers of documents that are done for the next ones.", "000.9",
          "allocation overhead -35 %", choice(&Options::memory_pools, on_off)),
      row("chunk.size", "100 to 1000000", "Bytes of text in a chunk, at most.", "", "",
          count(&Options::chunk_size, 100, 1'000'000)),
      row("chunk.overlap", "0 to 100000", "Bytes of text that a chunk repeats of the one before.",
          "", "", count(&Options::chunk_overlap, 0, 100'000)),
      row("analyse.keywords", "0 to 100", "Keywords to find in a document.", "", "",
          count(&Options::keywords, 0, 100)),
      row("analyse.summary_sentences", "0 to 100", "Sentences in a document's summary.", "", "",
          count(&Options::summary_sentences, 0, 100)),
      row("batch.size", "1 to 10000", "Documents in a batch, at most.", "000.2",
          "1: 1.2, 5: 3.5, 10: 4.0 (best), 20: 3.8 docs/s", count(&Options::batch_size, 1, 10'000)),
      row("batch.window", "a duration", "A batch is closed when it has been open for so long.", "",
          "", duration(&Options::batch_window)),
      row("batch.close_when_idle", "on | off",
          "Close a batch as soon as no document waits, not only by size or window.", "", "",
          choice(&Options::batch_close_when_idle, on_off)),
      row("batch.max_bytes", "a size", "A batch is closed when its documents hold so much memory.",
          "", "", bytes(&Options::batch_max_bytes)),
      row("batch.commit", "document | batch", "What a database transaction holds.", "000.13",
          "I/O -50 % (projected)",
          choice(&Options::batch_commit,
                 {{"document", CommitUnit::document}, {"batch", CommitUnit::batch}})),
      row("state.updates", "each | gathered",
          "Write each change of a document's state as it happens, or the last with its batch.",
          "000.17", "I/O -30 %",
          choice(&Options::state_updates,
                 {{"each", store::Updates::each}, {"gathered", store::Updates::gathered}})),
      row("state.resume", "on | off",
          "What came to its end before with the same bytes and settings is not worked on again, "
          "nor even read where its file's stamp proves it. Off in both presets: a load wants work.",
          "", "", choice(&Options::state_resume, on_off)),
      row("state.keep", "on | off",
          "Keep the contents in the database, so that a new chunker or analyser does not parse "
          "again. Off in both presets.",
          "", "", choice(&Options::state_keep, on_off)),
      row("store.connections", "per_batch | kept",
          "Open the database for each batch, or keep the connection.", "000.15", "latency -15 %",
          choice(&Options::store_connections, {{"per_batch", store::Connections::per_batch},
                                               {"kept", store::Connections::kept}})),
      row("store.journal", "rollback | wal", "SQLite's journal; synchronous=FULL with either.",
          "000.13", "part of I/O -50 % (projected)",
          choice(&Options::store_journal,
                 {{"rollback", store::Journal::rollback}, {"wal", store::Journal::write_ahead}})),
      row("telemetry", "off | metrics | spans",
          "Count and time what is done, in a file beside the database; with spans, trace sampled "
          "documents too.",
          "000.14", "better observability; its cost is not stated",
          choice(&Options::telemetry, {{"off", telemetry::Level::off},
                                       {"metrics", telemetry::Level::metrics},
                                       {"spans", telemetry::Level::spans}})),
      row("telemetry.sample", "1 to 1000000", "Of so many documents one is traced, by chance.", "",
          "", count(&Options::telemetry_sample, 1, 1'000'000)),
      row("telemetry.max_bytes", "a size",
          "What DATABASE.telemetry.jsonl and its predecessor may take together.", "", "",
          bytes(&Options::telemetry_max_bytes)),
  };
}

}  // namespace

std::span<const OptionInfo> option_table() {
  static const std::vector<OptionInfo> table = make_table();
  return table;
}

const OptionInfo* find_option(std::string_view name) {
  for (const OptionInfo& option : option_table()) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

}  // namespace engine
