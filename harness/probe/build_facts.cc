#include "harness/probe/build_facts.h"

#if !defined(PRONY_BUILD_FLAGS) || !defined(PRONY_BUILD_TYPE) || !defined(PRONY_BUILD_SANITIZE) || \
    !defined(PRONY_BUILD_SOURCE_DIR)
#error "CMakeLists.txt defines these for this file"
#endif

namespace harness::probe {

BuildFacts build_facts() {
  BuildFacts facts;
#if defined(__clang__)
  facts.compiler = "clang " __clang_version__;
#else
  facts.compiler = "gcc " __VERSION__;
#endif
  facts.flags = PRONY_BUILD_FLAGS;
  facts.build_type = PRONY_BUILD_TYPE;
  facts.sanitizers = PRONY_BUILD_SANITIZE;
#if defined(__SANITIZE_ADDRESS__)
  if (facts.sanitizers.empty()) facts.sanitizers = "address";
#elif defined(__SANITIZE_THREAD__)
  if (facts.sanitizers.empty()) facts.sanitizers = "thread";
#endif
  facts.source_dir = PRONY_BUILD_SOURCE_DIR;
#if !defined(__OPTIMIZE__)
  facts.optimised = false;
#endif
#if !defined(NDEBUG)
  facts.assertions = true;
#endif
  return facts;
}

}  // namespace harness::probe
