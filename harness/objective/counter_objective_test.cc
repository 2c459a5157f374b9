#include <doctest/doctest.h>

#include "harness/objective/objective.h"
#include "harness/result/counter_names.h"

namespace counter_objective_test {

using namespace harness::objective;
using namespace harness::result;
using harness::CounterKind;

namespace {

/// A run of two measured points of one target that counts pages, weighs its cache and tells how
/// often a block was in it.
RunResult run() {
  RunResult run;
  run.counters = {{.name = "pages", .unit = "pages", .help = "read"},
                  {.name = "cache_bytes", .unit = "bytes", .kind = CounterKind::level, .help = ""},
                  {.name = "block_cache_hits", .unit = "", .kind = CounterKind::ratio, .help = ""}};
  for (const double scale : {1.0, 2.0}) {
    Point point;
    point.phase = scale == 1 ? "calm" : "peak";
    point.requests = point.ok = 1000;
    run.points.push_back(point);
    CounterRow row{.step = "", .phase = point.phase, .counter = "pages", .kind = "total"};
    row.unit = "pages";
    row.value = 500 * scale;
    row.per_s = 50 * scale;
    run.counted.push_back(row);
    row = {.step = "", .phase = point.phase, .counter = "cache_bytes", .kind = "level"};
    row.unit = "bytes";
    row.value = 3 * 0x1p20 * scale;
    row.min = 2 * 0x1p20 * scale;
    row.max = 4 * 0x1p20 * scale;
    run.counted.push_back(row);
    row = {.step = "", .phase = point.phase, .counter = "block_cache_hits", .kind = "ratio"};
    row.value = 1 - 0.05 * scale;
    run.counted.push_back(row);
  }
  return run;
}

ObjectiveResult checked(std::string_view text, const RunResult& result = run()) {
  const auto objective = Objective::parse(text);
  REQUIRE_MESSAGE(objective.has_value(), (objective ? "" : objective.error().message));
  CHECK_FALSE(objective->request_limit());
  return objective->check(result);
}

Verdict verdict(std::string_view text) {
  return checked(text).verdict;
}

std::string error_of(std::string_view text) {
  const auto objective = Objective::parse(text);
  REQUIRE_FALSE(objective.has_value());
  return objective.error().message;
}

}  // namespace

TEST_CASE("a ratio is limited as a number or in percent, at its worst point") {
  CHECK(verdict("block_cache_hits>=0.9") == Verdict::met);
  CHECK(verdict("block_cache_hits>0.9") == Verdict::missed);
  CHECK(verdict("block_cache_hits>=90%") == Verdict::met);
  const ObjectiveResult worst = checked("block_cache_hits>=95%");
  CHECK(worst.verdict == Verdict::missed);
  CHECK(worst.phase == "peak");
  CHECK(worst.measured == doctest::Approx(90));
  CHECK(worst.sentence == "block_cache_hits of peak is 90 %");
}

TEST_CASE("a total is limited as a whole, or by the second") {
  CHECK(verdict("pages<=1000") == Verdict::met);
  CHECK(verdict("pages<1000") == Verdict::missed);
  CHECK(verdict("pages>=50/s") == Verdict::met);
  CHECK(verdict("pages>50/s") == Verdict::missed);
  CHECK(checked("pages>=50/s").phase == "calm");
}

TEST_CASE("an upper limit holds for a level's highest value, a lower one for its lowest") {
  CHECK(verdict("cache_bytes<=8MiB") == Verdict::met);
  CHECK(verdict("cache_bytes<=8MB") == Verdict::missed);
  CHECK(verdict("cache_bytes>=2MiB") == Verdict::met);
  CHECK(verdict("cache_bytes>=3MiB") == Verdict::missed);
  CHECK(verdict("cache_bytes<=8388608") == Verdict::met);
}

TEST_CASE("a limit in a unit that the counter does not have can't be told") {
  CHECK(checked("pages<=3MiB").sentence == "pages of calm: it is counted in pages, not in bytes");
  CHECK(verdict("pages<=3MiB") == Verdict::cant_tell);
  CHECK(checked("cache_bytes<=3MiB/s").sentence ==
        "cache_bytes of calm: it is a level and no total, so it has no rate");
  CHECK(verdict("pages<=3%") == Verdict::cant_tell);
}

TEST_CASE("a counter that the target does not have is told with the nearest that it has") {
  CHECK(checked("block_cache_hit>=0.9").sentence ==
        "the target has no counter block_cache_hit, did you mean block_cache_hits?");
  CHECK(checked("zebras>=3").sentence ==
        "the target has no counter zebras; it has pages, cache_bytes, block_cache_hits");
  CHECK(checked("zebras>=3", {}).sentence == "the target has no counter zebras");
}

TEST_CASE("a point that is not valid can't be judged, one that is and misses decides") {
  RunResult half = run();
  half.points[1].valid = false;
  CHECK(checked("block_cache_hits>=0.9", half).verdict == Verdict::cant_tell);
  CHECK(checked("block_cache_hits>=0.99", half).verdict == Verdict::missed);
  half.points[0].measured = false;
  CHECK(checked("block_cache_hits>=0.99", half).sentence == "peak is not valid");
}

TEST_CASE("what is wrong with a counter's limit is told in one line") {
  CHECK(error_of("pages<=3bananas").find("unknown unit 'bananas'; a limit of a counter ends in ") !=
        std::string::npos);
  CHECK(error_of("pages<=3%/s").find("unknown unit") != std::string::npos);
  CHECK(error_of("Pages<=3").find("no figure 'Pages'") != std::string::npos);
  CHECK(error_of("pages=3").find("pages must be followed by") != std::string::npos);
  CHECK(error_of("mex<=3s").find("did you mean max?") != std::string::npos);
}

}  // namespace counter_objective_test
