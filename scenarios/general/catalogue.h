// What this program can measure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/subject.h"

namespace scenarios {

/// The subjects of a program, each with its scenarios.
class Catalogue {
 public:
  /// Precondition: at least one, whose names differ. The first is the one that is meant where
  /// nobody says which.
  explicit Catalogue(std::vector<harness::scenario::Subject> subjects);

  struct Entry {
    harness::scenario::Subject subject;
    std::vector<harness::scenario::Scenario> scenarios;  // by name
  };

  /// What a scenario is measured on.
  struct Found {
    const harness::scenario::Subject& subject;
    const harness::scenario::Scenario& scenario;
  };

  const std::vector<Entry>& entries() const { return entries_; }

  /// The subject that --on names, or the first. An error names the nearest right spelling.
  harness::Expected<const Entry*> on(std::string_view subject) const;

  /// The scenario, on the subject that --on names, or on the first one that has it.
  harness::Expected<Found> find(std::string_view scenario, std::string_view on) const;

  /// Of all subjects, each once.
  std::vector<std::string_view> scenario_names() const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace scenarios
