#include "scenarios/contenders/relink/relinker.h"

#include <doctest/doctest.h>

#include <set>

#include "scenarios/contenders/contender.h"
#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/test_project.h"

namespace relinker_test {

using namespace scenarios;
using harness::environment::output_of;
namespace fs = std::filesystem;

namespace {

bool skipped() {
  if (TestProject::can_be_built()) return false;
  MESSAGE("SKIPPED: git, cmake, ninja, make or c++ is not there");
  return true;
}

/// Every file below, with its time.
std::set<std::string> state_of(const fs::path& folder) {
  std::set<std::string> state;
  for (const auto& one : fs::recursive_directory_iterator(folder)) {
    state.insert(one.path().string() + " " +
                 std::to_string(one.last_write_time().time_since_epoch().count()));
  }
  return state;
}

void check_orders(const TestProject& project) {
  const auto before = state_of(project.build());
  const auto relinker = Relinker::of(project.program());
  REQUIRE_MESSAGE(relinker, relinker.error().message);
  // main.cc, one.cc, and both two.cc.
  CHECK(relinker->parts() == 4);
  const harness::probe::MadeUpTree tree;
  std::set<std::string> hashes{file_hash(project.program()).value()};
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const fs::path linked = tree.root() / std::to_string(seed);
    REQUIRE(relinker->link(seed, linked));
    CHECK(output_of({linked.string()}) == output_of({project.program().string()}));
    hashes.insert(file_hash(linked).value());
    const fs::path again = tree.root() / "again";
    REQUIRE(relinker->link(seed, again));
    CHECK(file_hash(again).value() == file_hash(linked).value());
  }
  CHECK(hashes.size() >= 3);  // of 23 other orders
  CHECK(state_of(project.build()) == before);
}

}  // namespace

TEST_CASE("a program of Ninja's is linked in other orders, and its build folder is left alone") {
  if (skipped()) return;
  const TestProject project;
  project.write("more/three.cc", "int three() { return 3; }\n");
  project.write("CMakeLists.txt", project.lists("one.cc", "two.cc more/three.cc"));
  REQUIRE(project.make());
  check_orders(project);
}

TEST_CASE("a program of Make's is linked in other orders") {
  if (skipped()) return;
  const TestProject project("Unix Makefiles");
  project.write("more/three.cc", "int three() { return 3; }\n");
  project.write("CMakeLists.txt", project.lists("one.cc", "two.cc more/three.cc"));
  REQUIRE(project.make());
  check_orders(project);
}

TEST_CASE("of a library with two members of one name the library stays, and the program is right") {
  if (skipped()) return;
  const TestProject project;
  REQUIRE(project.make());
  const auto relinker = Relinker::of(project.program());
  REQUIRE(relinker);
  CHECK(relinker->parts() == 2);
  const harness::probe::MadeUpTree tree;
  REQUIRE(relinker->link(1, tree.root() / "linked"));
  CHECK(output_of({(tree.root() / "linked").string()}) == output_of({project.program().string()}));
}

TEST_CASE("a program that a gate built from a revision is linked again, too") {
  if (skipped()) return;
  const TestProject project;
  REQUIRE(project.make());
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root() / "cache");
  auto base = find_program("first", project.program(), shelf, {}, {});
  REQUIRE(base);
  const auto relinker = Relinker::of(base->path);
  REQUIRE_MESSAGE(relinker, relinker.error().message);
  REQUIRE(relinker->link(1, tree.root() / "linked"));
  CHECK(output_of({(tree.root() / "linked").string()}) == output_of({base->path.string()}));
  CHECK(file_hash(tree.root() / "linked").value() != base->hash);
  base->place.reset();
  shelf.tidy(0);
}

TEST_CASE("where it can't be done, a sentence says why") {
  if (skipped()) return;
  const TestProject project;
  REQUIRE(project.make());
  const harness::probe::MadeUpTree tree;
  const auto why = [](const fs::path& program) { return Relinker::of(program).error().message; };

  SUBCASE("a foreign artifact") {
    const fs::path copy = tree.root() / "copy";
    fs::copy_file(project.program(), copy);
    CHECK(why(copy) == copy.string() + " does not lie in a folder that CMake built in");
    CHECK(why(tree.root() / "gone") ==
          (tree.root() / "gone").string() + ": No such file or directory");
  }
  SUBCASE("objects that were compiled since") {
    const fs::path kept = tree.root() / "kept";
    fs::copy_file(project.program(), kept);
    project.write("two.cc", "int two() { return 2; }\nconst char* version() { return \"2nd\"; }\n");
    REQUIRE(project.make());
    fs::copy_file(kept, project.program(), fs::copy_options::overwrite_existing);
    CHECK(why(project.program()) ==
          "its object files are not those that it was linked from, or something was done to it "
          "afterwards");
  }
  SUBCASE("a stripped program has the objects that it had") {
    REQUIRE(TestProject::runs({"strip", project.program().string()}));
    CHECK(Relinker::of(project.program()));
  }
  SUBCASE("a build folder that was moved") {
    fs::rename(project.build(), tree.root() / "moved");
    CHECK(why(tree.root() / "moved/hello") == (tree.root() / "moved/hello").string() +
                                                  ": its build folder was moved here from " +
                                                  project.build().string());
  }
}

}  // namespace relinker_test
