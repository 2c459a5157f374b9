#include "scenarios/contenders/relink/archive.h"

#include <doctest/doctest.h>

#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/test_project.h"

namespace archive_test {

using namespace scenarios;
namespace fs = std::filesystem;

TEST_CASE("a library's members, with short names and long ones, as they were") {
  const harness::probe::MadeUpTree tree;
  tree.write("a.o", "odd");
  tree.write("a_name_that_is_too_long_for_the_header.o", "even");
  tree.write("empty.o", "");
  const auto at = [&](const char* name) { return (tree.root() / name).string(); };
  if (!TestProject::runs({"ar", "qc", at("lib.a"), at("a.o"),
                          at("a_name_that_is_too_long_for_the_header.o"), at("empty.o")})) {
    MESSAGE("SKIPPED: ar is not there");
    return;
  }
  const auto members = members_of(at("lib.a"));
  REQUIRE(members);
  REQUIRE(members->size() == 3);
  const char* names[] = {"a.o", "a_name_that_is_too_long_for_the_header.o", "empty.o"};
  for (int i = 0; i < 3; ++i) {
    const ArchiveMember& member = members->at(i);
    CHECK(member.name == names[i]);
    REQUIRE(extract(at("lib.a"), member, at("out")));
    CHECK(file_hash(at("out")).value() == file_hash(at(names[i])).value());
  }
  fs::resize_file(at("lib.a"), fs::file_size(at("lib.a")) - 62);
  CHECK(members_of(at("lib.a")).error().message == at("lib.a") + " is damaged");
  CHECK(members_of(at("a.o")).error().message ==
        at("a.o") + " is no static library that can be taken apart");
  CHECK_FALSE(members_of(at("gone.a")));
}

}  // namespace archive_test
