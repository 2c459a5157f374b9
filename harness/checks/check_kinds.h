// The single checks. Each gives one line for a phase, or for a step.
#pragma once

#include <optional>

#include "harness/environment/build_facts.h"
#include "harness/environment/clock_reading.h"
#include "harness/measure/measured.h"
#include "harness/result/run_result.h"

namespace harness::checks {

// The generator (check_generator.cc).
/// `tail_only`: of a probe nothing is quoted but which side of a limit its tail is on.
result::Check schedule_kept(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                            bool tail_only);
result::Check rate_offered(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase);
/// Fails by name where the load was given up; only then does a step have it.
result::Check load_offered(const measure::MeasuredStep& step);
result::Check think_time_kept(const measure::MeasuredStep& step,
                              const measure::MeasuredPhase& phase);

// The target (check_target.cc).
result::Check every_request_ended(const measure::MeasuredStep& step);
result::Check outputs_verified(const measure::MeasuredStep& step);
result::Check sums_agree(const measure::MeasuredStep& step);
/// L = lambda W (Little 1961), as areas: what was in flight over the step's time, as it was seen at
/// random instants, is the sum of the times that requests say they were there.
result::Check littles_law(const measure::MeasuredStep& step);
/// Of a step that measures the capacity: whether that is known well enough to be what percentages
/// are of.
result::Check capacity_known(const measure::MeasuredPhase& phase);
/// Whether what is under way grows for as long as the load lasts: then every latency is a question
/// of how long that is.
result::Check kept_up(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase);

// How it ends its requests (check_completions.cc).
result::Check ended_once(const measure::MeasuredStep& step);
/// Latencies that can't be are stored as 0 or an hour, whichever is nearer, so none may pass.
result::Check possible_times(const measure::MeasuredStep& step);
/// Whose fault it is that requests were sent late, in words, where it is the target's: its submit()
/// blocked. Empty where the generator itself was late.
std::string why_late(const measure::MeasuredStep& step);

// What the figures rest on (check_evidence.cc).
result::Check became_steady(const measure::MeasuredPhase& phase);
/// A starved observer may sleep through a whole phase: its requests are counted, its time is not.
result::Check was_observed(const measure::MeasuredPhase& phase);
result::Check enough_samples(const measure::MeasuredPhase& phase);

// The machine (check_machine.cc).
result::Check cpu_not_stolen(const measure::MeasuredPhase& phase);
result::Check cpu_not_shared(const measure::MeasuredStep& step,
                             const measure::MeasuredPhase& phase);
result::Check processes_stayed(const measure::MeasuredStep& step);
result::Check clocks_even(const environment::ClockTrouble& trouble, Duration length);

// What was scarce (check_scarcity.cc). Empty where there is no quota, or the kernel doesn't tell.
std::optional<result::Check> quota_left_room(const measure::MeasuredStep& step,
                                             const measure::MeasuredPhase& phase);
std::optional<result::Check> disk_and_memory_kept_up(const measure::MeasuredPhase& phase);

// The build (check_build.cc): of the target's code; of this program, for a target that is in it and
// tells nothing of its own.
result::Check optimised_build(const BuildMark& build);
result::Check optimised_build(const environment::BuildFacts& own);

/// Passed up to `limit`, warned up to `most`, failed beyond it.
result::CheckState state_for(double figure, double limit, double most);

}  // namespace harness::checks
