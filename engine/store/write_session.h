// An open connection that changes the database, with its statements.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/expected.h"
#include "engine/store/connection.h"
#include "engine/store/kept_writer.h"
#include "engine/store/quarantine_writer.h"
#include "engine/store/statement.h"
#include "engine/store/store.h"
#include "engine/store/tokenizer.h"

namespace engine::store {

/// What opening the database for writing costs is paid here: the pragmas, the checks of the
/// schema, and the statements. Not thread-safe.
struct WriteSession {
  /// The tokenizer must outlive it.
  static Expected<std::unique_ptr<WriteSession>> open(const std::filesystem::path& file,
                                                      const Settings& settings,
                                                      Tokenizer& tokenizer);

  Connection connection;  // before the statements, which go first
  KeptWriter contents;
  QuarantineWriter quarantine;
  Statement find, touch, insert, replace, language, greatest, begin, end;
  Statement index, unindex;            // of the full-text index
  Statement remember, recall, forget;  // what it was given
  Statement renew;                     // a document whose index entries stay
  Statement stamp;                     // of a document to which nothing else was done
  Statement open_again;                // how documents with a key ended counts no more
};

}  // namespace engine::store
