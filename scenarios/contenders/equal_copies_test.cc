#include "scenarios/contenders/equal_copies.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>

#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/test_project.h"

namespace equal_copies_test {

using namespace scenarios;
using harness::environment::output_of;
namespace fs = std::filesystem;

TEST_CASE("both stand at paths of equal length, either way round, in fresh files") {
  const harness::probe::MadeUpTree tree;
  tree.write("first", "#!/bin/sh\necho first\n");
  tree.write("much/longer/path", "#!/bin/sh\necho second\n");
  const auto copies =
      EqualCopies::make(tree.root() / "first", tree.root() / "much/longer/path", {"A=b"});
  REQUIRE(copies);
  CHECK(copies->warnings().empty());
  const auto pair = copies->place(true);
  REQUIRE(pair);
  CHECK(pair->base.path.string().size() == pair->candidate.path.string().size());
  CHECK(output_of({pair->base.path.string()}) == "first\n");
  CHECK(output_of({pair->candidate.path.string()}) == "second\n");
  CHECK(pair->base.environment == std::vector<std::string>{"A=b"});
  CHECK(pair->candidate.environment == pair->base.environment);

  const auto swapped = copies->place(false);
  REQUIRE(swapped);
  CHECK(swapped->base.path == pair->candidate.path);
  CHECK(swapped->candidate.path == pair->base.path);
  CHECK(output_of({swapped->base.path.string()}) == "first\n");
}

TEST_CASE("copies go in the end; what can't be read is said") {
  const harness::probe::MadeUpTree tree;
  tree.write("a", "1");
  fs::path path;
  {
    const auto copies = EqualCopies::make(tree.root() / "a", tree.root() / "a", {});
    path = copies->place(true)->base.path;
    CHECK(fs::exists(path));
  }
  CHECK_FALSE(fs::exists(path.parent_path().parent_path()));
  CHECK(EqualCopies::make(tree.root() / "a", tree.root() / "gone", {}).error().message ==
        (tree.root() / "gone").string() + ": No such file or directory");
}

TEST_CASE("a program with a library beside it is started where it is, through a link") {
  const harness::probe::MadeUpTree tree;
  tree.write("lib.cc", "extern \"C\" int answer() { return 42; }\n");
  tree.write("main.cc", "extern \"C\" int answer(); int main() { return answer() - 42; }\n");
  const auto at = [&](const char* name) { return (tree.root() / name).string(); };
  if (!TestProject::runs({"c++", "-shared", "-fPIC", at("lib.cc"), "-o", at("libbeside.so")}) ||
      !TestProject::runs({"c++", at("main.cc"), "-L", tree.root().string(), "-lbeside",
                          "-Wl,-rpath,$ORIGIN", "-o", at("program")})) {
    MESSAGE("SKIPPED: nothing compiles here");
    return;
  }
  const auto copies = EqualCopies::make(at("program"), "/bin/true", equal_environment());
  REQUIRE(copies);
  REQUIRE(copies->warnings().size() == 1);
  CHECK(copies->warnings().front() ==
        at("program") +
            " is started where it is, through a link, as a copy of it does not find libbeside.so");
  const auto pair = copies->place(false);
  REQUIRE(pair);
  CHECK(output_of({pair->base.path.string()}));
  CHECK(pair->base.path.string().size() == pair->candidate.path.string().size());
}

TEST_CASE("the environment is what a program needs, and what somebody named") {
  ::setenv("CONTENDERS_TEST", "handed on", 1);
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  const std::string path = std::string("PATH=") + ::getenv("PATH");
  CHECK(has(equal_environment(), path));
  CHECK_FALSE(has(equal_environment(), "CONTENDERS_TEST=handed on"));
  const auto named = equal_environment({"CONTENDERS_TEST", "OTHER=a=b", "LANG=C", "ABSENT_ONE"});
  CHECK(has(named, "CONTENDERS_TEST=handed on"));
  CHECK(has(named, "OTHER=a=b"));
  CHECK(has(named, "LANG=C"));
  CHECK(std::is_sorted(named.begin(), named.end()));
  ::unsetenv("CONTENDERS_TEST");
}

TEST_CASE("a file's hash is SHA-256") {
  const harness::probe::MadeUpTree tree;
  tree.write("a", "abc");
  CHECK(file_hash(tree.root() / "a").value() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(text_hash("abc") == file_hash(tree.root() / "a").value());
  CHECK_FALSE(file_hash(tree.root() / "b"));
}

}  // namespace equal_copies_test
