// The list of what is set aside, as it is written.
#pragma once

#include <string_view>

#include "engine/documents/store/set_aside.h"
#include "engine/expected.h"
#include "engine/store/sqlite/connection.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {

/// One row for each content that is poison. Works within the transaction that is open. Not
/// thread-safe.
class QuarantineWriter {
 public:
  static Expected<QuarantineWriter> prepare(engine::store::sqlite::Connection& connection);

  Expected<void> set_aside(const SetAside& document);
  /// Off the list, if it is on it.
  Expected<void> let_back(std::string_view key);

 private:
  QuarantineWriter(engine::store::sqlite::Statement set_aside,
                   engine::store::sqlite::Statement let_back)
      : set_aside_(std::move(set_aside)), let_back_(std::move(let_back)) {}

  engine::store::sqlite::Statement set_aside_, let_back_;
};

}  // namespace engine::documents::store
