// Several tests at once without more false alarms than one.
#pragma once

#include <span>
#include <vector>

namespace harness::significance {

/// Holm's adjusted p-values (1979), in the order given: the smallest times their number, the next
/// times one less, and so on, none below the one before, at most 1. Rejecting what is at most alpha
/// keeps the chance of any false rejection below alpha, however the tests depend on one another.
std::vector<double> holm_adjusted(std::span<const double> p);

/// Holm's step-down with critical values of one's own: critical[j - 1] is that of a test among j
/// that are not rejected yet. Which are rejected, in the order given. For the chance of any false
/// rejection to stay below alpha, j * critical[j - 1] must be at most alpha for each j.
/// Preconditions: as many critical values as p-values or more, none larger than the one before.
std::vector<bool> step_down(std::span<const double> p, std::span<const double> critical);

}  // namespace harness::significance
