#include "harness/gate/files/gate_files.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <sstream>

#include "harness/gate/evidence.h"
#include "harness/gate/files/pairs_csv.h"
#include "harness/gate/files/sample/sample_gates.h"
#include "harness/gate/judge.h"
#include "harness/result/run_files.h"
#include "harness/result/sample/described_in_readme.h"
#include "harness/result/sample/temporary_folder.h"

namespace gate_files_test {

using namespace harness;
using namespace harness::gate;
using namespace harness::gate::files;
using namespace harness::gate::sample;
namespace fs = std::filesystem;

namespace {

std::string text_of(const std::vector<result::RunText>& texts, const std::string& name) {
  for (const result::RunText& one : texts) {
    if (one.name == name) return one.text;
  }
  return {};
}

/// Texts in memory; `changed` stands for the file of its name.
result::TextSource source_of(std::vector<result::RunText> texts,
                             const result::RunText& changed = {}) {
  for (result::RunText& one : texts) {
    if (one.name == changed.name) one.text = changed.text;
  }
  return {.has = [texts](const std::string& name) { return !text_of(texts, name).empty(); },
          .read = [texts](const std::string& name) -> Expected<std::string> {
            return text_of(texts, name);
          },
          .place = [](const std::string& name) { return "gate/" + name; }};
}

GateResult read_back(const GateResult& gate) {
  auto read = read_gate_texts(source_of(write_gate_texts(gate)));
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  return *read;
}

std::string error_with(const GateResult& gate, const result::RunText& changed) {
  const auto read = read_gate_texts(source_of(write_gate_texts(gate), changed));
  REQUIRE_FALSE(read.has_value());
  return read.error().message;
}

std::string with_line(const std::string& text, std::size_t line, const std::string& other) {
  std::istringstream lines(text);
  std::string changed, one;
  for (std::size_t i = 1; std::getline(lines, one); ++i)
    changed += (i == line ? other : one) + "\n";
  return changed;
}

}  // namespace

TEST_CASE("what was written is read back, and written again alike") {
  for (const GateResult& gate : {passed_gate(), failed_gate(), inconclusive_gate(), invalid_gate(),
                                 benchmarks_gate(60), hostile_gate()}) {
    const auto texts = write_gate_texts(gate);
    const GateResult again = read_back(gate);
    const auto rewritten = write_gate_texts(again);
    REQUIRE(rewritten.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CHECK(rewritten[i].name == texts[i].name);
      CHECK_MESSAGE(rewritten[i].text == texts[i].text, texts[i].name);
    }
    CHECK(again.pairs.size() == gate.pairs.size());
    CHECK(again.fresh_pairs.size() == gate.fresh_pairs.size());
    CHECK(again.verdict.outcome == gate.verdict.outcome);
    CHECK(again.verdict.metrics.size() == gate.verdict.metrics.size());
  }
}

TEST_CASE("the pairs that were read give the verdict that was written") {
  const GateResult gate = failed_gate();
  const GateResult again = read_back(gate);
  const GateVerdict first = judge(gate.plan, gate.pairs), anew = judge(again.plan, again.pairs);
  REQUIRE(first.metrics.size() == anew.metrics.size());
  for (std::size_t i = 0; i < first.metrics.size(); ++i) {
    CHECK(first.metrics[i].sentence == anew.metrics[i].sentence);
    CHECK(first.metrics[i].metric == anew.metrics[i].metric);
  }
  CHECK(again.base == gate.base);
  CHECK(again.parameters == gate.parameters);
  CHECK(again.objectives == gate.objectives);
}

TEST_CASE("a row for each side, a column for each figure, nothing where nothing was measured") {
  GateResult gate;
  gate.plan.metrics = {{.name = "p99", .test = Test::pooled, .quantile = 0.99}, {.name = "cpu"}};
  gate.pairs.resize(2);
  gate.pairs[0].base.figures = {{"cpu", 0.1}, {"a, b", 0}};
  gate.pairs[0].candidate.figures = {{"cpu", 12}};
  gate.pairs[1].invalid = "the candidate \"hung\"";
  record::Histogram latency;
  latency.record(2'000'000, 10);
  gate.pairs[0].base.latency = record::SparseHistogram(latency);
  const double p99 = *figure(gate.pairs[0].base, gate.plan.metrics[0]) / 1e6;
  CHECK(p99 == doctest::Approx(2).epsilon(0.001));
  CHECK(write_pairs_csv(gate) ==
        fmt::format("stage,pair,side,invalid,latency_ms_p99,\"a, b\",cpu\n"
                    "first,1,base,,{},0,0.1\n"
                    "first,1,candidate,,,,12\n"
                    "first,2,base,\"the candidate \"\"hung\"\"\",,,\n"
                    "first,2,candidate,\"the candidate \"\"hung\"\"\",,,\n",
                    p99));
  const GateResult again = read_back(gate);
  CHECK(again.pairs[0].base.figures == gate.pairs[0].base.figures);
  CHECK(again.pairs[0].candidate.figures == gate.pairs[0].candidate.figures);
  CHECK(again.pairs[0].base.latency.count() == 10);
  CHECK(again.pairs[0].base.latency.max() == 2'000'000);
  CHECK(again.pairs[1].invalid == gate.pairs[1].invalid);
}

TEST_CASE("a corrupted pairs.csv is told with its line") {
  const GateResult gate = benchmarks_gate(2);
  const std::string csv = text_of(write_gate_texts(gate), "pairs.csv");
  const auto error = [&](std::size_t line, const std::string& other) {
    return error_with(gate, {"pairs.csv", with_line(csv, line, other)});
  };
  CHECK(error(1, "stage,pair,site,invalid,a,b") ==
        "gate/pairs.csv line 1: column 3 should be 'side'");
  CHECK(error(1, "stage,pair,side,invalid,a,a") ==
        "gate/pairs.csv line 1: the column 'a' stands there twice");
  CHECK(error(2, "first,1,base,,1") == "gate/pairs.csv line 2: 5 cells where the header has 6");
  CHECK(error(2, "third,1,base,,1,2") == "gate/pairs.csv line 2: 'third' is no stage of a gate");
  CHECK(error(3, "first,1,base,,1,2") ==
        "gate/pairs.csv line 3: pair 1 of stage 'first' should follow, its candidate");
  CHECK(error(4, "first,3,base,,1,2") ==
        "gate/pairs.csv line 4: pair 2 of stage 'first' should follow, its base");
  CHECK(error(3, "first,1,candidate,crashed,1,2") ==
        "gate/pairs.csv line 3: both sides of a pair are invalid, or none");
  CHECK(error(2, "first,1,base,,-1,2") ==
        "gate/pairs.csv line 2: 'BM_Sample/1' is '-1', which is no number from 0 on");
  CHECK(error(2, "first,1,base,,nan,2") ==
        "gate/pairs.csv line 2: 'BM_Sample/1' is 'nan', which is no number from 0 on");
  CHECK(error_with(gate, {"pairs.csv", csv.substr(0, csv.find('\n') + 1)}) ==
        "gate/pairs.csv: 0 rows where verdict.json tells of 16");
  CHECK(error_with(gate, {"pairs.csv", csv.substr(0, csv.find("first,1,candidate"))}) ==
        "gate/pairs.csv line 2: the last pair has no candidate, so the file was cut short");
  CHECK(error_with(gate, {"pairs.csv", csv.substr(0, csv.size() - 1)})
            .ends_with("the last line has no end, so the file was cut short"));
}

TEST_CASE("latencies that belong to no pair are refused") {
  const GateResult gate = passed_gate();
  std::string log = text_of(write_gate_texts(gate), "latency.hlog");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = log;
    changed.replace(changed.find(from), from.size(), to);
    return error_with(gate, {"latency.hlog", changed});
  };
  CHECK(with("Tag=first-1/base", "Tag=first-99/base") ==
        "gate/latency.hlog: 'first-99/base' is no process of pairs.csv, or stands there twice");
  CHECK(with("Tag=first-2/base", "Tag=first-1/base") ==
        "gate/latency.hlog: 'first-1/base' is no process of pairs.csv, or stands there twice");
  log.resize(log.rfind("Tag="));
  CHECK(error_with(gate, {"latency.hlog", log}).find("histograms where verdict.json tells of") !=
        std::string::npos);
}

