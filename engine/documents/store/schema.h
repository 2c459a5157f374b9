// The tables, and how a database is opened.
#pragma once

#include "engine/documents/store/store.h"
#include "engine/expected.h"
#include "engine/store/sqlite/connection.h"

namespace engine::documents::store {

/// Readies a writer's connection, on which the tokenizer "prony" is known: makes the tables in an
/// empty database; refuses a foreign one, or one of another version, without changing it.
Expected<void> prepare_writer(engine::store::sqlite::Connection& connection,
                              const Settings& settings);

/// Readies a reader's connection to a database that a writer has readied.
Expected<void> prepare_reader(engine::store::sqlite::Connection& connection);

}  // namespace engine::documents::store
