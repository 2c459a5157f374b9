#include "engine/documents/store/index_writer.h"

#include "engine/documents/store/packed/term_list.h"

namespace engine::documents::store {

Expected<std::size_t> IndexWriter::add(WriteSession& session, std::int64_t number,
                                       const Record& record) {
  const std::string& language = record.analysis->language;
  if (auto added = add_language(session, language); !added) return tl::unexpected(added.error());
  tokenizer_.set_document(
      {.text = record.parsed->title, .language = language},
      {.stream = record.stream, .text = record.parsed->text, .language = language});
  auto indexed = session.index.bind(1, number)
                     .bind(2, Tokenizer::title_mark)
                     .bind(3, Tokenizer::body_mark)
                     .run();
  const Indexed given = tokenizer_.given();
  tokenizer_.forget_document();
  return indexed
      .and_then([&] {
        return session.remember.bind(1, number)
            .bind(2, static_cast<std::int64_t>(given.title_tokens))
            .bind(3, static_cast<std::int64_t>(given.body_tokens))
            .bind_blob(4, given.terms)
            .run();
      })
      .map([&] { return given.body_tokens; });
}

Expected<void> IndexWriter::remove(WriteSession& session, std::int64_t number) {
  {
    const engine::store::sqlite::ResetAtEnd reset(session.recall);
    const auto row = session.recall.bind(1, number).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return failure(Reason::store_failed, "a document's terms are missing");
    auto terms = store::packed::unpack_terms(session.recall.text(2));
    if (!terms) return tl::unexpected(terms.error());
    tokenizer_.set_removed({.title_tokens = static_cast<std::size_t>(session.recall.number(0)),
                            .body_tokens = static_cast<std::size_t>(session.recall.number(1)),
                            .terms = *std::move(terms)});
    auto removed = session.unindex.bind(1, number)
                       .bind(2, Tokenizer::title_mark)
                       .bind(3, Tokenizer::body_mark)
                       .run();
    tokenizer_.forget_document();
    if (!removed) return removed;
  }
  return session.forget.bind(1, number).run();
}

Expected<void> IndexWriter::add_language(WriteSession& session, const std::string& language) {
  if (languages_.contains(language)) return {};
  auto added = session.language.bind(1, language).run();
  if (added) languages_.insert(language);
  return added;
}

}  // namespace engine::documents::store
