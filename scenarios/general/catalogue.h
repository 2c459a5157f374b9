// What this program can measure.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/subject.h"

namespace scenarios {

/// A subject that a file describes, in terms of others. An error names the file.
using OpenSubject = std::function<harness::Expected<harness::scenario::Subject>(
    const std::filesystem::path& file, const std::vector<harness::scenario::Subject>& others)>;

/// The subjects of a program, each with its scenarios. Not thread-safe.
class Catalogue {
 public:
  /// Precondition: at least one, whose names differ. The first is the one that is meant where
  /// nobody says which.
  explicit Catalogue(std::vector<harness::scenario::Subject> subjects,
                     OpenSubject open_subject = {});

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

  /// The subject that --on names, or the first; NAME.toml and NAME.json are files that describe
  /// one, read once and kept as long as this. An error names the nearest right spelling.
  harness::Expected<const Entry*> on(std::string_view subject) const;

  /// The scenario, on the subject that --on names, or on the first one that has it.
  harness::Expected<Found> find(std::string_view scenario, std::string_view on) const;

  /// Of all subjects, each once.
  std::vector<std::string_view> scenario_names() const;

 private:
  harness::Expected<const Entry*> described(const std::filesystem::path& file) const;

  std::vector<harness::scenario::Subject> subjects_;
  OpenSubject open_subject_;
  std::vector<Entry> entries_;
  mutable std::deque<Entry> described_;
};

}  // namespace scenarios
