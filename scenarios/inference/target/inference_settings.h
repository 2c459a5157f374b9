// What a user may say of the inference service and of the client that asks it.
#pragma once

#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/subject.h"

namespace scenarios::inference {

/// The service's own settings, as its options describe them, and those of the client, with
/// `client.` before their names.
std::vector<harness::scenario::SettingInfo> inference_settings();

/// Settings by whose they are.
struct SettingsApart {
  std::vector<harness::scenario::Setting> server;
  std::vector<harness::scenario::Setting> client;  // as openai::make_plan() takes them
};

/// Preset by preset: what the client does where nobody says it, and then what was said. An error: a
/// setting that is none, or a value that the service does not take.
harness::Expected<SettingsApart> take_apart(
    const std::string& preset, const std::vector<harness::scenario::Setting>& settings);

}  // namespace scenarios::inference
