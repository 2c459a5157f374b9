// The words of `prony gate`, as typed and as they are meant.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/gate/gate_order.h"
#include "scenarios/general/catalogue.h"
#include "scenarios/words/subject_words.h"

namespace scenarios {

/// The options as they were typed.
struct GateWords {
  std::string base, candidate, scenario, on, engine, corpus, rate;
  std::string metrics, margin, objective, budget = "10m", measure, filter, inject, out;
  std::vector<std::string> settings, candidate_settings, environment;
  SubjectWords of_subjects;
  std::optional<std::uint64_t> clients;
  std::uint64_t pairs = 48, seed = 1;
  bool calibrate = false, json = false;

  /// Tells the command of them. This must outlive the command.
  void add_to(CLI::App& command);
};

/// What they ask for, but for the programs. Errors are one line, for people, and found before
/// anything is built or measured.
harness::Expected<GateOrder> read_gate_order(const GateWords& words, const Catalogue& catalogue,
                                             const std::string& command_line);

}  // namespace scenarios
