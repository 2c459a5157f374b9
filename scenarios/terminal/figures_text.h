// A run's figures as a terminal's tables.
#pragma once

#include <cstddef>
#include <string>

#include "harness/result/run_result.h"

namespace scenarios {

// Every text below has lines of at most `width` columns.

/// The measured points, and what stands beside a figure in words. Only headings without any.
std::string points_text(const harness::result::RunResult& result, std::size_t width);

/// The measured points' requests by class. Empty where they are not told apart.
std::string classes_text(const harness::result::RunResult& result, std::size_t width);

/// A line for each estimate, such as the highest rate. Empty without any.
std::string estimates_text(const harness::result::RunResult& result, std::size_t width);

/// The tables that the scenario made itself, each with its title and note.
std::string tables_text(const harness::result::RunResult& result, std::size_t width);

}  // namespace scenarios
