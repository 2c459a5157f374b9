#include "engine/documents/store/quarantine_writer.h"

#include <utility>

#include "engine/documents/store/store.h"

namespace engine::documents::store {
namespace {

constexpr std::string_view set_aside_sql =
    "INSERT OR REPLACE INTO quarantine(key, id, path, reason, detail, attempts, since)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, unixepoch())";
constexpr std::string_view let_back_sql = "DELETE FROM quarantine WHERE key = ?1";

}  // namespace

Expected<QuarantineWriter> QuarantineWriter::prepare(
    engine::store::sqlite::Connection& connection) {
  auto set_aside = connection.prepare(set_aside_sql);
  if (!set_aside) return tl::unexpected(set_aside.error());
  return connection.prepare(let_back_sql).map([&](engine::store::sqlite::Statement let_back) {
    return QuarantineWriter(*std::move(set_aside), std::move(let_back));
  });
}

Expected<void> QuarantineWriter::set_aside(const SetAside& document) {
  const engine::store::sqlite::ResetAtEnd reset(set_aside_);
  const std::string_view detail = document.detail;
  return set_aside_.bind(1, document.key)
      .bind(2, document.id)
      .bind(3, document.path.native())
      .bind(4, document.reason)
      .bind(5, detail.substr(0, Record::most_detail))
      .bind(6, std::int64_t{document.attempts})
      .run();
}

Expected<void> QuarantineWriter::let_back(std::string_view key) {
  return let_back_.bind(1, key).run();
}

}  // namespace engine::documents::store
