// The settings of a subject over HTTP, read but not yet put together with its items.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/client_plan.h"
#include "scenarios/http/plan/http_settings.h"
#include "scenarios/http/plan/request_words.h"

namespace scenarios::http {

struct HttpWords {
  std::string url;                          // a template
  std::vector<RequestWords> kinds;          // at least one
  std::optional<std::uint64_t> population;  // of number items
  ClientPlan client;
};

/// An error is one line that begins with the setting's name. Reads the files that settings name.
harness::Expected<HttpWords> read_words(const SettingValues& settings);

}  // namespace scenarios::http
