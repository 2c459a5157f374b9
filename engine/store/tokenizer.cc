#include "engine/store/tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <tuple>

#include "engine/store/statement.h"

namespace engine::store {
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

int give(std::string_view term, std::uint32_t begin, std::uint32_t end, int flags, void* context,
         Tokenizer::Sink sink) {
  return sink(context, flags, term.data(), static_cast<int>(term.size()), static_cast<int>(begin),
              static_cast<int>(end));
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
    return store_failure(database, "tokenizer");
  }
  return {};
}

void Tokenizer::set_document(const analyse::TokenStream& title, const analyse::TokenStream& body) {
  title_ = &title;
  body_ = &body;
}

int Tokenizer::document(std::string_view mark, void* context, Sink sink) const {
  const analyse::TokenStream* stream = mark == title_mark ? title_ : body_;
  if (stream == nullptr || (mark != title_mark && mark != body_mark)) return SQLITE_MISUSE;
  for (const analyse::Token& token : stream->tokens) {
    const int code = give(stream->term(token.term), token.begin, token.end, 0, context, sink);
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
    const int code = give(reading.term, reading.begin, reading.end, flags, context, sink);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

}  // namespace engine::store
