#include "engine/documents/store/tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <tuple>

#include "engine/documents/analyse/token_windows.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {
namespace {

Tokenizer* ours(Fts5Tokenizer* theirs) {
  return reinterpret_cast<Tokenizer*>(theirs);
}

int create(void* context, const char**, int, Fts5Tokenizer** made) {
  *made = static_cast<Fts5Tokenizer*>(context);
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

int tokenise(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size,
             Tokenizer::Sink sink) {
  const std::string_view words(text, static_cast<std::size_t>(size));
  try {
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) return ours(tokenizer)->query(words, context, sink);
    return ours(tokenizer)->document(words, context, sink);
  } catch (...) {  // no exception may cross SQLite
    return SQLITE_NOMEM;
  }
}

fts5_api* api_of(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

constexpr std::size_t window_bytes = 128 << 10;

int give_one(std::string_view term, std::size_t begin, std::size_t end, int flags, void* context,
             Tokenizer::Sink sink) {
  return sink(context, flags, term.data(), static_cast<int>(term.size()), static_cast<int>(begin),
              static_cast<int>(end));
}

/// The stream's tokens, `offset` bytes into the text.
int give_all(const analyse::TokenStream& stream, std::size_t offset, void* context,
             Tokenizer::Sink sink) {
  for (const analyse::Token& token : stream.tokens) {
    const int code = give_one(stream.term(token.term), offset + token.begin, offset + token.end, 0,
                              context, sink);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

/// A query's word in one of the languages.
struct Reading {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string term;
  auto operator<=>(const Reading&) const = default;
};

}  // namespace

Expected<void> Tokenizer::add_to(sqlite3* database) {
  fts5_api* api = api_of(database);
  if (api == nullptr) return failure(Reason::store_failed, "this SQLite has no FTS5");
  fts5_tokenizer functions{create, destroy, tokenise};
  if (api->xCreateTokenizer(api, "prony", this, &functions, nullptr) != SQLITE_OK) {
    return engine::store::sqlite::store_failure(database, "tokenizer");
  }
  return {};
}

void Tokenizer::set_document(const IndexedText& title, const IndexedText& body) {
  title_ = title;
  body_ = body;
  title_tokens_ = body_tokens_ = 0;
  removed_.reset();
  terms_.clear();
}

void Tokenizer::forget_document() {
  title_ = body_ = {};
  removed_.reset();
}

int Tokenizer::document(std::string_view mark, void* context, Sink sink) {
  const bool is_body = mark == body_mark;
  if (!is_body && mark != title_mark) return SQLITE_MISUSE;
  if (removed_) return give_removed(is_body, context, sink);
  if (is_body) return give(body_, body_tokens_, context, sink);
  return give(title_, title_tokens_, context, sink);
}

int Tokenizer::give(const IndexedText& text, std::size_t& tokens, void* context, Sink sink) {
  tokens = 0;
  if (text.stream != nullptr) {
    tokens = text.stream->tokens.size();
    terms_.add(*text.stream);
    return give_all(*text.stream, 0, context, sink);
  }
  for (std::size_t at = 0; at < text.text.size();) {
    const std::string_view window = analyse::next_window(text.text, at, window_bytes);
    const analyse::TokenStream stream = analyser_.tokenise(window, text.language);
    tokens += stream.tokens.size();
    terms_.add_new(stream);
    const int code = give_all(stream, at, context, sink);
    if (code != SQLITE_OK) return code;
    at += window.size();
  }
  return SQLITE_OK;
}

// FTS5 forgets a term of a document in all its columns at once, and takes each column's number of
// tokens off its totals. The longer column brings all the terms, the other just its number.
int Tokenizer::give_removed(bool is_body, void* context, Sink sink) const {
  const bool brings_all = is_body == (removed_->body_tokens >= removed_->title_tokens);
  const std::size_t tokens = is_body ? removed_->body_tokens : removed_->title_tokens;
  const auto& terms = removed_->terms;
  const std::size_t calls = brings_all ? std::max(tokens, terms.size()) : tokens;
  for (std::size_t i = 0; i < calls; ++i) {
    const std::string_view term = terms.at(brings_all && i < terms.size() ? i : 0);
    const int flags = i < tokens ? 0 : FTS5_TOKEN_COLOCATED;
    const int code = give_one(term, i, i + 1, flags, context, sink);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int Tokenizer::query(std::string_view words, void* context, Sink sink) {
  std::vector<Reading> readings;
  for (const std::string& language : languages_) {
    const analyse::TokenStream stream = analyser_.tokenise(words, language);
    for (const analyse::Token& token : stream.tokens) {
      readings.push_back({token.begin, token.end, std::string(stream.term(token.term))});
    }
  }
  std::sort(readings.begin(), readings.end());
  readings.erase(std::unique(readings.begin(), readings.end()), readings.end());
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Reading& reading = readings[i];
    const bool same_word = i > 0 && readings[i - 1].begin == reading.begin;
    const int flags = same_word ? FTS5_TOKEN_COLOCATED : 0;
    const int code = give_one(reading.term, reading.begin, reading.end, flags, context, sink);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

}  // namespace engine::documents::store
