#include "engine/store/sqlite/connection.h"

#include <sqlite3.h>

#include <utility>

namespace engine::store::sqlite {
namespace {

// Another process may hold the lock while it commits; ours wait in turn before they come here.
constexpr int busy_timeout_ms = 10'000;

Expected<void> run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return store_failure(database, "database");
}

}  // namespace

Expected<Connection> Connection::open(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
  Connection connection(database);
  if (database == nullptr) return failure(Reason::store_failed, "no memory for a database");
  if (code != SQLITE_OK) return store_failure(database, "cannot open " + file.string());
  sqlite3_extended_result_codes(database, 0);
  sqlite3_busy_timeout(database, busy_timeout_ms);
  return connection;
}

Expected<void> Connection::execute(const char* sql) {
  return run(database_.get(), sql);
}

Expected<std::int64_t> Connection::number(std::string_view sql) {
  return prepare(sql).and_then([](Statement statement) -> Expected<std::int64_t> {
    const auto row = statement.step();
    if (!row) return tl::unexpected(row.error());
    return *row ? statement.number(0) : 0;
  });
}

Expected<std::string> Connection::text(std::string_view sql) {
  return prepare(sql).and_then([](Statement statement) -> Expected<std::string> {
    const auto row = statement.step();
    if (!row) return tl::unexpected(row.error());
    return *row ? std::string(statement.text(0)) : std::string();
  });
}

void Connection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Expected<Transaction> Transaction::begin(Connection& connection) {
  const auto begun = connection.execute("BEGIN IMMEDIATE");
  if (!begun) return tl::unexpected(begun.error());
  return Transaction(connection.get());
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself, when the disk was full for instance.
  if (database_ == nullptr || sqlite3_get_autocommit(database_) != 0) return;
  sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Expected<void> Transaction::commit() {
  auto committed = run(database_, "COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace engine::store::sqlite
