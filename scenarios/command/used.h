// What programs took of the machine.
#pragma once

#include <sys/resource.h>

#include <optional>

#include "harness/clock.h"
#include "scenarios/command/started_process.h"

namespace scenarios::command {

/// User and system time.
double cpu_seconds(const rusage& used);

/// Linux counts the memory of whoever started a program into the program's peak: what of this
/// program one begins with now, in bytes, whatever it needs itself. Of copied ones as a run of
/// `true` shows it; nothing where there is no such program.
std::optional<double> peak_at_the_beginning(Beginning beginning);

/// A process's largest memory, in bytes. Nothing where it can't be told from what it began with.
std::optional<double> own_peak_bytes(const rusage& used, double at_the_beginning);

/// How long a program that does nothing takes from its start to its end: the median of some runs of
/// `true`. Nothing where there is no such program.
std::optional<harness::Duration> time_empty_run();

}  // namespace scenarios::command
