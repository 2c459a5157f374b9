// What subjects add to the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <deque>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/general/catalogue.h"

namespace scenarios {

/// The settings that have a word of their own (SettingInfo::option), of all subjects.
class SubjectWords {
 public:
  /// The option of a setting that takes the words behind a bare --: a program to run, say.
  static constexpr std::string_view rest = "--";

  /// Tells the command of them; `behind`: the words that were typed behind a bare --. This must
  /// outlive the command.
  void add_to(CLI::App& command, const Catalogue& catalogue, std::vector<std::string> behind);

  /// What was typed, as that subject's settings. An error: the subject has no such word.
  harness::Expected<std::vector<harness::scenario::Setting>> settings_of(
      const harness::scenario::Subject& subject) const;

 private:
  struct Word {
    std::string option;
    std::string subjects;  // that have it: "http, command"
    std::vector<std::string> typed = {};
  };

  std::deque<Word> words_;  // whose places the command keeps
  std::vector<std::string> behind_;
};

}  // namespace scenarios
