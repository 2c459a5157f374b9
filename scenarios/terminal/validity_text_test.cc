#include "scenarios/terminal/validity_text.h"

#include <doctest/doctest.h>

namespace validity_text_test {

using harness::result::CheckState;
using harness::result::RunResult;
using scenarios::Paint;

namespace {

const Paint plain(false);

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

RunResult measured_for(double seconds) {
  RunResult run;
  run.points.resize(1);
  run.points[0].duration_s = seconds;
  run.checks = {{"every request ended", CheckState::passed, {}, {}, "They did."}};
  return run;
}

}  // namespace

TEST_CASE("an invalid run tells its first cause and what to do, and of the others the names") {
  RunResult run = measured_for(10);
  run.checks.push_back({"Little's law", CheckState::failed, {}, {}, "load: 1.3 of it."});
  run.checks.push_back({"became steady", CheckState::failed, {}, {}, "load: never."});
  run.checks.push_back({"CPU was not shared", CheckState::failed, {}, {}, "1.2 of 2 cores."});
  const std::string alarm = alarm_text(run, plain, 100);
  CHECK(contains(alarm, "INVALID: the figures below can't be trusted\n"));
  CHECK(contains(alarm, "  CPU was not shared: 1.2 of 2 cores.\n"));
  CHECK(contains(alarm, "  what to do: Other programs took the CPU"));
  CHECK_FALSE(contains(alarm, "Little"));
  CHECK_FALSE(contains(alarm, "steady"));
  const std::string validity = validity_text(run, plain, 100);
  CHECK(contains(validity, "INVALID, 1 of 4 passed\n"));
  CHECK(contains(validity, "  failed   Little's law; became steady; CPU was not shared\n"));
  CHECK_FALSE(contains(validity, "never"));
  CHECK(alarm_text(measured_for(10), plain, 100).empty());
}

TEST_CASE("never steady, and Little's law, say what to do when nothing else is the cause") {
  for (const char* const name : {"became steady", "Little's law"}) {
    RunResult run = measured_for(10);
    run.checks.push_back({name, CheckState::failed, {}, {}, "It did not."});
    CAPTURE(name);
    CHECK(contains(alarm_text(run, plain, 100), "what to do: Measure longer (--length"));
  }
}

TEST_CASE("seven warnings of one kind are one") {
  RunResult run = measured_for(10);
  for (int i = 1; i <= 7; ++i) {
    run.warnings.push_back("Measured once more, as the machine disturbed it: batch " +
                           std::to_string(i));
    run.warnings.push_back("core " + std::to_string(i) + " is slow");
  }
  run.warnings.push_back("The governor is powersave.");
  CHECK(validity_text(run, plain, 100) ==
        "validity: valid, 1 of 1 passed\n"
        "  warning  Measured once more, as the machine disturbed it: batch 1 (6 more of this kind: "
        "run.json)\n"
        "  warning  core 1 is slow (6 more of this kind: run.json)\n"
        "  warning  The governor is powersave.\n");
}

TEST_CASE("too few samples: which length would do, once") {
  RunResult run = measured_for(8);
  run.points[0].warm_up_s = 2;
  run.checks.push_back({"enough independent samples", CheckState::warned, 4.0, 10.0, "6.75; 10."});
  CHECK(contains(validity_text(run, plain, 200), "About --length 25s would do.\n"));
  run.checks.back().figure = 0.5;
  CHECK(contains(validity_text(run, plain, 200), "About --length 4min would do.\n"));
  CHECK(contains(validity_text(run, plain, 200), "  warning  Too few"));
  run.form = "quick";
  CHECK(contains(validity_text(run, plain, 200), "  note     Too few"));
  CHECK_FALSE(contains(validity_text(run, plain, 200), "warning"));
  run.checks.back().figure = 0.0;
  CHECK(contains(validity_text(run, plain, 200), "Measure longer (--length).\n"));
}

TEST_CASE("nobody claims to have checked what nobody checked") {
  RunResult run;
  run.warnings = {"built as DEBUG"};
  CHECK(validity_text(run, plain, 100) == "validity: nobody checked\n  warning  built as DEBUG\n");
}

}  // namespace validity_text_test
