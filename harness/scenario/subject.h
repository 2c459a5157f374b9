// What can be measured: an engine, with everything that a program has to know of it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// A switch or a number that a target can be made with.
struct SettingInfo {
  std::string name;                  // "cache.capacity"
  std::string values;                // what it takes, in words: "a size, or unbounded"
  std::string help;                  // what it is, in a sentence
  std::vector<std::string> presets;  // its value in each of the subject's presets, in their order
  std::string claim = {};            // what somebody says that it is worth; empty: nobody does
  std::string claim_id = {};         // of the subject's page of claims
  std::string option = {};           // its own word on the command line, "--url"; empty: --set only
  bool joined = false;  // that word may be given more than once: a line of the value each
};

/// The items that requests ask for, as somebody chose them.
struct ItemSet {
  std::filesystem::path folder;  // as TargetOrder::corpus takes it
  std::uint64_t count = 0;
  double times_default = 1;  // as many, or as large, as those that the subject has by itself
  std::function<std::string(std::uint64_t item)> name = {};  // null: they are but numbers
};

/// The load of a trial, which an ablation puts on a fresh target in a process of its own.
struct TrialSize {
  Duration length{};
  std::size_t clients = 1;   // of a closed loop
  schedule::Rate rate = {};  // of an open one
};

/// A subject, a plain value. Whoever has one has every scenario for it: the program, replay, trials
/// and ablations know subjects and never an engine.
struct Subject {
  std::string name;                            // for --on: "documents"
  std::string description;                     // what it is, in a line
  std::string item = "item", items = "items";  // its word for what a request asks for
  MakeTarget make_target;
  /// Sets of settings that have a name, the plainest one first: "v1", "v2". May be none.
  std::vector<std::string> presets = {};
  std::string preset = {};  // the usual one of them
  std::vector<SettingInfo> settings = {};
  /// Would a target be made with these? Asked before anything is measured. Null: each must be one
  /// of `settings`.
  std::function<Expected<void>(const std::string& preset, const std::vector<Setting>& settings)>
      check = {};

  /// Opens the items that were chosen with --corpus; empty: the usual ones. Called only where
  /// they are wanted. Null: there is nothing to choose.
  std::function<Expected<ItemSet>(std::string_view chosen)> open_items = {};
  /// So many of a folder's items, evenly out of all, in a folder that is made below `into`, or as
  /// they are. Null: trials take all of them.
  std::function<Expected<std::filesystem::path>(
      const std::filesystem::path& folder, std::size_t most, const std::filesystem::path& into)>
      sample_items = {};

  /// How often each item is asked for, where a scenario has no reason to choose.
  mix::Popularity popularity = {.choice = mix::Choice::zipf, .exponent = 0.9, .classes = {}};
  std::vector<Setting> usual = {};  // settings that the general scenarios make
  /// How the general scenarios' open loads, but for a search, wait for the next request: asleep, so
  /// that an engine in this process keeps its cores, or exactly, where an answer takes no longer
  /// than waking up does.
  Waiting waiting = Waiting::sleep;
  std::string workers = {};                  // the setting that says how many workers there are
  std::vector<Setting> beside_workers = {};  // that a sweep over it makes as well
  Toll toll = {};                            // of the general scenarios' steps
  /// Its own; one that is named as a general one takes its place.
  std::vector<Scenario> scenarios = {};
  /// The scenario of one step that an ablation's trial is. An error: no load has that name. Null:
  /// the general loads.
  std::function<Expected<Scenario>(const std::string& load, const TrialSize& size)> trial = {};

  /// The file that describes it, absolute, from which another process of this program can make it
  /// again; empty: it is one of the program's own.
  std::filesystem::path source = {};
};

/// Do these fit the subject? An error names the nearest right spelling.
Expected<void> check_settings(const Subject& subject, const std::string& preset,
                              const std::vector<Setting>& settings);

}  // namespace harness::scenario
