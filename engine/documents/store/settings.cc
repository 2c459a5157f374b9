#include "engine/documents/store/settings.h"

namespace engine::documents::store {

OptionTable<Settings> rows() {
  using option_words::choice;
  return {option<Settings>(
              {"state.updates", "each | gathered",
               "Write each change of a document's state as it happens, or the last with its batch.",
               "000.17", "I/O -30 %"},
              &Settings::updates,
              choice<Updates>({{"each", Updates::each}, {"gathered", Updates::gathered}})),
          option<Settings>({"store.connections", "per_batch | kept",
                            "Open the database for each batch, or keep the connection.", "000.15",
                            "latency -15 %"},
                           &Settings::connections,
                           choice<Connections>({{"per_batch", Connections::per_batch},
                                                {"kept", Connections::kept}})),
          option<Settings>(
              {"store.journal", "rollback | wal", "SQLite's journal; synchronous=FULL with either.",
               "000.13", "part of I/O -50 % (projected)"},
              &Settings::journal,
              choice<Journal>({{"rollback", Journal::rollback}, {"wal", Journal::write_ahead}}))};
}

}  // namespace engine::documents::store
