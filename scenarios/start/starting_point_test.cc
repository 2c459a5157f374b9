#include "scenarios/start/starting_point.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "harness/result/sample/temporary_folder.h"
#include "harness/result/whole_file.h"
#include "scenarios/command/subject.h"
#include "scenarios/described/described_subject.h"
#include "scenarios/http/http_subject.h"

namespace starting_point_test {

using scenarios::start::starting_point;

TEST_CASE("a described engine's starting point can be measured as it is") {
  const harness::result::sample::TemporaryFolder folder;
  const auto http = scenarios::http::http_subject();
  const auto command = scenarios::command_subject();
  for (const std::string kind : {"http", "command"}) {
    CAPTURE(kind);
    const auto start = starting_point(kind, "mine");
    REQUIRE(start);
    REQUIRE(scenarios::start::write(*start, folder.path()));
    const auto subject = scenarios::described::described_subject(
        folder.path() / start->files.front().path, {&http, &command});
    CAPTURE((subject ? "" : subject.error().message));
    REQUIRE(subject);
    CHECK(subject->name == "mine");
    std::filesystem::remove(folder.path() / start->files.front().path);
  }
}

TEST_CASE("nothing that is there is overwritten") {
  const harness::result::sample::TemporaryFolder folder;
  const auto start = starting_point("library", "");
  REQUIRE(start);
  REQUIRE(scenarios::start::write(*start, folder.path()));
  CHECK(std::filesystem::exists(folder.path() / "my_engine" / "CMakeLists.txt"));
  CHECK(scenarios::start::write(*start, folder.path()).error().message ==
        "my_engine/main.cc is there already; give another name");
}

TEST_CASE("what was typed wrong is told") {
  CHECK(starting_point("htp", "").error().message ==
        "init htp: there is no such kind; did you mean http?");
  CHECK(starting_point("http", "../x").error().message ==
        "../x: a name is made of letters, digits and '_'");
}

}  // namespace starting_point_test
