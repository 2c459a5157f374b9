// Documents and a folder of their own, for the store's tests.
#pragma once

#include <unistd.h>

#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/store/store.h"

namespace engine::documents::store {

/// A new folder that goes away with all that is in it.
class TestFolder {
 public:
  TestFolder() {
    std::string name = std::filesystem::temp_directory_path() / "store_test_XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::filesystem::path file() const { return path_ / "documents.db"; }

 private:
  std::filesystem::path path_;
};

/// Makes records and keeps what they point to.
class Library {
 public:
  Record ok(std::string_view id, std::string_view key, std::string_view title,
            std::string_view text, std::string_view language = "en") {
    Book& book = books_.emplace_back();
    book.id = id;
    book.key = key;
    book.parsed.title = title;
    book.parsed.language_hint = language;
    book.parsed.text = text;
    const auto end = static_cast<std::uint32_t>(text.size());
    book.parsed.blocks.push_back({parsed::Block::Kind::paragraph, 0, 0, end});
    book.chunks = {{0, end / 2}, {end / 2, end}};
    book.analysis = *analyser_.analyse(book.parsed);
    book.analysis.language = language;
    book.analysis.stream = analyser_.tokenise(text, language);
    book.analysis.keywords = {{"first", "first", 2}, {"\"second\"", "second", 1}};
    book.analysis.summary = {{0, end / 4, 2}, {end / 2, end, 1}};
    return {.id = book.id,
            .key = book.key,
            .status = Status::ok,
            .reason = {},
            .bytes = text.size(),
            .parsed = &book.parsed,
            .chunks = &book.chunks,
            .analysis = &book.analysis,
            .stream = &book.analysis.stream};
  }

  Record failed(std::string_view id, std::string_view reason) {
    Book& book = books_.emplace_back();
    book.id = id;
    book.key = reason;
    Record record;
    record.id = book.id;
    record.status = Status::failed;
    record.reason = book.key;
    return record;
  }

 private:
  struct Book {
    std::string id, key;
    parsed::Parsed parsed;
    std::vector<chunk::Chunk> chunks;
    analyse::Analysis analysis;
  };

  analyse::Analyser analyser_;
  std::deque<Book> books_;  // records point into it
};

inline std::vector<std::string> ids(const Expected<std::vector<Hit>>& hits) {
  std::vector<std::string> ids;
  if (!hits) return {"error: " + hits.error().detail};
  for (const Hit& hit : *hits) ids.push_back(hit.id);
  return ids;
}

}  // namespace engine::documents::store
