#include "engine/store/sqlite/statement.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <climits>

namespace engine::store::sqlite {
namespace {

// A view without data would be bound as NULL.
const char* data_of(std::string_view bytes) {
  return bytes.data() == nullptr ? "" : bytes.data();
}

/// What is wrong with the disk or the moment, and not with the record.
bool may_pass(int code) {
  constexpr std::array codes{SQLITE_BUSY,  SQLITE_LOCKED, SQLITE_NOMEM,    SQLITE_INTERRUPT,
                             SQLITE_IOERR, SQLITE_FULL,   SQLITE_CANTOPEN, SQLITE_PROTOCOL};
  return std::ranges::find(codes, code & 0xff) != codes.end();
}

}  // namespace

tl::unexpected<Error> store_failure(sqlite3* database, std::string_view doing) {
  std::string detail(doing);
  detail += ": ";
  detail += sqlite3_errmsg(database);
  const int code = sqlite3_extended_errcode(database);
  if ((code & 0xff) != code) detail += " (" + std::to_string(code) + ")";
  return tl::unexpected<Error>(Error{Reason::store_failed, std::move(detail), may_pass(code)});
}

Expected<Statement> Statement::prepare(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return store_failure(database, "preparing");
  return Statement(statement);
}

Statement& Statement::bind(int parameter, std::string_view text) {
  const int code = sqlite3_bind_text64(statement_.get(), parameter, data_of(text), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) bound_ = code;
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), parameter, number);
  if (code != SQLITE_OK) bound_ = code;
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const int code =
      sqlite3_bind_blob64(statement_.get(), parameter, data_of(bytes), bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) bound_ = code;
  return *this;
}

Expected<bool> Statement::step() {
  sqlite3* database = sqlite3_db_handle(statement_.get());
  if (bound_ != SQLITE_OK) {  // a parameter could not be bound: too big, or no memory
    const int code = bound_;
    reset();
    code_ = code;
    return failure(Reason::store_failed, sqlite3_errstr(code));
  }
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  auto error = store_failure(database, "database");
  reset();
  code_ = code;
  return error;
}

Expected<void> Statement::run() {
  const auto stepped = step();
  if (!stepped) return tl::unexpected(stepped.error());
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  code_ = bound_ = SQLITE_OK;
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(bytes == nullptr ? 0 : size)};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

}  // namespace engine::store::sqlite
