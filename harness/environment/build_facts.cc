#include "harness/environment/build_facts.h"

#include "harness/build_mark.h"

#if !defined(PRONY_VERSION) || !defined(PRONY_BUILD_FLAGS) || !defined(PRONY_BUILD_TYPE) || \
    !defined(PRONY_BUILD_SANITIZE) || !defined(PRONY_BUILD_SOURCE_DIR)
#error "CMakeLists.txt defines these for this file"
#endif

namespace harness::environment {

BuildFacts build_facts() {
  BuildFacts facts;
  const BuildMark mark = this_build();
  facts.compiler = mark.compiler;
  facts.flags = PRONY_BUILD_FLAGS;
  facts.build_type = PRONY_BUILD_TYPE;
  facts.sanitizers = PRONY_BUILD_SANITIZE;
  if (facts.sanitizers.empty()) facts.sanitizers = mark.sanitizers;
  facts.source_dir = PRONY_BUILD_SOURCE_DIR;
  facts.optimised = mark.optimised;
  facts.assertions = mark.assertions;
  return facts;
}

std::string_view prony_version() {
  return PRONY_VERSION;
}

}  // namespace harness::environment
