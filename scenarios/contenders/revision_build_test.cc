#include "scenarios/contenders/revision_build.h"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "scenarios/contenders/contender.h"
#include "scenarios/contenders/test_project.h"

namespace revision_build_test {

using namespace scenarios;
using harness::environment::output_of;
namespace fs = std::filesystem;

namespace {

bool skipped() {
  if (TestProject::can_be_built()) return false;
  MESSAGE("SKIPPED: git, cmake, ninja, make or c++ is not there");
  return true;
}

/// A shelf, emptied in the end, and what was told on the way.
struct Gate {
  ~Gate() { shelf.tidy(0); }

  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf{tree.root() / "cache"};
  std::vector<std::string> phases;

  harness::Expected<FoundProgram> find(const std::string& asked, const fs::path& like,
                                       const std::stop_token& stop = {}) {
    const auto tell = [&](const harness::run::Progress& now) {
      if (phases.empty() || phases.back() != now.phase) phases.push_back(now.phase);
    };
    return find_program(asked, like, shelf, tell, stop);
  }
};

}  // namespace

TEST_CASE("a revision is built as the candidate was, at a path of equal length, once") {
  if (skipped()) return;
  const TestProject project("Ninja", "a_longer_name");
  REQUIRE(project.make({"-DLOUD=ON"}));
  project.write("two.cc",
                "int two() { return 2; }\nconst char* version() { return \"second\"; }\n");
  project.commit("second");
  Gate gate;
  const auto base = gate.find("first", project.program());
  REQUIRE_MESSAGE(base, base.error().message);
  CHECK(gate.phases == std::vector<std::string>{"checking out", "configuring", "building"});
  CHECK(base->revision);
  CHECK(base->warnings.empty());
  CHECK(base->path.string().size() == project.program().string().size());
  const std::string source = base->path.parent_path().parent_path().string();
  CHECK(output_of({base->path.string()}) == "loud\nfirst\n" + source + "\n");
  const std::string commit = project.git({"rev-parse", "first"});
  CHECK(output_of(harness::environment::git_words(source, {"rev-parse", "HEAD"})) == commit);
  CHECK(output_of(harness::environment::git_words(source, {"status", "--porcelain"})) == "");
  CHECK(output_of(harness::environment::git_words(source, {"describe", "--tags"})) == "first\n");
  // The user's repository knows nothing of it.
  CHECK(project.git({"worktree", "list"}).find('\n') ==
        project.git({"worktree", "list"}).size() - 1);

  gate.phases.clear();
  const auto again = gate.find("first", project.program());
  REQUIRE(again);
  CHECK(again->path == base->path);
  CHECK(again->hash == base->hash);
  CHECK(gate.phases.empty());

  SUBCASE("a program that is older than its sources says so") {
    const auto candidate = gate.find(project.program().string(), {});
    REQUIRE(candidate);
    REQUIRE(candidate->warnings.size() == 1);
    CHECK(candidate->warnings.front().find("was built before its sources changed") !=
          std::string::npos);
  }
  SUBCASE("another configuration is another build") {
    REQUIRE(project.make({"-DLOUD=OFF"}));
    const auto quiet = gate.find("first", project.program());
    REQUIRE(quiet);
    CHECK(output_of({quiet->path.string()})->starts_with("first\n"));
  }
}

TEST_CASE("a revision that does not build: its compiler's first error, and nothing is kept") {
  if (skipped()) return;
  const TestProject project("Unix Makefiles");
  project.write("more/two.cc", "int three() { return x; }\n");
  project.commit("broken");
  project.write("more/two.cc", "int three() { return 3; }\n");
  project.commit("mended");
  REQUIRE(project.make());
  Gate gate;
  for (int i = 0; i < 2; ++i) {
    const auto broken = gate.find("broken", project.program());
    REQUIRE_FALSE(broken);
    const std::string& why = broken.error().message;
    CHECK(why.find(") does not build: more/two.cc:1:22: error: ") != why.npos);
    const std::size_t from = why.find("(all of it: ") + 12;
    CHECK(fs::exists(why.substr(from, why.size() - from - 1)));
    CHECK(why.find('\n') == why.npos);
  }
  const auto first = gate.find("first", project.program());
  REQUIRE(first);
  CHECK(output_of({first->path.string()})->starts_with("first\n"));
  project.git({"rm", "-q", "CMakeLists.txt"});
  project.commit("no project");
  CHECK(gate.find("no project", project.program()).error().message.find("is no program") !=
        std::string::npos);
}

TEST_CASE("a build that is stopped ends its compiler, and is not taken for whole") {
  if (skipped()) return;
  const TestProject project;
  REQUIRE(project.make());
  // A compiler that never ends.
  project.write(
      "CMakeLists.txt",
      "cmake_minimum_required(VERSION 3.16)\n"
      "project(hello LANGUAGES CXX)\n"
      "add_custom_target(hello COMMAND sh -c \"echo $$ > pid && exec sleep 1000\" VERBATIM)\n");
  project.commit("endless");
  Gate gate;
  std::stop_source stop;
  std::string pid;
  const std::jthread impatient([&](const std::stop_token& over) {
    while (pid.empty() && !over.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      std::error_code error;
      for (const auto& one : fs::recursive_directory_iterator(gate.tree.root(), error)) {
        if (one.path().filename() != "pid") continue;
        std::ifstream file(one.path());
        file >> pid;
      }
    }
    stop.request_stop();
  });
  const auto stopped = gate.find("endless", project.program(), stop.get_token());
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().message.ends_with(": its build was stopped"));
  REQUIRE_FALSE(pid.empty());
  for (int i = 0; i < 500 && fs::exists("/proc/" + pid); ++i) {  // until whoever inherits it looks
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK_FALSE(fs::exists("/proc/" + pid));
  CHECK(gate.find("first", project.program()));
  for (const auto& one : fs::directory_iterator(gate.shelf.folder())) {
    const bool whole = fs::exists(one.path() / "whole");
    CHECK(whole == fs::exists(one.path() / "source"));
  }
}

TEST_CASE("a project within a repository, built outside of it") {
  if (skipped()) return;
  const TestProject project;
  const harness::probe::MadeUpTree elsewhere;
  fs::create_directory(project.source() / "part");
  for (const char* file : {"CMakeLists.txt", "main.cc", "one.cc", "two.cc", "more"}) {
    project.git({"mv", file, "part/"});
  }
  project.commit("moved");
  const fs::path build = elsewhere.root() / "out";
  const std::string part = (project.source() / "part").string();
  REQUIRE(TestProject::runs({"cmake", "-G", "Ninja", "-S", part, "-B", build.string()}));
  REQUIRE(TestProject::runs({"cmake", "--build", build.string()}));
  Gate gate;
  const auto base = gate.find("moved", build / "hello");
  REQUIRE_MESSAGE(base, base.error().message);
  CHECK(base->path.string().size() == (build / "hello").string().size());
  const std::string said = output_of({base->path.string()}).value_or("");
  CHECK(said.ends_with("/part\n"));
  CHECK(said.size() == std::string("first\n\n").size() + part.size());
}

TEST_CASE("where there is no telling how to build it, a path must be given") {
  if (skipped()) return;
  const TestProject project;
  REQUIRE(project.make());
  const harness::probe::MadeUpTree elsewhere;
  const fs::path copy = elsewhere.root() / "copied";
  fs::copy_file(project.program(), copy);
  Gate gate;
  // This test's own checkout has a HEAD, if it is one.
  const auto found = gate.find("HEAD", copy);
  REQUIRE_FALSE(found);
  if (found.error().message.starts_with("HEAD is a revision")) {
    CHECK(found.error().message ==
          "HEAD is a revision, and how to build it can't be told: " + copy.string() +
              " does not lie in a folder that CMake built in; name a program that is built");
  }
}

}  // namespace revision_build_test
