#include "engine/documents/store/write_session.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/documents/store/schema.h"

namespace engine::documents::store {
namespace {

constexpr std::string_view find_sql =
    "SELECT number, status, key, recipe, stamp, content FROM documents WHERE id = ?1";
constexpr std::string_view touch_sql =
    "UPDATE documents SET times_processed = times_processed + 1, updated_at = unixepoch() "
    "WHERE number = ?1";
constexpr std::string_view insert_sql =
    "INSERT INTO documents(number, id, key, status, reason, bytes, tokens, chunks, title, language,"
    " summary, keywords, chunk_offsets, detail, may_pass, recipe, stamp, content, summary_places,"
    " problems, times_processed, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
    "?12, ?13,"
    " ?14, ?15, ?16, ?17, ?18, ?19, ?20, 1, unixepoch())";
constexpr std::string_view replace_sql =
    "UPDATE documents SET number = ?1, key = ?3, status = ?4, reason = ?5, bytes = ?6, tokens = ?7,"
    " chunks = ?8, title = ?9, language = ?10, summary = ?11, keywords = ?12, chunk_offsets = ?13,"
    " detail = ?14, may_pass = ?15, recipe = ?16, stamp = ?17, content = ?18, summary_places = ?19,"
    " problems = ?20, times_processed = times_processed + 1, updated_at = unixepoch() WHERE id = "
    "?2";
constexpr std::string_view renew_sql =
    "UPDATE documents SET chunks = ?2, summary = ?3, keywords = ?4, chunk_offsets = ?5,"
    " recipe = ?6, stamp = ?7, content = ?8, summary_places = ?9,"
    " problems = ?10, times_processed = times_processed + 1, updated_at = unixepoch() WHERE number "
    "= ?1";
constexpr std::string_view stamp_sql = "UPDATE documents SET stamp = ?2 WHERE id = ?1";
constexpr std::string_view open_again_sql =
    "UPDATE documents SET content = 0, stamp = x'', recipe = x'' WHERE key = ?1";
constexpr std::string_view index_sql = "INSERT INTO search(rowid, title, body) VALUES(?1, ?2, ?3)";
constexpr std::string_view unindex_sql =
    "INSERT INTO search(search, rowid, title, body) VALUES('delete', ?1, ?2, ?3)";
constexpr std::string_view remember_sql =
    "INSERT INTO indexed(number, title_tokens, body_tokens, terms) VALUES(?1, ?2, ?3, ?4)";
constexpr std::string_view recall_sql =
    "SELECT title_tokens, body_tokens, terms FROM indexed WHERE number = ?1";
constexpr std::string_view forget_sql = "DELETE FROM indexed WHERE number = ?1";
constexpr std::string_view language_sql = "INSERT OR IGNORE INTO languages VALUES(?1)";
constexpr std::string_view greatest_sql = "SELECT max(number) FROM documents";
constexpr std::string_view begin_sql =
    "INSERT INTO under_way(id, begun_at) VALUES(?1, unixepoch()) "
    "ON CONFLICT(id) DO UPDATE SET begun_at = excluded.begun_at";
constexpr std::string_view end_sql = "DELETE FROM under_way WHERE id = ?1";

}  // namespace

Expected<std::unique_ptr<WriteSession>> WriteSession::open(const std::filesystem::path& file,
                                                           const Settings& settings,
                                                           Tokenizer& tokenizer) {
  auto connection = engine::store::sqlite::Connection::open(file);
  if (!connection) return tl::unexpected(connection.error());
  auto ready = tokenizer.add_to(connection->get()).and_then([&] {
    return prepare_writer(*connection, settings);
  });
  if (!ready) return tl::unexpected(ready.error());
  constexpr std::array sql{find_sql,     touch_sql,    insert_sql,   replace_sql,
                           language_sql, greatest_sql, begin_sql,    end_sql,
                           index_sql,    unindex_sql,  remember_sql, recall_sql,
                           forget_sql,   renew_sql,    stamp_sql,    open_again_sql};
  std::array<std::optional<engine::store::sqlite::Statement>, sql.size()> made;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    auto statement = connection->prepare(sql[i]);
    if (!statement) return tl::unexpected(statement.error());
    made[i] = *std::move(statement);
  }
  auto contents = KeptWriter::prepare(*connection);
  if (!contents) return tl::unexpected(contents.error());
  auto quarantine = QuarantineWriter::prepare(*connection);
  if (!quarantine) return tl::unexpected(quarantine.error());
  const auto take = [&](std::size_t i) { return *std::move(made[i]); };
  return std::unique_ptr<WriteSession>(new WriteSession{
      *std::move(connection), *std::move(contents), *std::move(quarantine), take(0), take(1),
      take(2), take(3), take(4), take(5), take(6), take(7), take(8), take(9), take(10), take(11),
      take(12), take(13), take(14), take(15)});
}

}  // namespace engine::documents::store
