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
  /// An error: a name that is neither described nor one of `own`, and the nearest one that is.
  static harness::Expected<SettingValues> read(
      const std::vector<harness::scenario::Setting>& settings, const templates::OwnValues& own);

  /// Null where nobody says it.
  const std::string* find(std::string_view name) const;
  /// In the order in which they are described.
  const std::vector<harness::scenario::Setting>& all() const { return values_; }

 private:
  std::vector<harness::scenario::Setting> values_;
};

}  // namespace scenarios::http
