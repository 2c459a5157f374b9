// The words of `prony run`, as typed and as they are meant.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/run/runner.h"
#include "scenarios/general/catalogue.h"
#include "scenarios/words/subject_words.h"

namespace scenarios {

/// The options as they were typed.
struct RunWords {
  std::string scenario, on, length, rate, arrivals, objective, within, only, until, capacity,
      patience;
  std::string engine, corpus, trace, out;
  std::vector<std::string> settings, over, with_pid;
  std::uint64_t seed = 1;
  unsigned repeat = 1;
  SubjectWords of_subjects;
  bool quick = false, full = false, json = false;

  /// Tells the command of them. This must outlive the command.
  void add_to(CLI::App& command);
};

/// What they ask for; its scratch folder is not yet known. Errors are one line, for people, and
/// found before anything is measured.
harness::Expected<harness::run::RunOrder> read_order(const RunWords& words,
                                                     const Catalogue& catalogue,
                                                     const std::string& command_line);

}  // namespace scenarios
