#include "scenarios/terminal/effects_text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace effects_text_test {

using harness::result::Effect;
using harness::result::RunResult;
using scenarios::effects_text;

namespace {

RunResult run() {
  Effect keys;
  keys.switch_name = "key.hash";
  keys.against = "v1";
  keys.metric = "lookup_ms";
  keys.claim_id = "000.16";
  keys.claimed = -0.1;
  keys.measured = -0.31;
  keys.interval_low = -0.35;
  keys.interval_high = -0.27;
  keys.verdict = "holds";
  keys.optimisation = "xxh3 keys, not MD5";
  keys.scale = "ratio";
  Effect level = keys;
  level.against = "v2";
  level.optimisation = "a name that is much too long for its place in a table of hundred columns";
  level.metric = "io_operations_per_request";
  level.scale = "points";
  level.projected = true;
  level.verdict = "opposite";
  RunResult result;
  result.effects = {keys, level};
  return result;
}

}  // namespace

TEST_CASE("an optimisation's claim stands beside what was measured, and the verdict") {
  const std::string text = effects_text(run(), {});
  CHECK(text.find("xxh3 keys, not MD5  lookup time  V2 report     \u221210 %     \u221231 %") !=
        text.npos);
  CHECK(text.find("\u221235 to \u221227 %  holds") != text.npos);
  CHECK(text.find("\u221210 pp*") != text.npos);
  CHECK(text.find("* projected") != text.npos);
  CHECK(text.find('\033') == text.npos);
}

TEST_CASE("only a terminal gets colours, and no line is too wide") {
  const std::string text = effects_text(run(), {.colour = true});
  CHECK(text.find("\033[32mholds\033[0m\n") != text.npos);
  CHECK(text.find("\033[1;31mopposite\033[0m\n") != text.npos);
  std::istringstream lines(effects_text(run(), {}));
  std::string line;
  while (std::getline(lines, line)) {
    CHECK(scenarios::columns_of(line) <= 100);
  }
}

TEST_CASE("narrow terminals get all of it, too") {
  for (const std::size_t width : {40, 60, 80}) {
    const std::string text = effects_text(run(), {.width = width});
    CAPTURE(text);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(scenarios::columns_of(line) <= width);
    for (const char* const part : {"holds", "opposite", "\u221231 %", "scenarios/CLAIMS.md"}) {
      CHECK(text.find(part) != text.npos);
    }
  }
}

TEST_CASE("without effects there is no table") {
  CHECK(effects_text({}, {.colour = true}).empty());
}

}  // namespace effects_text_test
