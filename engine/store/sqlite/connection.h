// A connection to the database file.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "engine/expected.h"
#include "engine/store/sqlite/statement.h"

namespace engine::store::sqlite {

/// An open SQLite database without SQLite's own locks: one thread at a time. All statements must be
/// gone before it.
class Connection {
 public:
  /// Makes the file if it is not there.
  static Expected<Connection> open(const std::filesystem::path& file);

  /// Statements without parameters, one after the other; rows are passed over.
  Expected<void> execute(const char* sql);
  Expected<Statement> prepare(std::string_view sql) {
    return Statement::prepare(database_.get(), sql);
  }
  /// The first column of the first row: for pragmas.
  Expected<std::int64_t> number(std::string_view sql);
  Expected<std::string> text(std::string_view sql);

  sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  explicit Connection(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

/// BEGIN IMMEDIATE, and ROLLBACK at the end of the scope unless it was committed. No error leaves a
/// transaction open.
class Transaction {
 public:
  static Expected<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Expected<void> commit();

 private:
  explicit Transaction(sqlite3* database) : database_(database) {}

  sqlite3* database_;  // null: nothing to roll back
};

}  // namespace engine::store::sqlite
