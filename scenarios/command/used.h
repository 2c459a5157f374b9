// What programs took of the machine.
#pragma once

#include <sys/resource.h>

#include <optional>

#include "harness/clock.h"
#include "scenarios/command/started_process.h"

namespace scenarios::command {

/// User and system time.
double cpu_seconds(const rusage& used);

/// A process's largest memory, in bytes. Nothing where Linux can't tell it from what this program
/// had when it started it.
std::optional<double> own_peak_bytes(const rusage& used, Beginning beginning);

/// How long a program that does nothing takes from its start to its end: the median of some runs of
/// `true`. Nothing where there is no such program.
std::optional<harness::Duration> time_empty_run();

}  // namespace scenarios::command
