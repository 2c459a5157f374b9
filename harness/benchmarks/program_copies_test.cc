#include "harness/benchmarks/program_copies.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

namespace program_copies_test {

using namespace harness::benchmarks;
namespace fs = std::filesystem;

TEST_CASE("copies lie at paths of one length, are written anew, and can be run") {
  const fs::path folder =
      fs::temp_directory_path() / ("prony_copies_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "short") << "one";
  std::ofstream(folder / "a_longer_name") << "other";
  fs::permissions(folder / "short", fs::perms::owner_all);
  const Programs programs{folder / "short", folder / "a_longer_name"};
  for (int i = 0; i < 2; ++i) {
    const auto copies = fresh_copies(programs, folder / "copies");
    REQUIRE(copies);
    CHECK(copies->base.string().size() == copies->candidate.string().size());
    CHECK(fs::file_size(copies->base) == 3);
    CHECK(fs::file_size(copies->candidate) == 5);
    CHECK(::access(copies->base.c_str(), X_OK) == 0);
  }
  const auto links = fresh_links(programs, folder / "copies");
  REQUIRE(links);
  CHECK(fs::is_symlink(links->candidate));
  CHECK(fs::file_size(links->candidate) == 5);

  const auto none = fresh_copies({folder / "short", folder / "none"}, folder / "copies");
  REQUIRE_FALSE(none);
  CHECK(none.error().message.find("none: cannot copy") != std::string::npos);
  fs::remove_all(folder);
}

}  // namespace program_copies_test
