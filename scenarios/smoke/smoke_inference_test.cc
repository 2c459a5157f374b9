// The inference service and any server like it, measured through the real command line.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <fstream>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/http/client/test_server.h"
#include "scenarios/openai/stream_server.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_inference_test {

using namespace std::chrono_literals;
using harness::result::Point;
using harness::result::read_run;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::is_measured;
using scenarios::run_prony;
using scenarios::http::TestServer;

namespace {

/// The measured points of a run that those words ask for.
RunResult run_of(const TemporaryFolder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), "run");
  words.insert(words.end(), {"--out", "out"});
  const Ended ended = run_prony(folder.path(), words);
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  auto run = read_run(folder.path() / "out");
  REQUIRE(run);
  return *run;
}

const Point& measured(const RunResult& run) {
  const auto found = std::ranges::find_if(run.points, &Point::measured);
  REQUIRE(found != run.points.end());
  return *found;
}

}  // namespace

TEST_CASE("the service is started, asked, counted and ended") {
  const TemporaryFolder folder;
  const RunResult run = run_of(
      folder, {"steady", "--on", "inference", "--set", "model.shape=echo", "--set",
               "client.token_bytes=4", "--set", "client.verify=echo", "--rate", "50/s", "--length",
               "2s", "--objective", "ttft_p95<=10s", "--objective", "gap_p95<=10s"});
  const Point& point = measured(run);
  CHECK(point.failed == 0);
  CHECK(point.shed == 0);
  CHECK(point.units == *point.ok * 16);
  CHECK(point.gaps == *point.ok * 15);
  CHECK(point.first_result_ms_p50.value_or(0) > 0);
  CHECK(point.first_result_ms_p50.value_or(1e9) <= point.latency_ms_p50.value_or(0));
  CHECK(point.good == point.ok);
  CHECK(point.rss_mib_peak.value_or(0) > 1);
  CHECK(run.objectives.size() >= 2);
  const auto counted = [&](std::string_view name) {
    return std::ranges::any_of(run.counted, [&](const auto& row) {
      return row.counter == name && row.value.value_or(0) > 0;
    });
  };
  CHECK(counted("steps"));
  CHECK(counted("answer_tokens"));
}

TEST_CASE("connections stand in a table beside the source's") {
  const TemporaryFolder folder;
  const RunResult run = run_of(folder, {"connections", "--on", "inference", "--quick", "--length",
                                        "4s", "--set", "model.shape=echo"});
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].rows.size() == 6);
  CHECK(run.tables[0].rows[4].cells[1] == "8k/s");
  CHECK(std::ifstream(folder.path() / "out" / "plots" / "series_curves.svg").good());
}

TEST_CASE("faults touch nobody else") {
  const TemporaryFolder folder;
  const RunResult run =
      run_of(folder, {"faults", "--on", "inference", "--quick", "--length", "4s"});
  REQUIRE(!run.findings.empty());
  CHECK(run.findings.front().starts_with("0 of "));
}

TEST_CASE("another's server is asked for the highest rate that holds its first tokens") {
  const TestServer server([](int listening) {
    scenarios::openai::serve_streams(listening,
                                     {.service = [](std::uint64_t) { return 2ms; }, .gap = 1ms});
  });
  const TemporaryFolder folder;
  const RunResult run =
      run_of(folder, {"capacity", "--on", "openai", "--url",
                      "http://127.0.0.1:" + std::to_string(server.port()), "--model", "m",
                      "--quick", "--objective", "ttft_p99<=50ms", "--set", "answer=4"});
  REQUIRE(!run.estimates.empty());
  CHECK(run.estimates[0].name == "highest rate");
  // One stream's work every 2 ms: no more than 500 a second for long, whatever the machine does.
  if (run.estimates[0].value) CHECK(*run.estimates[0].value < 600);
}

TEST_CASE("what can't be asked is told in a line") {
  const TemporaryFolder folder;
  const auto complaint = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"run", "steady", "--out", "out"});
    const Ended ended = run_prony(folder.path(), words);
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    return ended.err;
  };
  CHECK(complaint({"--on", "openai", "--url", "http://127.0.0.1:9"}).find("model: there is none") !=
        std::string::npos);
  CHECK(complaint({"--on", "inference", "--set", "schedul=serial"}).find("did you mean schedule") !=
        std::string::npos);
}

}  // namespace smoke_inference_test
