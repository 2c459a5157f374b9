#include "scenarios/contenders/build_log.h"

#include <doctest/doctest.h>

namespace build_log_test {

using namespace scenarios;

namespace {

BuildLog after(const std::vector<std::string>& lines) {
  BuildLog log("/tmp/p/src");
  for (const std::string& line : lines) log.read(line);
  return log;
}

}  // namespace

TEST_CASE("how far a build is, by Ninja and by Make") {
  CHECK(after({}).total() == 0);
  CHECK(after({"[3/80] Building CXX object a.o"}).done() == 3);
  CHECK(after({"[3/80] Building CXX object a.o"}).total() == 80);
  CHECK(after({"[  4%] Building CXX object a.o"}).done() == 4);
  CHECK(after({"[  4%] Building CXX object a.o"}).total() == 100);
  CHECK(after({"[deprecated] nonsense", "[a/b]", "[x%]"}).total() == 0);
}

TEST_CASE("a compiler's first error, told from the source's top") {
  CHECK(after({"[1/2] Building CXX object a.o", "FAILED: a.o", "/usr/bin/c++ -c a.cc",
               "/tmp/p/src/a.cc: In function 'int main()':",
               "/tmp/p/src/a.cc:3:5: error: 'x' was not declared in this scope",
               "/tmp/p/src/a.cc:4:5: error: 'y' was not declared in this scope",
               "ninja: build stopped: subcommand failed."})
            .first_error() == "a.cc:3:5: error: 'x' was not declared in this scope");
  CHECK(after({"a.cc:1:10: fatal error: gone.h: No such file or directory"}).first_error() ==
        "a.cc:1:10: fatal error: gone.h: No such file or directory");
}

TEST_CASE("what else goes wrong in a build") {
  CHECK(after({"/usr/bin/ld: a.o: in function `main':",
               "a.cc:(.text+0x5): undefined reference to `f()'",
               "collect2: error: ld returned 1 exit status"})
            .first_error() == "a.cc:(.text+0x5): undefined reference to `f()'");
  CHECK(after({"CMake Error at CMakeLists.txt:3 (find_package):",
               "  By not providing \"Findx.cmake\" in CMAKE_MODULE_PATH",
               "-- Configuring incomplete, errors occurred!"})
            .first_error() ==
        "CMake Error at CMakeLists.txt:3 (find_package): "
        "By not providing \"Findx.cmake\" in CMAKE_MODULE_PATH");
  CHECK(after({"ninja: error: unknown target 'prony'"}).first_error() ==
        "ninja: error: unknown target 'prony'");
  CHECK(after({"make: *** No rule to make target 'prony'.  Stop."}).first_error() ==
        "make: *** No rule to make target 'prony'.  Stop.");
  CHECK(after({"it is Monday", "ninja: build stopped: subcommand failed."}).first_error() ==
        "it is Monday");
  CHECK(after({"it is Monday", "gmake[1]: *** [x:7: hello] Error 1",
               "make: *** [Makefile:2: all] Error 2"})
            .first_error() == "it is Monday");
  CHECK(after({"Killed", ""}).first_error() == "Killed");
  CHECK(after({}).first_error().empty());
}

}  // namespace build_log_test
