// What the report's tests share: a folder that goes away, a PATH without gnuplot, strict reading.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reports::sample {

/// A folder of a test's own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// PATH is another one while this lives.
class OtherPath {
 public:
  explicit OtherPath(const std::string& path);
  ~OtherPath();
  OtherPath(const OtherPath&) = delete;
  OtherPath& operator=(const OtherPath&) = delete;

 private:
  std::string before_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& text,
                bool executable = false);

/// Every id attribute of an XML document, in document order; also every "#id" that is referred to.
struct Ids {
  bool well_formed = false;
  std::vector<std::string> given, used;
};
Ids ids_of(const std::string& xml);

std::size_t occurrences(const std::string& text, const std::string& part);

}  // namespace reports::sample
