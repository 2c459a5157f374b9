// How a piece of code was compiled.
#pragma once

namespace harness {

/// What the compiler says of a translation unit. The texts must outlive everything, as literals do.
struct BuildMark {
  const char* compiler = "";    // with its version
  const char* sanitizers = "";  // empty: none
  bool optimised = true;
  bool assertions = false;  // assert() is compiled in
};

#if defined(__has_feature)
#define PRONY_HAS_FEATURE(feature) __has_feature(feature)
#else
#define PRONY_HAS_FEATURE(feature) 0
#endif

/// Of the unit in which it is called. Static, or else the linker would keep one unit's answer and
/// give it to all. gcc does not tell of -fsanitize=undefined.
static constexpr BuildMark this_build() {
  BuildMark mark;
#if defined(__clang__)
  mark.compiler = "clang " __clang_version__;
#else
  mark.compiler = "gcc " __VERSION__;
#endif
#if defined(__SANITIZE_ADDRESS__) || PRONY_HAS_FEATURE(address_sanitizer)
  mark.sanitizers = "address";
#elif defined(__SANITIZE_THREAD__) || PRONY_HAS_FEATURE(thread_sanitizer)
  mark.sanitizers = "thread";
#elif PRONY_HAS_FEATURE(memory_sanitizer)
  mark.sanitizers = "memory";
#elif PRONY_HAS_FEATURE(undefined_behavior_sanitizer)
  mark.sanitizers = "undefined";
#endif
#if !defined(__OPTIMIZE__)
  mark.optimised = false;
#endif
#if !defined(NDEBUG)
  mark.assertions = true;
#endif
  return mark;
}

#undef PRONY_HAS_FEATURE

}  // namespace harness
