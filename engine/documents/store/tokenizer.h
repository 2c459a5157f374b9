// The engine's tokens, given to FTS5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/store/packed/term_list.h"
#include "engine/expected.h"

struct sqlite3;

namespace engine::documents::store {

/// A text to be indexed: as the tokens that its analysis made, so that it is not tokenised twice;
/// or, where that has none, as it is.
struct IndexedText {
  const analyse::TokenStream* stream = nullptr;
  std::string_view text, language;
};

/// What FTS5 was given of a document.
struct Indexed {
  std::size_t title_tokens = 0, body_tokens = 0;
  std::string_view terms;  // as TermList packs them; until the next document
};

/// The same of a document that is to be forgotten.
struct Removed {
  std::size_t title_tokens = 0, body_tokens = 0;
  std::vector<std::string_view> terms;
};

/// FTS5's tokenizer "prony" on one connection. For a document it replays the streams that its
/// analysis made, or else tokenises the text window by window, so that a large one's tokens are
/// never all in memory. For one that is to be forgotten it gives the terms that
/// were kept, as often as it had tokens. For a query it runs the same analysis in every language
/// that the documents are in: where the stems differ, either will do. The price: a stem of one
/// language may also find a like-sounding word of another.
class Tokenizer {
 public:
  /// What is inserted in place of a column's text.
  static constexpr std::string_view title_mark = "t";
  static constexpr std::string_view body_mark = "b";

  /// Makes it known to a connection, which it must outlive.
  Expected<void> add_to(sqlite3* database);

  /// What the next document's columns hold; borrowed until `forget_document`.
  void set_document(const IndexedText& title, const IndexedText& body);
  /// What the document had that is to be forgotten next.
  void set_removed(Removed removed) { removed_ = std::move(removed); }
  void forget_document();
  /// What FTS5 asked for since set_document.
  Indexed given() const { return {title_tokens_, body_tokens_, terms_.packed()}; }
  void set_languages(std::vector<std::string> languages) { languages_ = std::move(languages); }

  /// FTS5's callback for each token: context, flags, term, its size, begin, end.
  using Sink = int (*)(void*, int, const char*, int, int, int);
  /// SQLite's codes. May throw for lack of memory.
  int document(std::string_view mark, void* context, Sink sink);
  int query(std::string_view words, void* context, Sink sink);

 private:
  int give(const IndexedText& text, std::size_t& tokens, void* context, Sink sink);
  int give_removed(bool is_body, void* context, Sink sink) const;

  analyse::Analyser analyser_;
  std::vector<std::string> languages_;
  IndexedText title_;
  IndexedText body_;
  std::optional<Removed> removed_;
  std::size_t title_tokens_ = 0;
  std::size_t body_tokens_ = 0;
  store::packed::TermList terms_;
};

}  // namespace engine::documents::store
