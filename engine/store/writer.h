// The one connection that changes the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>

#include "engine/expected.h"
#include "engine/store/connection.h"
#include "engine/store/content_row.h"
#include "engine/store/statement.h"
#include "engine/store/store.h"
#include "engine/store/tokenizer.h"

namespace engine::store {

/// Writes batches, each in a transaction of its own. Thread-safe: writers take turns.
class Writer {
 public:
  static Expected<std::unique_ptr<Writer>> open(const std::filesystem::path& file,
                                                const Settings& settings);

  Expected<void> commit(std::span<const Record> records);
  Expected<void> check();

 private:
  struct Known;  // what the database has of a document already
  struct Statements {
    Statement find, touch, insert, replace, index, language, greatest;
  };

  Writer(std::unique_ptr<Tokenizer> tokenizer, Connection connection, Statements statements);
  static Expected<Statements> prepare_all(Connection& connection);

  Expected<void> write(std::span<const Record> records);
  Expected<void> write_one(const Record& record);
  Expected<Known> find(const Record& record);
  Expected<void> write_row(Statement& statement, const Record& record, std::size_t tokens);
  Expected<void> add_to_index(const Record& record, const analyse::TokenStream& body);
  Expected<void> add_language(const std::string& language);

  std::mutex mutex_;
  std::unique_ptr<Tokenizer> tokenizer_;  // before the connection, which calls it
  Connection connection_;
  Statements statements_;
  std::int64_t greatest_number_ = 0;  // good within a transaction
  std::set<std::string> languages_;   // those known to be in the database
};

}  // namespace engine::store
