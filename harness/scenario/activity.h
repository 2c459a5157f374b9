// What a step is about at the moment.
#pragma once

#include <string_view>

namespace harness::scenario {

/// A step's parts in time, one after the other; of a load of passes over and over.
enum class Activity {
  making,    // its target, which may be shown its items and be aged
  loading,   // until the last request has ended
  checking,  // whether the target's outputs are right
};

/// For whoever does not want to be told.
inline void untold(Activity) {}

/// As people are told: "preparation", "load", "verification".
constexpr std::string_view to_string(Activity activity) {
  return activity == Activity::making    ? "preparation"
         : activity == Activity::loading ? "load"
                                         : "verification";
}

}  // namespace harness::scenario
