// An ingest in words: how it goes, and how it ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/documents/engine.h"
#include "engine/documents/ingest/ingest.h"

namespace scenarios {

/// How far an ingest has come.
struct IngestProgress {
  engine::documents::ingest::Tally tally;
  std::optional<std::uint64_t> files;  // that there are; nothing until they are counted
  double seconds = 0;                  // since it began
  std::optional<engine::documents::Progress> longest;  // a document at which it is for long
};

/// One line of at most `width` columns: share, time left, documents, rates, failures.
std::string ingest_line(const IngestProgress& progress, std::size_t width);

/// How an ingest ended.
struct IngestEnd {
  IngestProgress progress;
  engine::documents::ingest::Walked walked;
  bool is_over = true;  // all documents were looked at
  std::string database;
  std::uint64_t database_bytes = 0;
  std::vector<engine::documents::store::SetAside> set_aside;  // all that is, the latest first
};

/// The table, and what is to be said of it.
std::string ingest_text(const IngestEnd& end, std::size_t width);

}  // namespace scenarios
