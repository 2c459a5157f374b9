// What a user may say of requests over HTTP: each a setting, so that runs, sweeps and gates take
// it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/subject.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::http {

std::vector<harness::scenario::SettingInfo> http_settings();

/// Settings by name: the last of a name wins.
class SettingValues {
 public:
  explicit SettingValues(const std::vector<harness::scenario::Setting>& settings);

  /// Null where nobody says it.
  const std::string* find(std::string_view name) const;
  /// The described ones, in the order in which they are.
  const std::vector<harness::scenario::Setting>& all() const { return values_; }
  /// The others, which are to fill places of templates: k in "?limit={k}".
  const templates::OwnValues& own() const { return own_; }

  /// Does each of own() fill one of the `places`? An error names one that does not, and what it is
  /// nearest to.
  harness::Expected<void> check_own(const std::vector<std::string>& places) const;

 private:
  std::vector<harness::scenario::Setting> values_;
  templates::OwnValues own_;
};

}  // namespace scenarios::http
