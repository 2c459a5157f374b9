// A connection that only reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/store/store.h"
#include "engine/documents/store/tokenizer.h"
#include "engine/expected.h"
#include "engine/store/sqlite/connection.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {

/// Answers questions, each from the newest committed state. Not thread-safe: one thread at a time.
class Reader {
 public:
  /// The database must be there and readied by a writer.
  static Expected<std::unique_ptr<Reader>> open(const std::filesystem::path& file);

  Expected<std::optional<State>> find(std::string_view id);
  Expected<std::optional<Ended>> ended(std::string_view id);
  Expected<std::optional<Kept>> kept(std::string_view key, std::uint32_t format);
  Expected<std::vector<chunk::Chunk>> chunks(std::string_view id);
  Expected<std::uint64_t> count(Status status);
  Expected<std::vector<std::string>> under_way();
  Expected<std::vector<SetAside>> quarantined(std::size_t limit);
  Expected<std::vector<Hit>> search(std::string_view query, std::size_t limit);

 private:
  struct Statements {
    engine::store::sqlite::Statement find, ended, kept, chunks, count, languages, search;
  };

  Reader(std::unique_ptr<Tokenizer> tokenizer, engine::store::sqlite::Connection connection,
         Statements statements);
  static Expected<Statements> prepare_all(engine::store::sqlite::Connection& connection);
  Expected<std::vector<std::string>> languages();

  std::unique_ptr<Tokenizer> tokenizer_;  // before the connection, which calls it
  engine::store::sqlite::Connection connection_;
  Statements statements_;
};

}  // namespace engine::documents::store
