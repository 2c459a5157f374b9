// A prepared SQL statement.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/expected.h"

struct sqlite3;
struct sqlite3_stmt;

namespace engine::store::sqlite {

/// The error that the connection saw last, in SQLite's words, after what was being done.
tl::unexpected<Error> store_failure(sqlite3* database, std::string_view doing);

/// A prepared statement that is kept and used again. Parameters count from 1, columns from 0. What
/// was bound as text or a blob is borrowed until the statement's next reset. Not thread-safe.
class Statement {
 public:
  static Expected<Statement> prepare(sqlite3* database, std::string_view sql);

  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind_blob(int parameter, std::string_view bytes);

  /// True: a row is there. False: done, and the statement is reset. After an error it is reset too.
  Expected<bool> step();
  /// For a statement that gives no rows.
  Expected<void> run();
  /// Lets go of the row and of the database's locks; to be called when not stepped to the end.
  void reset();

  /// Of the row that is there; texts last until the next step.
  std::string_view text(int column) const;
  std::int64_t number(int column) const;
  double real(int column) const;
  /// SQLite's code of the last error, such as SQLITE_ERROR.
  int code() const { return code_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int code_ = 0;   // of the last error
  int bound_ = 0;  // what went wrong with a parameter, until the next reset
};

/// Resets a statement at the end of a scope.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  Statement& statement_;
};

}  // namespace engine::store::sqlite
