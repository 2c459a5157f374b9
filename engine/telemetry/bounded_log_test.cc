#include "engine/telemetry/bounded_log.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

namespace bounded_log_test {

using engine::telemetry::BoundedLog;

namespace {

/// A folder that is gone at the end of the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "telemetry-test-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const char* name) const {
    return std::filesystem::path(path_) / name;
  }

 private:
  std::string path_;
};

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("lines are appended, to what was there too") {
  const Folder folder;
  CHECK(BoundedLog(folder / "log", 1'000).append("one"));
  BoundedLog log(folder / "log", 1'000);
  CHECK(log.append("two"));
  CHECK(log.append("three"));
  CHECK(contents(folder / "log") == "one\ntwo\nthree\n");
}

TEST_CASE("both files together keep the bound, and hold the last lines") {
  const Folder folder;
  BoundedLog log(folder / "log", 100);
  for (int i = 100; i < 200; ++i) {
    CHECK(log.append("line " + std::to_string(i)));
    CHECK(contents(folder / "log").size() + contents(folder / "log.1").size() <= 100);
  }
  CHECK(contents(folder / "log").ends_with("line 199\n"));
  CHECK(contents(folder / "log.1").size() == 45);  // five of 9 bytes; the sixth would be over 50
}

TEST_CASE("a line over half the bound is lost, and only that") {
  const Folder folder;
  BoundedLog log(folder / "log", 100);
  CHECK_FALSE(log.append(std::string(50, 'x')));
  CHECK(log.append(std::string(49, 'y')));
  CHECK(contents(folder / "log") == std::string(49, 'y') + "\n");
}

TEST_CASE("where nothing can be written, lines are lost and nothing else") {
  const Folder folder;
  CHECK_FALSE(BoundedLog(folder / "no/log", 1'000).append("line"));
  std::filesystem::create_symlink("/dev/full", folder / "full");
  BoundedLog full(folder / "full", 1'000);
  CHECK_FALSE(full.append("line"));
  CHECK_FALSE(full.append("line"));
}

}  // namespace bounded_log_test
