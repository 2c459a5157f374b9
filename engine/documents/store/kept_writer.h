// The kept contents, as they are written.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/documents/store/store.h"
#include "engine/expected.h"
#include "engine/store/sqlite/connection.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {

/// A row for each content, and in each document's row the number of its own. A content goes with
/// the last document that has it. Works within the transaction that is open. Not thread-safe.
class KeptWriter {
 public:
  static Expected<KeptWriter> prepare(engine::store::sqlite::Connection& connection);

  /// The number of the record's content, which is there now; 0 where it can't be kept.
  /// Precondition: record.keep.
  Expected<std::int64_t> keep(const Record& record);
  /// A document had this content (0: none) and has it no more.
  Expected<void> let_go(std::int64_t number);
  /// The content of this key and format goes, whoever has it. True: it was there.
  Expected<bool> forget(std::string_view key, std::uint32_t format);

 private:
  KeptWriter(engine::store::sqlite::Statement find, engine::store::sqlite::Statement add,
             engine::store::sqlite::Statement renew, engine::store::sqlite::Statement drop,
             engine::store::sqlite::Statement forget)
      : find_(std::move(find)),
        add_(std::move(add)),
        renew_(std::move(renew)),
        drop_(std::move(drop)),
        forget_(std::move(forget)) {}

  Expected<std::int64_t> add(const Record& record, std::string_view bytes);

  engine::store::sqlite::Statement find_, add_, renew_, drop_, forget_;
};

}  // namespace engine::documents::store
