// What an ablation measures: configurations, and which of them are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/ablation/effect.h"
#include "harness/clock.h"
#include "harness/result/run_result.h"

namespace harness::ablation {

/// A name and a value for the target.
using Setting = std::pair<std::string, std::string>;

/// A rate that is a share of what another configuration can do.
struct Share {
  std::size_t of = 0;  // index of that configuration
  double share = 0;    // 0.6 for 60 %

  bool operator==(const Share&) const = default;
};

/// A system under one load: what is measured, each time in a process of its own.
struct Configuration {
  std::string load;                    // by its subject's name for it: "clients"
  std::string preset;                  // empty: the subject's usual one
  std::uint64_t clients = 1;           // of a closed load
  std::uint64_t most_items = 0;        // so many of the subject's; 0: all
  std::vector<Setting> settings;       // of the target; later ones win
  std::vector<std::string> held = {};  // settings that its load makes itself, by name
  std::string corpus;                  // empty: the run's
  std::optional<Share> rate;
  double stretch = 1;  // measured so many times as long as the design's trials
  int copy = 0;        // tells a second one from the first: a control compares like with like

  bool operator==(const Configuration&) const = default;

  /// But for its settings, what it is made of and driven by.
  auto system() const { return std::tie(load, preset, clients, most_items); }
};

/// A metric of a comparison and what is claimed for it.
struct Claim {
  std::string metric;
  Scale scale = Scale::ratio;
  std::string id = {};                // "000.18"; empty: nobody claims anything
  std::optional<double> effect = {};  // as a fraction: -0.1 for -10 %
  bool projected = false;             // the source itself never measured it
};

/// Two configurations: what does having the switch do?
struct Comparison {
  std::string switch_name, against;  // as in ablation.csv
  std::string optimisation;          // for people
  std::string load;                  // likewise: "each document once"
  std::size_t without = 0, with = 0;
  std::size_t block = 0;  // comparisons of one block are measured close to one another
  std::size_t times = 1;  // a round measures their block as often as one of them asks for
  bool control = false;   // both are the same
  std::vector<Claim> claims;
};

/// All of it, and how long it may take.
struct Design {
  std::vector<Configuration> configurations;
  std::vector<Comparison> comparisons;
  std::size_t fewest_rounds = 5;
  double within = 0.03;  // half an interval's width, relative, that is narrow enough
  Duration trial{};      // what one trial measures
  Duration most{};       // all trials together
  /// A trial's figure for a metric; nothing where it was not measured.
  result::Figure (*figure)(const result::RunResult& trial, std::string_view metric) = nullptr;

  /// The index of a configuration, which is added if it is new.
  std::size_t add(Configuration configuration) {
    for (std::size_t i = 0; i < configurations.size(); ++i) {
      if (configurations[i] == configuration) return i;
    }
    configurations.push_back(std::move(configuration));
    return configurations.size() - 1;
  }
};

}  // namespace harness::ablation
