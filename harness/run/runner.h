// A whole run: capacity, steps, checks, objectives.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "harness/measure/measure.h"
#include "harness/run/progress.h"
#include "harness/run/trial.h"
#include "harness/scenario/form.h"
#include "harness/scenario/scenario.h"
#include "harness/stats/precision.h"

namespace harness::run {

/// Measures one step.
using MeasureStep = std::function<Expected<measure::MeasuredStep>(
    Clock& clock, const measure::StepOrder& order, const std::stop_token& stop)>;

/// What the user asked for.
struct RunOrder {
  scenario::Scenario scenario;
  scenario::Size size = scenario::Size::standard;
  scenario::Form form;                  // the scenario's, in that size, as choose_form gave it
  std::vector<scenario::Limit> limits;  // the scenario's, or what the user asks for in their place
  std::optional<stats::Precision> until;    // each step ends when this is reached
  std::optional<double> capacity_per_s;     // known already: not measured
  std::string capacity_as_typed = {};       // where it is known from
  std::string engine;                       // of the steps that name none
  std::vector<scenario::Setting> settings;  // they win over the scenario's own
  std::filesystem::path corpus;
  /// That belong to what is measured, besides those that the target itself names.
  std::vector<probe::NamedProcess> processes = {};
  std::string corpus_as_typed;        // for the files: they name no path that nobody typed
  std::filesystem::path scratch;      // an existing folder on the disk to be measured
  std::vector<std::string> warnings;  // what a reader should know, before all others
  std::optional<Duration> patience;   // in place of the scenario's
  std::uint64_t seed = 0;
  std::string command;  // as typed
  std::string commit;   // of the source; may be empty
  /// Measures the reference workload, in milliseconds; empty: not measured. The form's frame is
  /// what it takes.
  std::function<result::Figure()> reference_workload = {};
  MakeTrial make_trial = trial_in_child;   // an ablation's
  MeasureStep measure = measure::measure;  // a step that does not take turns
};

/// Runs the scenario's steps one after the other. A stop request ends the run in order: what was
/// measured until then is in the result, which is marked cut short. Errors: a target that can't be
/// made; then there is nothing to keep.
Expected<result::RunResult> run(Clock& clock, const RunOrder& order, const Tell& tell,
                                const std::stop_token& stop);

}  // namespace harness::run
