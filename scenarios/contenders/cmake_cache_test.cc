#include "scenarios/contenders/cmake_cache.h"

#include <doctest/doctest.h>

namespace cmake_cache_test {

using namespace scenarios;

TEST_CASE("CMake's cache is read: what somebody typed, and what it knows by itself") {
  const auto entries = read_cmake_cache(
      "# This is the CMakeCache file.\n"
      "\n"
      "//Build type\n"
      "CMAKE_BUILD_TYPE:STRING=Release\n"
      "//No help, variable specified on the command line.\n"
      "CMAKE_CXX_COMPILER_LAUNCHER:UNINITIALIZED=ccache\n"
      "//Value Computed by CMake\n"
      "// on two lines\n"
      "a_SOURCE_DIR:STATIC=/src=a\n"
      "EMPTY:STRING=\n"
      "SPACED:STRING=' a '\n"
      "nonsense\n");
  REQUIRE(entries.size() == 5);
  CHECK(entries[0] == CmakeEntry{"CMAKE_BUILD_TYPE", "STRING", "Release", false});
  CHECK(entries[1] == CmakeEntry{"CMAKE_CXX_COMPILER_LAUNCHER", "UNINITIALIZED", "ccache", true});
  CHECK(entries[2] == CmakeEntry{"a_SOURCE_DIR", "STATIC", "/src=a", false});
  CHECK(value_of(entries, "CMAKE_BUILD_TYPE") == "Release");
  CHECK_FALSE(value_of(entries, "EMPTY"));
  CHECK(value_of(entries, "SPACED") == " a ");
}

TEST_CASE("another build gets what somebody set, never what CMake found here") {
  const std::vector<CmakeEntry> entries{{"CMAKE_CXX_COMPILER", "FILEPATH", "/usr/bin/c++"},
                                        {"CMAKE_CXX_FLAGS_RELEASE", "STRING", "-O3 -DX=\"y\""},
                                        {"CMAKE_AR", "FILEPATH", "/usr/bin/ar"},
                                        {"CMAKE_HOME_DIRECTORY", "INTERNAL", "/src/a"},
                                        {"CMAKE_INSTALL_PREFIX", "PATH", "/usr/local"},
                                        {"CMAKE_TOOLCHAIN_FILE", "FILEPATH", "/src/a/cross.cmake"},
                                        {"fmt_DIR", "PATH", "/usr/lib/cmake/fmt"},
                                        {"MY_SWITCH", "BOOL", "ON"},
                                        {"MY_TEXT", "STRING", "/src/a/build;/src/a/x;/src/ab"},
                                        {"MY_PATH", "UNINITIALIZED", "/opt/x", true},
                                        {"ABSENT", "STRING", "ABSENT-NOTFOUND"}};
  CHECK(initial_cache(entries, {{"/src/a/build", "/tmp/p/build"}, {"/src/a", "/tmp/p"}}) ==
        "set(CMAKE_CXX_COMPILER [==[/usr/bin/c++]==] CACHE FILEPATH \"\")\n"
        "set(CMAKE_CXX_FLAGS_RELEASE [==[-O3 -DX=\"y\"]==] CACHE STRING \"\")\n"
        "set(CMAKE_TOOLCHAIN_FILE [==[/tmp/p/cross.cmake]==] CACHE FILEPATH \"\")\n"
        "set(MY_SWITCH [==[ON]==] CACHE BOOL \"\")\n"
        "set(MY_TEXT [==[/tmp/p/build;/tmp/p/x;/src/ab]==] CACHE STRING \"\")\n"
        "set(MY_PATH [==[/opt/x]==] CACHE STRING \"\")\n");
}

}  // namespace cmake_cache_test
