#include "scenarios/contenders/asked_program.h"

#include <doctest/doctest.h>

#include "scenarios/contenders/contender.h"
#include "scenarios/contenders/test_project.h"

namespace asked_program_test {

using namespace scenarios;
namespace fs = std::filesystem;

TEST_CASE("a program's path is taken as it is, whatever a revision is called") {
  const harness::probe::MadeUpTree tree;
  tree.write("main", "#!/bin/sh\n");
  fs::permissions(tree.root() / "main", fs::perms::owner_all);
  const auto found = find_asked((tree.root() / "main").string(), {});
  REQUIRE(found);
  CHECK(std::get<fs::path>(*found) == tree.root() / "main");
}

TEST_CASE("what is neither a program nor a revision: one line says what was tried") {
  const harness::probe::MadeUpTree tree;
  tree.write("folder/file", "");
  const auto why = [&](const std::string& name) {
    return find_asked((tree.root() / name).string(), {tree.root()}).error().message;
  };
  const std::string no_checkout =
      ", and a revision can't be asked for: neither the program's source nor this folder is a git "
      "checkout";
  const std::string at = tree.root().string();
  CHECK(why("gone") == at + "/gone is no program here" + no_checkout);
  CHECK(why("folder") == at + "/folder is a folder: name the program in it" + no_checkout);
  CHECK(why("folder/file") ==
        at + "/folder/file is no program: it is a file that can't be run" + no_checkout);
}

TEST_CASE("a revision by branch, tag, and commit, and the one that was meant") {
  if (!TestProject::can_be_built()) {
    MESSAGE("SKIPPED: git, cmake, ninja, make or c++ is not there");
    return;
  }
  const TestProject project;
  const std::string source = fs::canonical(project.source()).string();
  const auto find = [&](const std::string& asked) { return find_asked(asked, {"", source}); };
  const Revision revision = std::get<Revision>(find("main").value());
  CHECK(revision.checkout == source);
  CHECK(revision.commit.size() == 40);
  CHECK(revision.name() == "main (" + revision.commit.substr(0, 7) + ")");
  CHECK(std::get<Revision>(find("first").value()).commit == revision.commit);
  const auto abbreviated = find(revision.commit.substr(0, 9));
  CHECK(std::get<Revision>(*abbreviated).name() == revision.commit.substr(0, 7));
  CHECK(find("mian").error().message ==
        "mian is no program here, and no revision of " + source + "; did you mean main?");
  CHECK(find("quite-else").error().message ==
        "quite-else is no program here, and no revision of " + source);
  CHECK_FALSE(find("--help"));
  // From a folder within, which is noted.
  CHECK(std::get<Revision>(find_asked("main", {source + "/more"}).value()).within == "more");
}

TEST_CASE("without anything asked for, it is this program") {
  const auto found = find_program("", "", BuildShelf("unused"), {}, {});
  REQUIRE(found);
  CHECK(found->path == fs::canonical("/proc/self/exe"));
  CHECK(found->hash.size() == 64);
  CHECK_FALSE(found->revision);
  const auto contender = contender_of("", *found);
  CHECK(contender.path == found->path.filename());  // no path that nobody typed
  CHECK(contender.hash == found->hash);
}

}  // namespace asked_program_test
