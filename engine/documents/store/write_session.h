// An open connection that changes the database, with its statements.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/documents/store/kept_writer.h"
#include "engine/documents/store/quarantine_writer.h"
#include "engine/documents/store/store.h"
#include "engine/documents/store/tokenizer.h"
#include "engine/expected.h"
#include "engine/store/sqlite/connection.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {

/// What opening the database for writing costs is paid here: the pragmas, the checks of the
/// schema, and the statements. Not thread-safe.
struct WriteSession {
  /// The tokenizer must outlive it.
  static Expected<std::unique_ptr<WriteSession>> open(const std::filesystem::path& file,
                                                      const Settings& settings,
                                                      Tokenizer& tokenizer);

  engine::store::sqlite::Connection connection;  // before the statements, which go first
  KeptWriter contents;
  QuarantineWriter quarantine;
  engine::store::sqlite::Statement find, touch, insert, replace, language, greatest, begin, end;
  engine::store::sqlite::Statement index, unindex;            // of the full-text index
  engine::store::sqlite::Statement remember, recall, forget;  // what it was given
  engine::store::sqlite::Statement renew;                     // a document whose index entries stay
  engine::store::sqlite::Statement stamp;       // of a document to which nothing else was done
  engine::store::sqlite::Statement open_again;  // how documents with a key ended counts no more
};

}  // namespace engine::documents::store
