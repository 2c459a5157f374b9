#include "engine/documents/ingest/walk.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "engine/documents/items/test_folder.h"

namespace walk_test {

using engine::documents::ingest::Walk;
using engine::documents::items::TestFolder;
namespace fs = std::filesystem;

namespace {

/// The walk's documents, by their paths below the folder.
std::multiset<std::string> found(Walk& walk, const TestFolder& folder) {
  const fs::path top = fs::canonical(folder / ".");
  std::multiset<std::string> paths;
  while (const auto path = walk.next()) {
    CHECK(path->is_absolute());
    paths.insert(path->lexically_relative(top).string());
  }
  return paths;
}

}  // namespace

TEST_CASE("all documents below a folder are found, and nothing else") {
  const TestFolder folder;
  fs::create_directories(folder / "a/b/.hidden");
  fs::create_directories(folder / "empty");
  for (const char* const name : {"one.txt", "a/two.HTML", "a/b/three.md.gz", "a/b/.hidden/x.epub",
                                 "picture.png", "a/none", "d.sqlite"}) {
    folder.write(name, "x");
  }
  REQUIRE(mkfifo((folder / "pipe.txt").c_str(), 0600) == 0);
  auto walk = Walk::open(folder / ".");
  REQUIRE(walk);
  const auto paths = found(*walk, folder);
  CHECK(paths.contains("one.txt"));
  CHECK(paths.contains("a/b/three.md.gz"));
  CHECK(paths.contains("a/b/.hidden/x.epub"));
  CHECK(walk->walked().documents == paths.size());
  CHECK(walk->walked().documents + walk->walked().others == 8);
  CHECK_FALSE(paths.contains("pipe.txt"));
  CHECK_FALSE(paths.contains("picture.png"));
  CHECK_FALSE(walk->next());
}

TEST_CASE("links to files are followed, links to folders are not: no loop, nothing twice") {
  const TestFolder folder;
  fs::create_directories(folder / "a");
  folder.write("a/one.txt", "x");
  fs::create_directory_symlink("..", folder / "a/up");
  fs::create_directory_symlink("a", folder / "again");
  fs::create_symlink("one.txt", folder / "a/link.txt");
  fs::create_symlink("nowhere", folder / "gone.txt");
  fs::create_symlink("self.txt", folder / "self.txt");
  auto walk = Walk::open(folder / ".");
  REQUIRE(walk);
  CHECK(found(*walk, folder) ==
        std::multiset<std::string>{"a/link.txt", "a/one.txt", "gone.txt", "self.txt"});
  CHECK(walk->walked().linked_folders == 2);
}

TEST_CASE("folders beyond the deepest level are named, the others walked") {
  const TestFolder folder;
  fs::path deep = folder / ".";
  for (std::size_t i = 0; i + 1 < Walk::deepest; ++i) deep /= "d";
  fs::create_directories(deep / "d/d");
  folder.write((deep / "in.txt").lexically_relative(folder / ".").string(), "x");
  folder.write((deep / "d/out.txt").lexically_relative(folder / ".").string(), "x");
  auto walk = Walk::open(folder / ".");
  REQUIRE(walk);
  const auto paths = found(*walk, folder);
  CHECK(paths.size() == 1);
  CHECK(walk->walked().closed_folders == 1);
  CHECK(walk->walked().problems.front().find("too many folders") != std::string::npos);
}

TEST_CASE("a folder that may not be read is named, and the walk goes on" *
          doctest::skip(geteuid() == 0)) {  // root may read everything
  const TestFolder folder;
  fs::create_directories(folder / "closed");
  folder.write("one.txt", "x");
  fs::permissions(folder / "closed", fs::perms::none);
  auto walk = Walk::open(folder / ".");
  REQUIRE(walk);
  CHECK(found(*walk, folder).size() == 1);
  CHECK(walk->walked().closed_folders == 1);
  fs::permissions(folder / "closed", fs::perms::owner_all);
}

TEST_CASE("what is no folder is said so") {
  const TestFolder folder;
  CHECK_FALSE(Walk::open(folder / "none"));
  const auto file = Walk::open(folder.write("one.txt", "x"));
  REQUIRE_FALSE(file);
  CHECK(file.error().detail.find("ot a directory") != std::string::npos);
}

}  // namespace walk_test
