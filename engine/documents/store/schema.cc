#include "engine/documents/store/schema.h"

#include <string>

namespace engine::documents::store {
namespace {

constexpr std::int64_t application_id = 0x50726f6e;  // "Pron"
constexpr std::int64_t version = 4;
// Measured with 11.7 KB documents: pages of 8 KiB wrote 1.5 times as many bytes a document at
// batches of one and 1.2 times at ten, for 2 % fewer instructions at a hundred.
constexpr std::uint64_t page_bytes = 4096;

// `number` is the row in `search`, too. A document whose content changed gets a new one, the
// greatest so far plus one, and its old number is taken out of the index. An index without contents
// must be told the old terms for that: `indexed` has them, apart from the rows that are read and
// touched all the time.
// `content`: the kept one's number, or 0. Which document has it tells the partial index, so that no
// count of them can go wrong; numbers rise, so it grows at its end.
// hashsize: a batch of hundreds becomes one segment; with the 1 MiB that FTS5 has by itself, a
// batch of 100 (measured before there was `indexed`) cost 27 % more instructions. automerge: with
// FTS5's 4, 38 % more; with 16, batches of 10 cost 20 % fewer, but the slowest commit seen took 285
// ms instead of 40.
constexpr const char* tables = R"(
  CREATE TABLE documents(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    status INTEGER NOT NULL,
    times_processed INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    reason TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    keywords TEXT NOT NULL,
    summary TEXT NOT NULL,
    summary_places TEXT NOT NULL,
    problems TEXT NOT NULL,
    detail TEXT NOT NULL,
    may_pass INTEGER NOT NULL,
    recipe BLOB NOT NULL,
    stamp BLOB NOT NULL,
    content INTEGER NOT NULL,
    chunk_offsets BLOB NOT NULL
  ) STRICT;
  CREATE INDEX documents_content ON documents(content) WHERE content <> 0;
  CREATE TABLE contents(
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    format INTEGER NOT NULL,
    recipe BLOB NOT NULL,
    content BLOB NOT NULL,
    UNIQUE(key, format)
  ) STRICT;
  CREATE TABLE quarantine(
    key TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    since INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX documents_failed ON documents(number) WHERE status <> 0;
  CREATE TABLE languages(language TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE under_way(id TEXT NOT NULL PRIMARY KEY, begun_at INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
  CREATE TABLE indexed(
    number INTEGER PRIMARY KEY,
    title_tokens INTEGER NOT NULL,
    body_tokens INTEGER NOT NULL,
    terms BLOB NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize='prony');
  INSERT INTO search(search, rank) VALUES('rank', 'bm25(4.0, 1.0)');
  INSERT INTO search(search, rank) VALUES('hashsize', 16777216);
  INSERT INTO search(search, rank) VALUES('automerge', 8);
)";

// No mmap: a truncated file would then be a SIGBUS instead of an error.
constexpr const char* common_pragmas = R"(
  PRAGMA mmap_size = 0;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA temp_store = MEMORY;
)";

// secure_delete would write zeros over every page that a merge of segments frees (Debian's
// default). A longer log before it is folded in means fewer commits that wait for it.
constexpr const char* writer_pragmas = R"(
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = OFF;
  PRAGMA cache_size = -32768;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
)";

constexpr const char* reader_pragmas = R"(
  PRAGMA query_only = ON;
  PRAGMA cache_size = -8192;
)";

Expected<bool> is_empty(engine::store::sqlite::Connection& connection) {
  return connection.number("SELECT count(*) FROM sqlite_schema").map([](std::int64_t count) {
    return count == 0;
  });
}

Expected<void> make_tables(engine::store::sqlite::Connection& connection) {
  auto transaction = engine::store::sqlite::Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto empty = is_empty(connection);  // again: another process may have been quicker
  if (!empty) return tl::unexpected(empty.error());
  if (!*empty) return {};
  const std::string marks = "PRAGMA application_id = " + std::to_string(application_id) +
                            "; PRAGMA user_version = " + std::to_string(version);
  return connection.execute(tables)
      .and_then([&] { return connection.execute(marks.c_str()); })
      .and_then([&] { return transaction->commit(); });
}

Expected<void> check_marks(engine::store::sqlite::Connection& connection) {
  const auto application = connection.number("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  if (*application != application_id) {
    return failure(Reason::store_failed, "this is another program's database");
  }
  const auto found = connection.number("PRAGMA user_version");
  if (!found) return tl::unexpected(found.error());
  if (*found == version) return {};
  return failure(Reason::store_failed, "the database has schema version " + std::to_string(*found) +
                                           "; this program knows " + std::to_string(version));
}

Expected<void> set_journal(engine::store::sqlite::Connection& connection, Journal journal) {
  const std::string mode = journal == Journal::write_ahead ? "wal" : "delete";
  return connection.text("PRAGMA journal_mode = " + mode)
      .and_then([&](const std::string& now) -> Expected<void> {
        if (now == mode) return {};
        return failure(Reason::store_failed, "the journal stays in mode " + now);
      });
}

Expected<void> set_most_bytes(engine::store::sqlite::Connection& connection,
                              const Settings& settings) {
  if (!settings.max_bytes) return {};
  const std::uint64_t pages = std::max<std::uint64_t>(*settings.max_bytes / page_bytes, 1);
  return connection.number("PRAGMA max_page_count = " + std::to_string(pages)).map([](auto) {});
}

}  // namespace

Expected<void> prepare_writer(engine::store::sqlite::Connection& connection,
                              const Settings& settings) {
  const std::string page_size = "PRAGMA page_size = " + std::to_string(page_bytes);
  const auto empty = connection.execute(common_pragmas)
                         .and_then([&] { return connection.execute(page_size.c_str()); })
                         .and_then([&] { return is_empty(connection); });
  if (!empty) return tl::unexpected(empty.error());
  if (!*empty) {
    if (auto known = check_marks(connection); !known) return known;
  }
  return set_journal(connection, settings.journal)
      .and_then([&] { return connection.execute(writer_pragmas); })
      .and_then([&] { return *empty ? make_tables(connection) : Expected<void>(); })
      .and_then([&] { return check_marks(connection); })
      .and_then([&] { return set_most_bytes(connection, settings); });
}

Expected<void> prepare_reader(engine::store::sqlite::Connection& connection) {
  return connection.execute(common_pragmas).and_then([&] {
    return connection.execute(reader_pragmas);
  });
}

}  // namespace engine::documents::store
