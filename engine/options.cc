#include "engine/options.h"

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "engine/option_values.h"

namespace engine {
namespace {

using Set = std::function<Expected<void>(Options&, std::string_view)>;
using Get = std::function<std::string(const Options&)>;

/// How one kind of member is read from text and written as text.
struct Access {
  Set set;
  Get get;
};

template <class Value, class Parse>
Set setter(Value Options::*member, Parse parse) {
  return [member, parse](Options& options, std::string_view text) -> Expected<void> {
    return parse(text).map([&](const auto& value) { options.*member = value; });
  };
}

Access count(std::uint32_t Options::*member, std::uint32_t low, std::uint32_t high) {
  return {setter(member, [=](std::string_view text) { return parse_count(text, low, high); }),
          [=](const Options& options) { return std::to_string(options.*member); }};
}

Access bytes(std::uint64_t Options::*member) {
  return {setter(member, parse_bytes),
          [=](const Options& options) { return format_bytes(options.*member); }};
}

Access duration(std::chrono::nanoseconds Options::*member) {
  return {setter(member, parse_duration),
          [=](const Options& options) { return format_duration(options.*member); }};
}

/// A member that may be without a bound, which `word` stands for.
template <class Value, class Parse, class Format>
Access boundless(std::optional<Value> Options::*member, std::string_view word, Parse parse,
                 Format format) {
  return {[=](Options& options, std::string_view text) -> Expected<void> {
            if (text == word) {
              options.*member = std::nullopt;
              return {};
            }
            return parse(text).map([&](const Value& value) { options.*member = value; });
          },
          [=](const Options& options) {
            return options.*member ? format(*(options.*member)) : std::string(word);
          }};
}

template <class Value>
using Names = std::vector<std::pair<std::string_view, Value>>;

template <class Value>
Access choice(Value Options::*member, Names<Value> names) {
  return {[=](Options& options, std::string_view text) -> Expected<void> {
            std::string known;
            for (const auto& [name, value] : names) {
              if (name == text) {
                options.*member = value;
                return {};
              }
              known += (known.empty() ? "" : " or ") + std::string(name);
            }
            return failure(Reason::internal, "'" + std::string(text) + "' is not " + known);
          },
          [=](const Options& options) {
            for (const auto& [name, value] : names) {
              if (value == options.*member) return std::string(name);
            }
            return std::string();
          }};
}

const Names<bool> on_off{{"on", true}, {"off", false}};

OptionInfo row(std::string_view name, std::string_view values, std::string_view help,
               std::string_view claim_id, std::string_view claim, Access access) {
  return {name, values, help, claim, claim_id, std::move(access.set), std::move(access.get)};
}

std::vector<OptionInfo> make_table() {
  return {
      row("executor", "sequential | threads",
          "Who does the work: one thread, or `workers` of them.", "000.6",
          "4.0 against 1.5 docs/s with 4 workers",
          choice(&Options::executor,
                 {{"sequential", ExecutorKind::sequential}, {"threads", ExecutorKind::threads}})),
      row("workers", "1 to 64", "Worker threads of the `threads` executor.", "000.6",
          "2: 87 %, 4: 67 %, 8: 41 % efficiency; best 4", count(&Options::workers, 1, 64)),
      row("queue.capacity", "1 to 1000000", "Documents that may wait for a worker.", "", "",
          count(&Options::queue_capacity, 1, 1'000'000)),
      row("queue.policy", "block | shed", "When the queue is full: let the caller wait, or refuse.",
          "", "",
          choice(&Options::queue_policy,
                 {{"block", QueuePolicy::block}, {"shed", QueuePolicy::shed}})),
      row("document.max_bytes", "a size", "A larger document fails as too large.", "", "",
          bytes(&Options::document_max_bytes)),
      row("key.hash", "md5 | xxh3", "The hash that makes a document's content key.", "000.16",
          "lookup time -10 %",
          choice(&Options::key_hash, {{"md5", key::Hash::md5}, {"xxh3", key::Hash::xxh3}})),
      row("cache.capacity", "a size | unbounded", "Bytes that cached contents may weigh; 0: none.",
          "000.8", "hit rate 15 -> 45 % with 800 instead of 500 MB",
          boundless(&Options::cache_capacity, "unbounded", parse_bytes, format_bytes)),
      row("cache.ttl", "a duration | never", "How long a cached content stays good.", "000.8",
          "24 -> 48 h", boundless(&Options::cache_ttl, "never", parse_duration, format_duration)),
      row("parser.reuse", "on | off", "Keep parser and analyser, or build them for each batch.",
          "000.18", "throughput +20 %; creation costs 100 ms a batch",
          choice(&Options::parser_reuse, on_off)),
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
      row("batch.commit", "document | batch", "What a database transaction holds.", "000.13",
          "I/O -50 % (projected)",
          choice(&Options::batch_commit,
                 {{"document", CommitUnit::document}, {"batch", CommitUnit::batch}})),
      row("store.journal", "rollback | wal", "SQLite's journal; synchronous=FULL with either.",
          "000.13", "part of I/O -50 % (projected)",
          choice(&Options::store_journal,
                 {{"rollback", store::Journal::rollback}, {"wal", store::Journal::write_ahead}})),
  };
}

}  // namespace

Options Options::v1() {
  Options options;
  options.executor = ExecutorKind::sequential;
  options.workers = 1;
  options.batch_size = 10;
  options.batch_commit = CommitUnit::document;
  options.queue_policy = QueuePolicy::block;
  options.cache_capacity = std::nullopt;
  options.cache_ttl = std::chrono::hours(24);
  options.key_hash = key::Hash::md5;
  options.parser_reuse = false;
  options.store_journal = store::Journal::rollback;
  return options;
}

Options Options::v2() {
  Options options;
  options.workers = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
  return options;
}

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

Expected<void> check(const Options& options) {
  if (options.chunk_overlap >= options.chunk_size) {
    return failure(Reason::internal, "chunk.overlap must be smaller than chunk.size");
  }
  return {};
}

}  // namespace engine
