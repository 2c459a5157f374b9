#include "scenarios/documents/targets/own_settings.h"

#include <doctest/doctest.h>

namespace own_settings_test {

using namespace scenarios;

TEST_CASE("a scenario's own settings are taken out, the last one counts") {
  std::vector<harness::scenario::Setting> settings{
      {"job.files", "3"}, {"batch.size", "5"}, {"job.files", "12"}};
  CHECK(*take_number(settings, "job.files", 1) == 12);
  CHECK(settings == std::vector<harness::scenario::Setting>{{"batch.size", "5"}});
  CHECK(*take_number(settings, "job.files", 1) == 1);
  CHECK_FALSE(take_setting(settings, "job.files"));
  for (const char* wrong : {"", "-1", "1.5", "12x", "99999999999999999999"}) {
    settings = {{"n", wrong}};
    CHECK_FALSE(take_number(settings, "n", 1));
  }
}

}  // namespace own_settings_test
