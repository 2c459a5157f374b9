// Everything that an engine left behind, so that two runs over the same documents can be compared.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/expected.h"
#include "engine/key/key.h"

namespace scenarios {

/// A fingerprint of what each document came to and of what searches find: 128 bits of SHA-256 over
/// state (key, title, language, summary, keywords, reason, sizes), chunks and hits. No times, and
/// nothing that hangs on the order in which documents were finished.
struct Outputs {
  struct Document {
    std::string id;
    std::string digest;
    bool operator==(const Document&) const = default;
  };
  std::vector<Document> documents;  // as they were asked for
  std::vector<Document> searches;   // by query
};

/// Reads them from the database. The searches are for keywords of the documents themselves. Errors:
/// a database that can't be read.
engine::Expected<Outputs> read_outputs(const std::filesystem::path& database,
                                       const std::vector<std::string>& ids);

/// Where two differ, in a sentence; empty where they are the same.
std::string difference(const Outputs& one, const Outputs& other);

}  // namespace scenarios
