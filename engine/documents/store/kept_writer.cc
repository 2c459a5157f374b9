#include "engine/documents/store/kept_writer.h"

#include <utility>

namespace engine::documents::store {
namespace {

constexpr std::string_view find_kept_sql =
    "SELECT number, recipe FROM contents WHERE key = ?1 AND format = ?2";
constexpr std::string_view add_sql =
    "INSERT INTO contents(key, format, recipe, content) VALUES(?1, ?2, ?3, ?4) RETURNING number";
constexpr std::string_view renew_kept_sql =
    "UPDATE contents SET recipe = ?2, content = ?3 WHERE number = ?1";
constexpr std::string_view drop_sql =
    "DELETE FROM contents WHERE number = ?1 AND"
    " NOT EXISTS(SELECT 1 FROM documents WHERE content = ?1 AND content <> 0)";
constexpr std::string_view forget_kept_sql =
    "DELETE FROM contents WHERE key = ?1 AND format = ?2 RETURNING number";

/// The number that the statement's row says, and no other row: it is stepped to its end.
Expected<std::int64_t> returned(engine::store::sqlite::Statement& statement) {
  const engine::store::sqlite::ResetAtEnd reset(statement);
  const auto row = statement.step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return 0;
  const std::int64_t number = statement.number(0);
  const auto end = statement.step();
  if (!end) return tl::unexpected(end.error());
  return number;
}

}  // namespace

Expected<KeptWriter> KeptWriter::prepare(engine::store::sqlite::Connection& connection) {
  auto find = connection.prepare(find_kept_sql);
  auto add = connection.prepare(add_sql);
  auto renew = connection.prepare(renew_kept_sql);
  auto drop = connection.prepare(drop_sql);
  auto forget = connection.prepare(forget_kept_sql);
  for (const auto* one : {&find, &add, &renew, &drop, &forget}) {
    if (!*one) return tl::unexpected(one->error());
  }
  return KeptWriter(*std::move(find), *std::move(add), *std::move(renew), *std::move(drop),
                    *std::move(forget));
}

Expected<std::int64_t> KeptWriter::keep(const Record& record) {
  const ToKeep& keep = *record.keep;
  std::int64_t number = 0;
  bool is_good = false;
  {
    const engine::store::sqlite::ResetAtEnd reset(find_);
    const auto row = find_.bind(1, record.key).bind(2, std::int64_t{keep.format}).step();
    if (!row) return tl::unexpected(row.error());
    if (*row) {
      number = find_.number(0);
      is_good = !keep.replace && find_.text(1) == to_bytes(record.recipe);
    }
  }
  if (is_good) return number;
  const std::string made = keep.bytes.empty() && keep.make ? keep.make() : std::string();
  const std::string_view bytes = keep.bytes.empty() ? std::string_view(made) : keep.bytes;
  if (bytes.empty()) return number;  // what is there is better than nothing
  if (number == 0) return add(record, bytes);
  const std::string recipe = to_bytes(record.recipe);
  return renew_.bind(1, number).bind_blob(2, recipe).bind_blob(3, bytes).run().map(
      [&] { return number; });
}

Expected<std::int64_t> KeptWriter::add(const Record& record, std::string_view bytes) {
  const std::string recipe = to_bytes(record.recipe);
  return returned(add_.bind(1, record.key)
                      .bind(2, std::int64_t{record.keep->format})
                      .bind_blob(3, recipe)
                      .bind_blob(4, bytes));
}

Expected<void> KeptWriter::let_go(std::int64_t number) {
  if (number == 0) return {};
  return drop_.bind(1, number).run();
}

Expected<bool> KeptWriter::forget(std::string_view key, std::uint32_t format) {
  return returned(forget_.bind(1, key).bind(2, std::int64_t{format})).map([](std::int64_t number) {
    return number != 0;
  });
}

}  // namespace engine::documents::store
