// A scenario: a question about a target, and the load that answers it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/ablation/design.h"
#include "harness/mix/request_mix.h"
#include "harness/probe/named_process.h"
#include "harness/probe/resources.h"
#include "harness/result/run_result.h"
#include "harness/schedule/rate.h"
#include "harness/schedule/schedule.h"
#include "harness/schedule/shapes.h"
#include "harness/target.h"

namespace harness::scenario {

/// A name and a value for the target, such as batch.size and 50.
using Setting = std::pair<std::string, std::string>;

/// What a target is made from.
struct TargetOrder {
  Clock& clock;
  std::string engine;             // the preset asked for: "v2"
  std::vector<Setting> settings;  // later ones win
  std::filesystem::path corpus;   // empty: the target's default
  std::filesystem::path scratch;  // an empty folder of its own, removed afterwards
  Duration ageing{};              // as the step's
  /// That belong to what is measured, as the user says; they may have ended since.
  std::vector<probe::NamedProcess> processes = {};
  std::stop_token stop = {};  // a long preparation ends early when it is asked to,
  std::function<void(const std::string& phase)> tell = {};  // and tells what it is about
};

using probe::Resources;

/// A target ready to be driven, and what the result files are to say of it.
struct Prepared {
  std::unique_ptr<Target> target;
  std::string engine;
  result::Figure batch_size, workers;
  std::vector<result::Parameter> parameters;  // everything it was built with
  std::vector<std::uint64_t> item_bytes;      // by item; may be empty
  /// An item's name for people; outlives the target. May be null.
  std::function<std::string(std::uint64_t item)> describe;
  /// Processes that belong to what is measured and that this program did not start itself, such as
  /// a server: with their descendants they count as the target's.
  std::vector<pid_t> processes = {};
  Resources resources = Resources::whole_program;
  /// How the code that does the work was compiled: harness::this_build() called in its own unit.
  /// Empty: as the target's class was.
  std::optional<BuildMark> build = {};
  /// What whoever reads its figures has to know, as that its time is made up: one of the run's
  /// warnings. Mostly empty.
  std::string caveat = {};
};

using MakeTarget = std::function<Expected<Prepared>(const TargetOrder& order)>;

/// Independent users who come on top of a load. What their segments hold beyond its end is left
/// out.
struct Users {
  std::vector<schedule::Segment> segments;  // of all of them together; rates as the load's own
  schedule::Arrivals arrivals = schedule::Arrivals::poisson;  // of each of them
  std::size_t count = 1;  // who share the rates evenly; at most 10,000
};

/// What a load's own stream is overlaid with, from the end of the warm-up on: users, or arrivals as
/// they were recorded.
using Overlay = std::variant<Users, schedule::Trace>;

/// Requests come when they are due, whatever the target does. The segments' rates are multiples of
/// `rate`, so that one number moves the whole load; they name its phases.
struct OpenLoad {
  schedule::Rate rate;
  std::vector<schedule::Segment> segments;
  schedule::Arrivals arrivals = schedule::Arrivals::constant;
  Waiting waiting = Waiting::sleep_then_spin;
  Duration warm_up{};        // before the segments, in the files but not judged
  double warm_up_level = 1;  // its rate, as a multiple of `rate`
  std::vector<Overlay> overlays;
  bool steady = true;  // a steady state is to be expected; not where its lack is what is asked for
  /// Of the generator, which share the schedule; more than one only for a target that is
  /// concurrent().
  std::size_t threads = 1;
};

/// N clients send one request after the other.
struct ClosedLoad {
  std::size_t clients = 1;
  Duration length{};
  Duration warm_up{};
  Duration think_time{};
  /// Each item once, to a fresh target; again with another fresh one, until all of that, the
  /// targets' making and checking included, has taken `length` (see passes.h).
  bool passes = false;
  std::size_t fewest_passes = 1;  // for which it may take up to twice its length
  /// Of the generator, which share the clients; more than one only for a target that is
  /// concurrent(). As many as clients: each calls the target as a caller of its own would.
  std::size_t threads = 1;
};

using Load = std::variant<OpenLoad, ClosedLoad>;

/// Where a step stands among others that differ from it in more than one setting: how its figures
/// are drawn together.
struct Place {
  std::string panel;    // "zipf"; empty where there is but one
  std::string series;   // the line: "sieve"
  std::string setting;  // what the line runs along, in words: "25 %"
  result::Figure x;     // and as a number, if it is one
};

/// What a step takes besides its load, about: what a plan rests on until the run has seen better.
struct Toll {
  Duration making{};    // a target,
  Duration checking{};  // and asking it at the end whether its outputs are right
  // These two grow with the number of items; for those that the target has by default:
  Duration seeing{};  // a target's being shown all of them before it is handed over
  Duration pass{};    // asking for each of them once, in a load of passes
};

/// One measured configuration: a fresh target with these settings under this load.
struct Step {
  std::string name;
  std::vector<Setting> settings;
  Load load;
  std::string engine = {};                         // empty: the one that was asked for
  std::optional<mix::Popularity> popularity = {};  // empty: the scenario's
  Place place = {};
  /// How long the target is worked, as hard as it can be, before it is handed over; only by
  /// scenarios whose MakeTarget does so. Not of the step that measures the capacity.
  Duration ageing = {};
  Toll toll = {};
};

/// How a form looks for the highest rate that holds its limits.
struct Search {
  static constexpr int curve_points = 5;

