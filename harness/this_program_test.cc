#include "harness/this_program.h"

#include <doctest/doctest.h>

#include <fstream>

namespace this_program_test {

using harness::ThisProgram;

TEST_CASE("a program is called as it was typed, and its source is the checkout of its main file") {
  const auto top = std::filesystem::temp_directory_path() / "prony-test-this-program";
  std::filesystem::remove_all(top);
  std::filesystem::create_directories(top / "theirs" / "bench");
  std::filesystem::create_directories(top / "theirs" / ".git");
  std::ofstream(top / "theirs" / "bench" / "main.cc") << "int main() {}\n";
  std::ofstream(top / "loose.cc") << "int main() {}\n";

  const auto theirs = ThisProgram::of("build/their_bench", top / "theirs" / "bench" / "main.cc");
  CHECK(theirs.name == "their_bench");
  CHECK(theirs.called == "build/their_bench");
  CHECK(theirs.source == top / "theirs");
  CHECK(ThisProgram::of("b", top / "theirs" / "bench" / "gone.cc").source.empty());
  CHECK(ThisProgram::of("b", "").source.empty());
  std::filesystem::remove_all(top);
}

TEST_CASE("hints tell what to type") {
  const ThisProgram before = harness::this_program();
  CHECK(before.called == "./prony");
  CHECK(harness::to_type("list") == "./prony list");
  harness::set_this_program({.name = "kv", .called = "./kv"});
  CHECK(harness::to_type("list") == "./kv list");
  harness::set_this_program(before);
}

}  // namespace this_program_test
