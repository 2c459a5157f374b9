// A file's value as the text that a setting is.
#pragma once

#include <filesystem>
#include <string>

#include "harness/expected.h"
#include "harness/scenario/subject.h"
#include "scenarios/described/node.h"

namespace scenarios::described {

/// Booleans are on and off; lists are lines where the setting's word may be given more than once,
/// words of a command, JSON of requests and bodies, else parts between commas; tables are lines
/// "Name: value" or JSON. A file that is named is found from `folder`. An error says what it can't
/// be.
harness::Expected<std::string> setting_text(const harness::scenario::SettingInfo& info,
                                            const Node& node, const std::filesystem::path& folder);

/// A text, number or boolean as a setting's text; an error: it is a list or a table.
harness::Expected<std::string> plain_text(const Node& node);

}  // namespace scenarios::described
