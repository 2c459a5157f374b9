// One document on its way through the engine.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/documents/content.h"
#include "engine/key/key.h"
#include "engine/run/workload.h"

namespace engine::documents {

/// What the engine is asked to process. The id names the document for good: one that comes again
/// replaces its former state.
struct Document {
  std::string id;
  std::filesystem::path path;        // where its bytes are,
  std::optional<std::string> bytes;  // unless they are here
};

enum class Outcome : std::uint8_t { ok, failed, shed };

/// How a document ended. ok: its state and index entries are durable. failed: `error` says why, and
/// its state says so durably unless the store itself failed. shed: never worked on.
struct Result {
  std::string_view id;
  Outcome outcome = Outcome::ok;
  std::optional<Error> error;
  run::Time started, served, finished;     // served: worked on, but not yet durable
  std::span<const run::Duration> stages;   // as Engine::stage_names(); negative: did not run
  std::shared_ptr<const Content> content;  // of an ok document
};

/// Called exactly once for each submitted document, from a worker's thread (or the submitter's,
/// when it is shed). Views in the result last for the call. Must not throw.
using Done = std::function<void(const Result&)>;

/// A document with everything that the stages have found out so far.
struct Item {
  Document document;
  Done done;

  std::string bytes;  // until they are parsed
  std::uint64_t byte_count = 0;
  parse::Format format = parse::Format::text;
  key::Key key;
  bool has_key = false;
  bool from_cache = false;
  std::shared_ptr<Content> making;         // while it is being worked out
  std::shared_ptr<const Content> content;  // once it is complete
  analyse::TokenStream stream;             // for the index; empty when the content was cached

  run::Trace trace;
};

}  // namespace engine::documents
