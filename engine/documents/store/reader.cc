#include "engine/documents/store/reader.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "engine/documents/store/content_row.h"
#include "engine/documents/store/packed/chunk_offsets.h"
#include "engine/documents/store/schema.h"
#include "engine/documents/store/summary_places.h"

namespace engine::documents::store {
namespace {

constexpr std::size_t longest_query = 4'096;  // bytes; more is no question that a person asks

constexpr std::string_view find_document_sql =
    "SELECT id, key, reason, title, language, summary, keywords, status, bytes, tokens, chunks,"
    " times_processed, summary_places, problems FROM documents WHERE id = ?1";
constexpr std::string_view ended_sql =
    "SELECT status, key, reason, detail, stamp, may_pass, recipe, bytes FROM documents WHERE id = "
    "?1";
constexpr std::string_view kept_sql =
    "SELECT recipe, content FROM contents WHERE key = ?1 AND format = ?2";
constexpr std::string_view chunks_sql = "SELECT chunk_offsets FROM documents WHERE id = ?1";
// A partial index holds the failed ones; the whole table counts fastest through its unique index.
constexpr std::string_view count_sql =
    "SELECT count(*), (SELECT count(*) FROM documents WHERE status <> 0) FROM documents";
constexpr std::string_view quarantined_sql =
    "SELECT id, path, key, reason, detail, attempts FROM quarantine ORDER BY since DESC, rowid DESC"
    " LIMIT ?1";
constexpr std::string_view languages_sql = "SELECT language FROM languages ORDER BY language";
// CROSS JOIN: the index first, in the order of its ranks.
constexpr std::string_view search_sql =
    "SELECT documents.id, documents.title, documents.summary, search.rank FROM search"
    " CROSS JOIN documents ON documents.number = search.rowid"
    " WHERE search MATCH ?1 AND documents.status = 0 ORDER BY search.rank LIMIT ?2";

std::uint64_t natural(std::int64_t number) {
  return static_cast<std::uint64_t>(number);
}

Expected<State> state_of(const engine::store::sqlite::Statement& row) {
  State state;
  state.id = row.text(0);
  state.key = row.text(1);
  state.reason = row.text(2);
  state.title = row.text(3);
  state.language = row.text(4);
  state.summary = row.text(5);
  state.status = row.number(7) == 0 ? Status::ok : Status::failed;
  state.bytes = natural(row.number(8));
  state.tokens = natural(row.number(9));
  state.chunks = natural(row.number(10));
  state.times_processed = natural(row.number(11));
  return keywords_of(row.text(6))
      .and_then([&](std::vector<std::string> keywords) {
        state.keywords = std::move(keywords);
        return sentences_of(state.summary, row.text(12));
      })
      .and_then([&](std::vector<Sentence> sentences) {
        state.sentences = std::move(sentences);
        return problems_of(row.text(13));
      })
      .map([&](std::vector<std::string> problems) {
        state.problems = std::move(problems);
        return std::move(state);
      });
}

Expected<void> check_query(std::string_view query) {
  if (query.size() > longest_query) return failure(Reason::too_large, "the query is too long");
  if (query.find('\0') != std::string_view::npos) {
    return failure(Reason::malformed, "the query has a NUL character in it");
  }
  return {};
}

// SQLITE_ERROR from a statement that was prepared well means that FTS5 could not read the query.
Error blame(const Error& error, int code) {
  return {code == SQLITE_ERROR ? Reason::malformed : error.reason, error.detail};
}

}  // namespace

Expected<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& file) {
  auto tokenizer = std::make_unique<Tokenizer>();
  auto connection = engine::store::sqlite::Connection::open(file);
  if (!connection) return tl::unexpected(connection.error());
  return tokenizer->add_to(connection->get())
      .and_then([&] { return prepare_reader(*connection); })
      .and_then([&] { return prepare_all(*connection); })
      .map([&](Statements statements) {
        return std::unique_ptr<Reader>(
            new Reader(std::move(tokenizer), *std::move(connection), std::move(statements)));
      });
}

Reader::Reader(std::unique_ptr<Tokenizer> tokenizer, engine::store::sqlite::Connection connection,
               Statements statements)
    : tokenizer_(std::move(tokenizer)),
      connection_(std::move(connection)),
      statements_(std::move(statements)) {}

Expected<Reader::Statements> Reader::prepare_all(engine::store::sqlite::Connection& connection) {
  auto find = connection.prepare(find_document_sql);
  auto ended = connection.prepare(ended_sql);
  auto kept = connection.prepare(kept_sql);
  auto chunks = connection.prepare(chunks_sql);
  auto count = connection.prepare(count_sql);
  auto languages = connection.prepare(languages_sql);
  auto search = connection.prepare(search_sql);
  for (const auto* one : {&find, &ended, &kept, &chunks, &count, &languages, &search}) {
    if (!*one) return tl::unexpected(one->error());
  }
  return Statements{*std::move(find),  *std::move(ended),     *std::move(kept),  *std::move(chunks),
                    *std::move(count), *std::move(languages), *std::move(search)};
}

