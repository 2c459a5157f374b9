// How this program was built.
#pragma once

#include <string>
#include <string_view>

namespace harness::environment {

/// What the compiler says of the build, and what CMake told it.
struct BuildFacts {
  std::string compiler;    // with version
  std::string flags;       // of the build type, and the sanitizers
  std::string build_type;  // as CMake calls it
  std::string sanitizers;  // empty: none
  std::string source_dir;  // where it was built from; may be gone by now
  bool optimised = true;
  bool assertions = false;  // assert() is compiled in
};

BuildFacts build_facts();

/// Of Prony, whoever's program it is a part of.
std::string_view prony_version();

}  // namespace harness::environment