TEST_CASE("a gate's folder is written and read, and refused while it is not finished") {
  const result::sample::TemporaryFolder folder;
  const fs::path path = folder.path() / "gate";
  const auto created = result::RunFolder::create(path);
  REQUIRE(created.has_value());
  CHECK_FALSE(is_gate(path));
  const auto early = read_gate(path);
  REQUIRE_FALSE(early.has_value());
  CHECK(early.error().message.find("INCOMPLETE") != std::string::npos);
  const GateResult gate = failed_gate();
  CHECK(result::RunFolder(*created).finish(write_gate_texts(gate)).has_value());
  CHECK(is_gate(path));
  const auto read = read_gate(path);
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  CHECK(read->verdict.sentence == gate.verdict.sentence);
  fs::remove(path / "pairs.csv");
  CHECK_FALSE(read_gate(path).has_value());
  REQUIRE(read_verdict(path).has_value());
  CHECK(read_verdict(path)->verdict.metrics.size() == gate.verdict.metrics.size());
  CHECK_FALSE(read_gate(folder.path() / "nowhere").has_value());
}

TEST_CASE("results/README.md describes the first columns of pairs.csv") {
  const std::vector<std::string> names(pair_columns.begin(), pair_columns.end());
  CHECK(result::sample::described_in_readme(PRONY_SOURCE_DIR "/results/README.md", "pairs.csv") ==
        names);
}

}  // namespace gate_files_test
