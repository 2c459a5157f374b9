// What targets over the document engine count, beside what every target tells.
#pragma once

#include <vector>

#include "harness/counter.h"

namespace scenarios {

/// Their names.
namespace counter {

// Of any engine with what stands around it: EngineRig.
inline constexpr const char* cache_bytes = "cache_bytes";
inline constexpr const char* second_level_bytes = "second_level_bytes";
inline constexpr const char* time_saved = "cache_time_saved";
inline constexpr const char* time_on_failed = "time_on_failed";
// Of one that is asked for documents.
inline constexpr const char* source_bytes = "source_bytes";
inline constexpr const char* text_bytes = "text_bytes";
inline constexpr const char* pages = "pages";
// Of one whose database is watched.
inline constexpr const char* stored_bytes = "stored_bytes";

}  // namespace counter

/// In the order in which EngineRig::observe fills them.
inline std::vector<harness::CounterInfo> rig_counters() {
  using harness::CounterKind;
  return {{.name = counter::cache_bytes,
           .unit = "bytes",
           .kind = CounterKind::level,
           .help = "what the engine's cache weighs, by its own account"},
          {.name = counter::time_saved,
           .unit = "s",
           .kind = CounterKind::total,
           .help = "work that cache hits made unnecessary"},
          {.name = counter::time_on_failed,
           .unit = "s",
           .kind = CounterKind::total,
           .help = "work in all stages on documents that failed"},
          {.name = counter::second_level_bytes,
           .unit = "bytes",
           .kind = CounterKind::level,
           .help = "what the Redis server behind the cache uses, by its own account"}};
}

}  // namespace scenarios
