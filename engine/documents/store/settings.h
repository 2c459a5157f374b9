// How the database is opened, and what is written to it when.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/option_info.h"

namespace engine::documents::store {

enum class Journal : std::uint8_t { rollback, write_ahead };  // SQLite's DELETE and WAL

/// Which state changes are written: each one as it happens (a document is begun, a document is
/// done), or only the last, with its batch.
enum class Updates : std::uint8_t { each, gathered };
/// Whether the writer's connection is opened for each batch or kept.
enum class Connections : std::uint8_t { per_batch, kept };

struct Settings {
  Journal journal = Journal::write_ahead;  // synchronous=FULL with either
  Updates updates = Updates::gathered;
  Connections connections = Connections::kept;
  /// How big the database file may grow, its log aside; nothing: as the disk allows.
  std::optional<std::uint64_t> max_bytes;
};

/// state.updates, store.connections and store.journal.
OptionTable<Settings> rows();

}  // namespace engine::documents::store
