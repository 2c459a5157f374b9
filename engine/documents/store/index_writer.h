// The full-text index, as it is written.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "engine/documents/store/store.h"
#include "engine/documents/store/tokenizer.h"
#include "engine/documents/store/write_session.h"
#include "engine/expected.h"

namespace engine::documents::store {

/// Puts documents into the index under their numbers and takes them out again. FTS5 gathers what a
/// transaction writes as long as numbers rise, and what it forgets counts with them: forget first.
/// Not thread-safe.
class IndexWriter {
 public:
  /// `tokenizer`: of the sessions; it must outlive this.
  explicit IndexWriter(Tokenizer& tokenizer) : tokenizer_(tokenizer) {}

  /// Returns how many tokens the document's body has. Precondition: the record is an ok document's,
  /// with its content, and the number is in no use.
  Expected<std::size_t> add(WriteSession& session, std::int64_t number, const Record& record);
  /// Errors: store_failed, also when there is no such number.
  Expected<void> remove(WriteSession& session, std::int64_t number);
  /// A transaction came to nothing.
  void roll_back() { languages_.clear(); }

 private:
  Expected<void> add_language(WriteSession& session, const std::string& language);

  Tokenizer& tokenizer_;
  std::set<std::string> languages_;  // those known to be in the database
};

}  // namespace engine::documents::store
