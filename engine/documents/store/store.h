// The documents' state and the full-text index: one SQLite database, one transaction for both.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/content/recipe.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/documents/store/kept.h"
#include "engine/documents/store/set_aside.h"
#include "engine/documents/store/settings.h"
#include "engine/expected.h"

namespace engine::documents::store {

enum class Status : std::uint8_t { ok, failed };

/// What is to be remembered of one document. Pointers are borrowed for the call; null in a failed
/// document's record, and allowed to be null where the content key is the one stored already.
struct Record {
  std::string_view id;   // unique; a later record for the same id replaces the earlier
  std::string_view key;  // content key, in hex; may be empty when the bytes were never read
  Status status = Status::ok;
  std::string_view reason;  // of a failure
  std::uint64_t bytes = 0;
  const parsed::Parsed* parsed = nullptr;
  const std::vector<chunk::Chunk>* chunks = nullptr;
  const analyse::Analysis* analysis = nullptr;
  /// The text's tokens, for the index; null: the store tokenises the text itself. (Not taken from
  /// `analysis`, as a cached one has none.)
  const analyse::TokenStream* stream = nullptr;

  std::string_view detail;  // of a failure: one line; its first `most_detail` bytes are kept
  bool may_pass = false;    // of a failure: the same may succeed when it is tried again
  content::Recipe recipe;
  /// By what its file can be told to be unchanged; the store does not look into it. Empty: by
  /// nothing, and for an unchanged document by what was stored before.
  std::string_view stamp;
  /// Nothing was done to the document, its state stays but for the stamp; it is no longer under
  /// way.
  bool only_stamp = false;
  const SetAside* set_aside = nullptr;  // of a failed document that is poison
  /// Of an ok document: parts are missing that another attempt may bring, so nothing that is stored
  /// of the same bytes stays.
  bool is_partial = false;
  const ToKeep* keep = nullptr;  // of an ok document; null: what was kept of its bytes stays

  static constexpr std::size_t most_detail = 300;
};

/// A sentence of a summary, and where in the document it comes from.
struct Sentence {
  std::string text;
  std::string part;                           // its name; empty: the document is one whole
  std::optional<parsed::SourceRange> source;  // bytes of the part, or of the whole, unpacked
  bool operator==(const Sentence&) const = default;
};

/// A document's stored state.
struct State {
  std::string id, key, reason, title, language, summary;
  std::vector<std::string> keywords;
  std::vector<Sentence> sentences;  // of the summary, in its order
  /// Its parts that failed, each with its reason: "page 3: timed out: ..."; after twenty of them,
  /// how many more there are.
  std::vector<std::string> problems;
  Status status = Status::ok;
  std::uint64_t bytes = 0, tokens = 0, chunks = 0;
  std::uint64_t times_processed = 0;
};

/// How a document ended, as far as it tells whether it is to be worked on again.
struct Ended {
  Status status = Status::ok;
  std::string key, reason, detail, stamp;
  bool may_pass = false;
  content::Recipe recipe;  // all zero: of nothing
  std::uint64_t bytes = 0;
};

struct Hit {
  std::string id, title, summary;
  double score = 0;  // BM25, higher is better
};

/// One database. Writers take turns on one connection; readers have their own, so that they never
/// wait for a transaction. Thread-safe.
class Store {
 public:
  /// Opens or makes the database; its folder must exist. Errors: store_failed.
  static Expected<Store> open(const std::filesystem::path& file, const Settings& settings);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// With connections per batch: the next use of the database opens another one.
  void begin_batch();
  /// Remembers durably that work on a document began, unless updates are gathered. Its next commit
  /// forgets it.
  Expected<void> begin(std::string_view id);
  /// Documents that were begun and not committed since: what a crash interrupted, in their order.
  Expected<std::vector<std::string>> under_way() const;

  /// State, index and kept contents of all records, durably and all or none, in one transaction. A
  /// document whose content key is unchanged keeps its index entries, unless its recipe says that
  /// others would come of it now; only its state row is touched.
  Expected<void> commit(std::span<const Record> records);

  /// What is set aside, the latest first, at most so many.
  Expected<std::vector<SetAside>> quarantined(std::size_t limit) const;
  /// Takes the documents with these keys (SetAside::key) off the list.
  Expected<void> let_back(std::span<const std::string> keys);

  Expected<std::optional<State>> find(std::string_view id) const;
  Expected<std::optional<Ended>> ended(std::string_view id) const;
  /// What is kept of the content with this key, of a document of this format.
  Expected<std::optional<Kept>> kept(std::string_view key, std::uint32_t format) const;
  /// Drops what is kept of the bytes with this key in these formats, and how documents with them
  /// ended: they are to be worked on anew. Their states and index entries stay. True: something was
  /// kept. Looks through all documents.
  Expected<bool> forget(std::string_view key, std::span<const std::uint32_t> formats);
  /// The chunks' byte offsets into the text; none for an id that is not there, or failed.
  Expected<std::vector<chunk::Chunk>> chunks(std::string_view id) const;
  Expected<std::uint64_t> count(Status status) const;

  /// Words, "phrases", AND, OR, NOT (FTS5's syntax) over title and text, best first. Query words go
  /// through the same analysis as the text. A query that FTS5 can't read is an error.
  Expected<std::vector<Hit>> search(std::string_view query, std::size_t limit) const;

  /// PRAGMA integrity_check and FTS5's own; an error says what is unsound.
  Expected<void> check() const;

 private:
  struct Connections;
  explicit Store(std::unique_ptr<Connections> connections);
  std::unique_ptr<Connections> connections_;
};

}  // namespace engine::documents::store
