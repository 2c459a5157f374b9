// What a user may say of requests in the OpenAI form: each a setting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/subject.h"

namespace scenarios::openai {

/// What is asked, how the answer is read, and over which connections.
std::vector<harness::scenario::SettingInfo> openai_settings();

/// What a setting is where nobody says it; empty: nothing.
std::string_view usual_value(std::string_view name);

/// Is it one of the client's over HTTP, which http::make_plan() takes as it is?
bool is_of_http(std::string_view name);

}  // namespace scenarios::openai
