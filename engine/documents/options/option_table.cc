#include <utility>

#include "engine/documents/codec/rows.h"
#include "engine/documents/options/options.h"
#include "engine/key/rows.h"

namespace engine::documents::options {
namespace {

/// What one document may cost.
OptionTable<Options> limit_rows() {
  using namespace option_words;
  return {
      option<Options>(
          {"document.max_bytes", "a size",
           "A larger document fails as too large; so does one that is larger when it is "
           "unpacked."},
          &Options::document_max_bytes, bytes()),
      option<Options>(
          {"document.deadline", "a duration | never",
           "How long a document may be worked on, retries included: then it fails as timed out, "
           "but for the pages that are done. The child process that has it (executor=processes, "
           "any PDF) is killed."},
          &Options::document_deadline, boundless("never", duration())),
      option<Options>({"document.max_cpu", "a duration | unbounded",
                       "CPU time that may be spent on parsing a document; in a child process, a "
                       "quarter more on all that it does."},
                      &Options::document_max_cpu, boundless("unbounded", duration())),
      option<Options>(
          {"document.max_memory", "a size | unbounded",
           "Memory that a document may take: all that its child process takes for it, or, where "
           "it is parsed within the engine, its text and what is counted of its words."},
          &Options::document_max_memory, boundless("unbounded", bytes())),
      option<Options>({"document.max_pages", "1 to 10000",
                       "Pages, chapters or other parts of a document that are read; the others "
                       "fail as too large."},
                      &Options::document_max_pages, count<std::uint32_t>(1, parsed::most_parts))};
}

/// What becomes of a document before there is a content.
OptionTable<Options> intake_rows() {
  using namespace option_words;
  return {
      option<Options>({"duplicates.coalesce", "on | off",
                       "Work once on a document that is asked for again while it is under way.",
                       "000.19", "duplicate work -25 %"},
                      &Options::coalesce, on_off()),
      option<Options>({"quarantine", "on | off",
                       "Set aside what crashed, ran out of time or memory, or failed in every "
                       "attempt: the same bytes are refused until they are let back.",
                       "000.23", "error boundaries: 95 % recovery"},
                      &Options::quarantine, on_off()),
      option<Options>(
          {"read.mode", "whole | mapped | stream",
           "How a document comes into memory: whole, mapped, or piece by piece. With "
           "executor=processes one that is read piece by piece is gathered whole before it goes "
           "to its child process, which parses it from memory.",
           "000.10", "stream: peak memory -40 %"},
          &Options::read_mode,
          choice<ReadMode>({{"whole", ReadMode::whole},
                            {"mapped", ReadMode::mapped},
                            {"stream", ReadMode::stream}})),
      option<Options>({"read.skip_unchanged", "on | off",
                       "Don't read a file again that is unchanged since its content was cached.",
                       "000.5", "disk reads -40 %"},
                      &Options::read_skip_unchanged, on_off())};
}

OptionTable<Options> prefetch_rows() {
  return {option<Options>(
      {"cache.prefetch", "on | off",
       "Learn which document follows which, and make the next one's content while idle.", "000.11",
       "part of hit rate +40-50 % (projected)"},
      &Options::cache_prefetch, option_words::on_off())};
}

/// What workers keep.
OptionTable<Options> tool_rows() {
  using option_words::on_off;
  return {option<Options>({"parser.reuse", "on | off",
                           "Keep parser and analyser, or build them for each batch.", "000.18",
                           "throughput +20 %; creation costs 100 ms a batch"},
                          &Options::parser_reuse, on_off()),
          option<Options>({"memory.pools", "on | off",
                           "Keep the buffers of documents that are done for the next ones.",
                           "000.9", "allocation overhead -35 %"},
                          &Options::memory_pools, on_off())};
}

/// What the database is told, and what it is asked.
OptionTable<Options> state_rows() {
  using namespace option_words;
  return {
      option<Options>(
          {"batch.commit", "document | batch", "What a database transaction holds.", "000.13",
           "I/O -50 % (projected)"},
          [](auto& options) -> auto& { return options.run.batch.finish_each; },
          choice<bool>({{"document", true}, {"batch", false}})),
      option<Options>(
          {"state.resume", "on | off",
           "What came to its end before with the same bytes and settings is not worked on again, "
           "nor even read where its file's stamp proves it. Off in both presets: a load wants "
           "work."},
          &Options::state_resume, on_off()),
      option<Options>({"state.keep", "on | off",
                       "Keep the contents in the database, so that a new chunker or analyser does "
                       "not parse again. Off in both presets."},
                      &Options::state_keep, on_off())};
}

OptionTable<Options> make_table() {
  OptionTable<Options> table;
  append(table, &Options::run, run::rows());
  append(table, limit_rows());
  append(table, intake_rows());
  append(table, &Options::key_hash, key::rows());
  append(table, &Options::cache, cache::policy::rows());
  append(table, &Options::second_level, remote::rows());
  append(table, prefetch_rows());
  append(table, &Options::codec, codec::rows());
  append(table, tool_rows());
  append(table, &Options::chunks, chunk::rows());
  append(table, &Options::analysis, analyse::rows());
  append(table, state_rows());
  append(table, &Options::store, store::rows());
  append(table, &Options::telemetry, telemetry::rows());
  return table;
}

}  // namespace

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

}  // namespace engine::documents::options
