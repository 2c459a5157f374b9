// What of a run is worth showing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace harness::result {

/// How a run's figures are to be read, chosen by its scenario. Whoever shows a run asks this, and
/// never which scenario it was.
struct View {
  /// One of the figures that are drawn upwards.
  struct Upward {
    std::string column;      // of summary.csv: "latency_ms_mean"
    std::string label = {};  // of its axis; empty: the usual one

    bool operator==(const Upward&) const = default;
  };

  /// Lines along a setting, a panel for each figure: of points that have a place (Point::x).
  struct Curves {
    std::string title, along, caption;
    std::vector<Upward> upwards;
    bool of_names = false;  // along names nothing lies in between: markers, and no lines

    bool operator==(const Curves&) const = default;
  };

  bool by_phase = false;        // its points are phases of a load, and are named by them
  bool offers = false;          // what was offered need not be what was achieved
  bool chooses = false;         // one of its steps is to be chosen, and is what is quoted
  bool searches = false;        // what it found comes first: its probes go beyond it on purpose
  bool of_harness = false;      // no target to speak of: how late requests were sent is the answer
  bool judges_machine = false;  // its verdict is on the machine
  bool shows_hits = false;      // a cache's hits are what it is about
  std::optional<Curves> curves = {};

  bool operator==(const View&) const = default;
};

/// Of a load that is held: its phases.
inline View load_view() {
  return {.by_phase = true, .offers = true};
}
/// Of steps of which one is to be chosen.
inline View sweep_view() {
  return {.chooses = true};
}
/// Of a search for a rate.
inline View search_view() {
  return {.offers = true, .searches = true};
}
/// Of the harness itself.
inline View harness_view() {
  return {.offers = true, .of_harness = true};
}

/// What result files of before there were views call their kind: "load", "sweep", "capacity",
/// "overhead", "selftest"; any other has nothing of its own.
View view_of_kind(std::string_view kind);

}  // namespace harness::result
