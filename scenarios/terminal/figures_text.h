// A run's figures as a terminal's tables.
#pragma once

#include <cstddef>
#include <string>

#include "harness/result/run_result.h"

namespace scenarios {

// Every text below has lines of at most `width` columns.

/// The measured points, and what stands beside a figure in words. Only headings without any.
std::string points_text(const harness::result::RunResult& result, std::size_t width);

/// What the measured points' requests brought: when their first results came, the gaps between
/// results, units and good requests a second. Empty where nothing that they bring is counted.
std::string results_text(const harness::result::RunResult& result, std::size_t width);

/// The measured points' requests by class. Empty where they are not told apart,
/// or where results_text() has all of it.
std::string classes_text(const harness::result::RunResult& result, std::size_t width);

/// A line for each estimate, such as the highest rate. Empty without any.
std::string estimates_text(const harness::result::RunResult& result, std::size_t width);

/// The tables that the scenario made itself, each with its title and note.
std::string tables_text(const harness::result::RunResult& result, std::size_t width);

}  // namespace scenarios
