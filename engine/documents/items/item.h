// One document on its way through the engine.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/items/content.h"
#include "engine/documents/items/mapping.h"
#include "engine/documents/items/pieces.h"
#include "engine/documents/process/message.h"
#include "engine/documents/store/store.h"
#include "engine/key/key.h"
#include "engine/run/outcome.h"
#include "engine/run/workload.h"

namespace engine::documents::items {

using content::Content;

/// What the engine is asked to process. The id names the document for good: one that comes again
/// replaces its former state.
struct Document {
  std::string id;
  std::filesystem::path path;        // where its bytes are,
  std::optional<std::string> bytes;  // unless they are here
};

using run::Outcome;

/// How a document ended. ok: its state and index entries are durable. failed: `error` says why, and
/// its state says so durably unless the store itself failed. shed: never worked on.
struct Result {
  std::string_view id;
  Outcome outcome = Outcome::ok;
  std::optional<Error> error;
  Time started, served, finished;    // served: worked on, but not yet durable
  std::span<const Duration> stages;  // as Engine::stage_names(); negative: did not run, as all
                                     // of one that joined another submission's work
  std::shared_ptr<const Content> content;  // of an ok document, unless resumed
  std::uint64_t bytes = 0;                 // as far as they were read
  std::uint32_t attempts = 1;              // the most that any stage was given
  bool is_set_aside = false;               // it failed as poison, and is in the quarantine now
  bool from_cache = false;
  /// It had come to its end before, with the same bytes and settings (state.resume): nothing was
  /// done to it, its content was not looked for (null), and its error is the stored one.
  bool resumed = false;
};

/// Called exactly once for each submitted document, from a worker's thread (or the submitter's,
/// when it is shed). Views in the result last for the call. Must not throw.
using Done = std::function<void(const Result&)>;

/// A mapped file stays open, to be asked whether it has changed.
struct MappedFile {
  MappedFile(File opened, Mapping made) : file(std::move(opened)), mapping(std::move(made)) {}

  File file;
  Mapping mapping;
};

struct Flight;  // in_flight.cc

/// A submission that waits for the result of an earlier submission of its document.
struct Joined {
  Done done;
  Time submitted;
};

/// What a content is cached under: the same bytes read as another format come to another one.
constexpr key::Key content_key(const key::Key& key, parsed::Format format) {
  return {key.high, key.low ^ static_cast<std::uint64_t>(format)};
}

/// A document with everything that the stages have found out so far.
struct Item {
  Document document;
  Done done;
  std::shared_ptr<Flight> flight;  // with duplicates.coalesce
  std::vector<Joined> joined;      // once it has its result: whose that is, too

  // Until it is parsed, its bytes are in one of three places (read.mode).
  std::string bytes;
  std::optional<MappedFile> mapped;
  std::unique_ptr<FilePieces> pieces;
  std::unique_ptr<FilePieces::Survey> survey;  // with pieces: what their first reading found
  std::uint64_t byte_count = 0;

  Stamp stamp;          // of its file
  bool unread = false;  // the stamp is known: the key is, too, though nothing has been read
  // Not before this; with read.skip_unchanged or state.resume.
  std::optional<std::chrono::system_clock::time_point> opened;

  std::optional<store::Ended> ended;  // how it ended before; with state.resume
  bool is_same_file = false;          // as it was then
  bool is_set_aside = false;          // as poison
  bool resumed = false;               // nothing is to be done

  parsed::Format format = parsed::Format::text;
  bool packed = false;  // by gzip; the format is that of what is unpacked
  key::Key key;
  bool has_key = false;
  bool from_cache = false;
  std::shared_ptr<Content> making;          // while it is being worked out
  std::shared_ptr<const Content> content;   // once it is complete
  bool in_windows = false;                  // large: the index makes its tokens from the text
  analyse::TokenStream stream;              // for the index; empty when it was in windows or cached
  std::optional<process::Times> elsewhere;  // made in a child process, within the parse stage

  struct {
    bool parse = false, chunk = false, analyse = false;
  } from_kept;                   // which stages' results came from the database (state.keep)
  bool kept_is_unsound = false;  // what was found there is to be replaced
  std::string kept;              // the content as it is to be kept

  run::Trace trace;

  key::Key content_key() const { return items::content_key(key, format); }
  /// Its bytes; none where it is in pieces.
  std::string_view bytes_in_memory() const;
  /// Whether what was read of a mapped file counts. Errors: unreadable, "changed while it was
  /// read".
  Expected<void> check_intact() const;
  void let_go_of_bytes();
};

/// What there is to tell of an item that has ended; its views last as long as the item does.
Result result_of(const Item& item, Outcome outcome);

}  // namespace engine::documents::items
