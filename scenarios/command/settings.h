// What a user says of a command.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/subject.h"
#include "scenarios/command/framing.h"
#include "scenarios/command/process_run.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::command {

/// The settings, read.
struct CommandSettings {
  std::vector<std::string> words;    // templates; never empty
  std::optional<std::string> input;  // a template
  harness::Duration timeout = std::chrono::minutes(1);
  std::vector<int> ok_exits = {0};
  Heard heard = Heard::errors;
  std::size_t parallel = 1;   // processes at once
  bool answers_many = false;  // a process answers one request after the other, as a coprocess
  Framing framing = Framing::line;
  std::string expected;  // that an answer holds; empty: anything
  templates::OwnValues own;
};

/// What there is to set, for people.
std::vector<harness::scenario::SettingInfo> setting_infos();

/// Later settings win. An error is one line: a value that can't be, no command, or a setting that
/// the subject does not have and that no template has a place for, with the nearest right name.
harness::Expected<CommandSettings> read_settings(
    std::span<const harness::scenario::Setting> settings);

}  // namespace scenarios::command
