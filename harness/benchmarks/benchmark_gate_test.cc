#include "harness/benchmarks/benchmark_gate.h"

#include <doctest/doctest.h>

#include <chrono>

#include "harness/benchmarks/fake_program.h"

namespace benchmark_gate_test {

using namespace harness::benchmarks;
using namespace std::chrono_literals;
using harness::gate::Confirmation;
using harness::gate::GateResult;
using harness::gate::Kind;
using harness::gate::Outcome;

namespace {

constexpr const char* two = R"({"name": "a", "cpu_time": 100}, {"name": "b", "cpu_time": 5})";

struct Fixture {
  FakePrograms fakes;

  GateOrder order(const std::filesystem::path& base, const std::filesystem::path& candidate) const {
    return {.programs = {base, candidate}};
  }
  GateOrder writing(const std::string& base, const std::string& candidate) const {
    return order(fakes.writes("base", base), fakes.writes("candidate", candidate));
  }
};

harness::Expected<GateResult> run(const GateOrder& order) {
  return run_benchmark_gate(order, nullptr, {});
}

GateResult judged(const GateOrder& order) {
  auto result = run(order);
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  return std::move(*result);
}

std::string error(const GateOrder& order) {
  const auto result = run(order);
  return result ? "" : result.error().message;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "equal programs pass after eight rounds") {
  const GateResult result = judged(writing(two, two));
  CHECK(result.verdict.outcome == Outcome::passed);
  CHECK(result.pairs.size() == 8);
  CHECK(result.verdict.metrics.size() == 2);
  CHECK(result.verdict.metrics[0].kind == Kind::same);
  CHECK(result.fresh_pairs.empty());
}

TEST_CASE_FIXTURE(Fixture,
                  "a slower benchmark fails, confirmed by fresh rounds of the same files") {
  const GateResult result =
      judged(writing(two, R"({"name": "a", "cpu_time": 100}, {"name": "b", "cpu_time": 5.5})"));
  CHECK(result.verdict.outcome == Outcome::failed);
  CHECK(result.verdict.confirmation == Confirmation::without_relinking);
  CHECK(result.verdict.metrics[1].kind == Kind::regressed);
  CHECK(*result.verdict.metrics[1].ratio == doctest::Approx(1.1));
  CHECK(result.fresh_pairs.size() == 8);
  CHECK(result.fresh_plan.metrics.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "programs linked again confirm, or show that it was the layout") {
  GateOrder slower =
      writing(two, R"({"name": "a", "cpu_time": 100}, {"name": "b", "cpu_time": 5.5})");
  std::size_t placed = 0, linked = 0;
  bool has_linker = true, layout_only = false;
  slower.relinks = [&] { return has_linker; };
  slower.place = [&](harness::pairing::Stage stage) -> harness::Expected<Programs> {
    ++placed;
    if (stage == harness::pairing::Stage::first) return slower.programs;
    ++linked;
    return layout_only ? Programs{slower.programs.base, slower.programs.base} : slower.programs;
  };
  const GateResult confirmed = judged(slower);
  CHECK(confirmed.verdict.confirmation == Confirmation::confirmed);
  CHECK(linked == confirmed.fresh_pairs.size());
  CHECK(placed == 1 + confirmed.pairs.size() + linked);  // one round is not measured

  layout_only = true;
  const GateResult layout = judged(slower);
  CHECK(layout.verdict.outcome == Outcome::passed);
  CHECK(layout.verdict.confirmation == Confirmation::not_confirmed);

  layout_only = has_linker = false;
  CHECK(judged(slower).verdict.confirmation == Confirmation::without_relinking);

  slower.place = [](harness::pairing::Stage) -> harness::Expected<Programs> {
    return harness::failure("the disk is full");
  };
  CHECK(error(slower) == "the disk is full");
}

TEST_CASE_FIXTURE(Fixture, "a program that crashes, hangs or babbles is invalid, never a pass") {
  const auto base = fakes.writes("base", two);
  const auto verdict = [&](const std::string& lines) {
    GateOrder one = order(base, fakes.program("candidate", lines));
    one.budget = 20s;
    const GateResult result = judged(one);
    CHECK(result.verdict.outcome == Outcome::invalid);
    return result.verdict.sentence;
  };
  CHECK(verdict("echo bad >&2; exit 3") == "Invalid: the candidate ended with 3: bad.");
  CHECK(verdict("kill -SEGV $$") == "Invalid: the candidate was killed by signal 11.");
  const GateResult none = judged(order(base, fakes.folder() / "none"));
  CHECK(none.verdict.outcome == Outcome::invalid);
  CHECK(none.verdict.sentence.starts_with("Invalid: the candidate ended with 127"));
  CHECK(verdict("echo hello > $out").starts_with("Invalid: the candidate wrote no results"));
  // The first three rounds are well.
  const std::string later = "echo x >> " + (fakes.folder() / "count").string() +
                            "; test $(wc -l < " + (fakes.folder() / "count").string() +
                            ") -le 4 || exit 5; ";
  CHECK(verdict(later + "echo '{\"benchmarks\": [" + two + "]}' > $out") ==
        "Invalid: the candidate ended with 5.");
}

TEST_CASE_FIXTURE(Fixture, "a benchmark that fails in the candidate only is invalid") {
  const std::string failing =
      R"({"name": "a", "cpu_time": 100}, {"name": "b", "error_occurred": true, "error_message": "no file"})";
  const GateResult result = judged(writing(two, failing));
  CHECK(result.verdict.outcome == Outcome::invalid);
  CHECK(result.verdict.sentence == "Invalid: b fails in the candidate only: no file.");
  const GateResult both = judged(writing(failing, failing));
  CHECK(both.verdict.outcome == Outcome::passed);
  CHECK(both.warnings[0] == "Not compared, because they give no time: b (no file).");
}

TEST_CASE_FIXTURE(Fixture, "names of one program only are told, and none in common is an error") {
  const GateResult result = judged(writing(two, R"({"name": "a", "cpu_time": 100})"));
  CHECK(result.warnings[0] == "Not compared, because only the base has them: b.");
  CHECK(result.verdict.outcome == Outcome::passed);
  CHECK(error(writing(two, R"({"name": "c", "cpu_time": 1})")) ==
        "the programs have no benchmark in common: the base has a, b, the candidate c");
}

TEST_CASE_FIXTURE(Fixture, "what can't be is an error before anything is run") {
  GateOrder wrong = writing(two, two);
  wrong.tolerance = 0.01;
  CHECK(error(wrong) == "the tolerance must be more than the margin of 1 %");
  wrong = writing(two, two);
  wrong.repetitions = 0;
  CHECK(error(wrong) == "1 to 1000 repetitions, not 0");
  GateOrder nothing = order(std::filesystem::path(PRONY_SAMPLE_BENCHMARKS),
                            std::filesystem::path(PRONY_SAMPLE_BENCHMARKS));
  nothing.filter = "no_such";
  const std::string told = error(nothing);
  CHECK(told.ends_with("no benchmark matches the filter 'no_such'"));
}

TEST_CASE_FIXTURE(Fixture, "a budget that is used up leaves it inconclusive, not passed") {
  GateOrder brief = order(fakes.program("base", "sleep 0.2; echo '{\"benchmarks\": [" +
                                                    std::string(two) + "]}' > $out"),
                          fakes.writes("candidate", two));
  brief.budget = 1s;
  const GateResult result = judged(brief);
  CHECK(result.verdict.outcome == Outcome::inconclusive);
  CHECK(result.pairs.size() < 8);
  brief.budget = 100ms;
  CHECK(error(brief).find("too short") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a stop keeps what there is and tells no regression") {
  std::stop_source stop;
  std::size_t rounds = 0;
  const auto result = run_benchmark_gate(
      writing(two, R"({"name": "a", "cpu_time": 200})"),
      [&](const harness::run::Progress& progress) {
        CHECK(progress.phase != "confirming");
        if (++rounds == 13) stop.request_stop();  // the last of the first stage
      },
      stop.get_token());
  REQUIRE(result);
  CHECK(result->cut_short);
  CHECK(result->verdict.outcome == Outcome::inconclusive);
  CHECK_FALSE(result->pairs.empty());
}

TEST_CASE_FIXTURE(Fixture, "real programs: ten percent more work is found") {
  GateOrder live = order(std::filesystem::path(PRONY_SAMPLE_BENCHMARKS),
                         std::filesystem::path(PRONY_SLOWER_SAMPLE));
  live.filter = "^mixing$";
  live.min_time = 5ms;
  live.repetitions = 1;
  const GateResult result = judged(live);
  CHECK(result.verdict.metrics.size() == 1);
  // What it comes to is the machine's affair; that it was measured is ours.
  CHECK(*result.verdict.metrics[0].ratio > 1);
  CHECK(result.pairs.size() >= 8);
}

}  // namespace benchmark_gate_test
