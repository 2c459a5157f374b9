// The one that changes the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/documents/store/content_row.h"
#include "engine/documents/store/index_writer.h"
#include "engine/documents/store/store.h"
#include "engine/documents/store/tokenizer.h"
#include "engine/documents/store/write_session.h"
#include "engine/expected.h"
#include "engine/store/sqlite/statement.h"

namespace engine::documents::store {

/// Writes batches, each in a transaction of its own. Thread-safe: writers take turns.
class Writer {
 public:
  static Expected<std::unique_ptr<Writer>> open(const std::filesystem::path& file,
                                                const Settings& settings);

  /// With connections per batch: the next use opens another one.
  void begin_batch();
  /// Remembers durably that work on a document began, unless updates are gathered.
  Expected<void> begin(std::string_view id);
  Expected<void> commit(std::span<const Record> records);
  /// Takes these keys off the quarantine list.
  Expected<void> let_back(std::span<const std::string> keys);
  Expected<bool> forget(std::string_view key, std::span<const std::uint32_t> formats);
  Expected<void> check();

 private:
  struct Known;  // what the database has of a document already

  Writer(std::filesystem::path file, const Settings& settings)
      : file_(std::move(file)), settings_(settings) {}

  /// The open one, or a new one.
  Expected<WriteSession*> session();

  Expected<void> write(std::span<const Record> records);
  Expected<void> write_distinct(std::span<const Record> records);
  Expected<std::vector<Known>> find_all(std::span<const Record> records);
  Expected<Known> find(const Record& record);
  Expected<void> remove_old(std::span<const Known> known);
  Expected<void> write_one(const Record& record, const Known& known);
  Expected<void> replace(const Record& record, const Known& known, std::int64_t content);
  Expected<void> renew(const Record& record, const Known& known, std::int64_t content);
  Expected<void> write_row(engine::store::sqlite::Statement& statement, const Record& record,
                           std::size_t tokens, std::int64_t content);

  const std::filesystem::path file_;
  const Settings settings_;
  std::mutex mutex_;
  Tokenizer tokenizer_;  // before the session, which calls it
  std::unique_ptr<WriteSession> session_;
  IndexWriter index_{tokenizer_};
  std::int64_t greatest_number_ = 0;  // good within a transaction
};

}  // namespace engine::documents::store