  OpenLoad load;                   // of a probe; its rate and segments are the search's
  std::vector<Setting> settings;   // of its target
  double within = 0.02;            // half the width of the interval wanted, relative
  Duration shortest{}, longest{};  // a probe
  Duration most{};                 // all probes
  Duration curve_point{};          // of the curve of latency against load, for each point
  Toll toll = {};                  // of the one target that all of them meet
};

/// Steps one after the other.
struct Steps {
  std::vector<Step> steps;
};

/// Steps, all of passes, that take turns, so that what changes on the machine meanwhile meets all
/// of them alike: see measure_in_turn.
struct Turns {
  std::vector<Step> steps;
};

/// A scenario in one of its sizes: what is done, and how long the rest of it takes.
struct Form {
  using Course = std::variant<Steps, Turns, Search, ablation::Design>;

  Course course;
  Duration capacity{};  // how long to measure the capacity for relative rates
  Duration interval = std::chrono::seconds(1);  // of the timeline
  /// What the whole run is to fit into, because somebody asked for that; 0: nobody did.
  Duration bound{};
  /// What is done before the run's first target and once more after the last one's checking takes
  /// so long: the reference workload.
  Duration frame{};

  /// Of steps and turns; none of the others.
  std::span<Step> steps();
  std::span<const Step> steps() const;
  /// To add to, or to take from; null of the others.
  std::vector<Step>* step_list();

  // Null where the form is no such.
  Search* search() { return std::get_if<Search>(&course); }
  const Search* search() const { return std::get_if<Search>(&course); }
  ablation::Design* ablation() { return std::get_if<ablation::Design>(&course); }
  const ablation::Design* ablation() const { return std::get_if<ablation::Design>(&course); }
  bool in_turn() const { return std::holds_alternative<Turns>(course); }
};

/// A limit that the scenario's measured points are held to, and who asks for it.
struct Limit {
  std::string objective;  // "p99<500ms"
  std::string source;     // "000.S"
};

struct Scenario {
  std::string name;
  std::string question;
  result::View view;  // how its figures are to be read
  MakeTarget make_target = nullptr;
  mix::Popularity popularity;
  std::vector<Limit> limits;
  std::vector<std::string> engines = {};  // side by side, unless others are asked for; empty: one
  Duration patience = std::chrono::seconds(60);  // for what is under way at a load's end
  Form quick, standard, full;
  /// Adds what only this scenario knows: derived figures and the sentences that answer its
  /// question. May be null.
  std::function<void(result::RunResult& result)> conclude = {};
  /// Leaves out the steps that these items (an empty path: the default ones) have nothing for. An
  /// error: none is left. May be null.
  std::function<Expected<void>(Form& form, const std::filesystem::path& corpus)> fit = {};
  std::vector<std::string> own_figures = {};  // that limits may be on here only: "growth"
  std::string subject = {};                   // the name of what it measures
  std::filesystem::path subject_source = {};  // the file that describes that, if one does
  std::string items = "items";                // that subject's word for what requests ask for
};

}  // namespace harness::scenario
