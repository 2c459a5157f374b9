// Without a server: with one, the tests are in scenarios/, which starts it.
#include "engine/documents/remote/level.h"

#include <doctest/doctest.h>

#include "engine/documents/items/test_folder.h"

namespace level_test {

using engine::documents::items::TestFolder;
using engine::documents::remote::Access;
using engine::documents::remote::Level;
using engine::documents::remote::Settings;

TEST_CASE("where there is no server everything is a miss, and only the tries are errors") {
  const TestFolder folder;
  for (const bool bloom : {false, true}) {
    Settings settings;
    settings.server = *engine::redis::resolve("unix:" + (folder / "nobody").string());
    settings.patience.first_pause = settings.patience.longest_pause = std::chrono::hours(1);
    settings.bloom = bloom;
    Level level(settings);
    Access access(level);
    for (int i = 0; i < 10; ++i) {
      CHECK_FALSE(access.get("name"));
      access.put("name", {}, {});
    }
    const auto counters = level.counters();
    CHECK(counters.hits == 0);
    CHECK(counters.misses == 10);
    CHECK(counters.errors <= 1);
    CHECK(counters.spared == 0);  // it does not know what the server has
    CHECK(counters.insertions == 0);
  }
}

}  // namespace level_test