Expected<std::optional<State>> Reader::find(std::string_view id) {
  const engine::store::sqlite::ResetAtEnd reset(statements_.find);
  const auto row = statements_.find.bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  return state_of(statements_.find).map([](State state) {
    return std::optional(std::move(state));
  });
}

Expected<std::optional<Ended>> Reader::ended(std::string_view id) {
  engine::store::sqlite::Statement& row = statements_.ended;
  const engine::store::sqlite::ResetAtEnd reset(row);
  const auto found = row.bind(1, id).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::nullopt;
  return Ended{.status = row.number(0) == 0 ? Status::ok : Status::failed,
               .key = std::string(row.text(1)),
               .reason = std::string(row.text(2)),
               .detail = std::string(row.text(3)),
               .stamp = std::string(row.text(4)),
               .may_pass = row.number(5) != 0,
               .recipe = content::recipe_from(row.text(6)).value_or(content::Recipe()),
               .bytes = natural(row.number(7))};
}

Expected<std::optional<Kept>> Reader::kept(std::string_view key, std::uint32_t format) {
  engine::store::sqlite::Statement& row = statements_.kept;
  const engine::store::sqlite::ResetAtEnd reset(row);
  const auto found = row.bind(1, key).bind(2, std::int64_t{format}).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::nullopt;
  const auto recipe = content::recipe_from(row.text(0));
  if (!recipe) return std::nullopt;
  return Kept{*recipe, std::string(row.text(1))};
}

Expected<std::vector<chunk::Chunk>> Reader::chunks(std::string_view id) {
  const engine::store::sqlite::ResetAtEnd reset(statements_.chunks);
  const auto row = statements_.chunks.bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::vector<chunk::Chunk>();
  return store::packed::unpack(statements_.chunks.text(0));
}

Expected<std::uint64_t> Reader::count(Status status) {
  const engine::store::sqlite::ResetAtEnd reset(statements_.count);
  const auto row = statements_.count.step();
  if (!row) return tl::unexpected(row.error());
  const std::uint64_t failed = natural(statements_.count.number(1));
  return status == Status::failed ? failed : natural(statements_.count.number(0)) - failed;
}

// Asked for seldom: not worth a statement that is kept.
Expected<std::vector<SetAside>> Reader::quarantined(std::size_t limit) {
  auto rows = connection_.prepare(quarantined_sql);
  if (!rows) return tl::unexpected(rows.error());
  rows->bind(1, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
  std::vector<SetAside> listed;
  for (;;) {
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return listed;
    listed.push_back({.id = std::string(rows->text(0)),
                      .path = std::string(rows->text(1)),
                      .key = std::string(rows->text(2)),
                      .reason = std::string(rows->text(3)),
                      .detail = std::string(rows->text(4)),
                      .attempts = static_cast<std::uint32_t>(rows->number(5))});
  }
}

Expected<std::vector<Hit>> Reader::search(std::string_view query, std::size_t limit) {
  if (auto sound = check_query(query); !sound) return tl::unexpected(sound.error());
  auto known = languages();
  if (!known) return tl::unexpected(known.error());
  tokenizer_->set_languages(*std::move(known));

  engine::store::sqlite::Statement& statement = statements_.search;
  const engine::store::sqlite::ResetAtEnd reset(statement);
  const auto most = static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX));
  statement.bind(1, query).bind(2, most);
  std::vector<Hit> hits;
  while (true) {
    const auto row = statement.step();
    if (!row) return tl::unexpected(blame(row.error(), statement.code()));
    if (!*row) return hits;
    hits.push_back({std::string(statement.text(0)), std::string(statement.text(1)),
                    std::string(statement.text(2)), -statement.real(3)});
  }
}

Expected<std::vector<std::string>> Reader::under_way() {
  // Asked after a crash, not under load: not worth a statement that is kept.
  auto rows = connection_.prepare("SELECT id FROM under_way ORDER BY id");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<std::string> ids;
  while (true) {
    const auto row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return ids;
    ids.emplace_back(rows->text(0));
  }
}

Expected<std::vector<std::string>> Reader::languages() {
  const engine::store::sqlite::ResetAtEnd reset(statements_.languages);
  std::vector<std::string> languages;
  while (true) {
    const auto row = statements_.languages.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return languages;
    languages.emplace_back(statements_.languages.text(0));
  }
}

}  // namespace engine::documents::store
