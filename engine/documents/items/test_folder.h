// For tests: a folder of one's own, and real documents to process.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace engine::documents::items {

/// A folder that is gone at the end of the test.
class TestFolder {
 public:
  TestFolder() : path_(std::filesystem::temp_directory_path() / "prony-test-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const {
    return std::filesystem::path(path_) / name;
  }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(*this / name, std::ios::binary) << bytes;
    return *this / name;
  }

 private:
  std::string path_;
};

/// Some of the repository's real documents, of every format.
inline std::vector<std::filesystem::path> real_documents(std::size_t at_most) {
  std::vector<std::filesystem::path> all;
  const std::filesystem::path root =
      std::filesystem::path(PRONY_SOURCE_DIR) / "scenarios/corpus/documents";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  std::vector<std::filesystem::path> some;
  const std::size_t stride = std::max<std::size_t>(1, all.size() / at_most);
  for (std::size_t i = 0; i < all.size() && some.size() < at_most; i += stride) {
    some.push_back(all[i]);
  }
  return some;
}

}  // namespace engine::documents::items
