#include "scenarios/baselines/compared_files.h"

#include <doctest/doctest.h>

#include "reports/sample/report_fixture.h"

namespace compared_files_test {

using reports::sample::TemporaryFolder;
using reports::sample::write_file;
using scenarios::read_compared;

namespace {

std::string wrong(const std::vector<std::string>& paths) {
  const auto read = read_compared(paths);
  return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("files of benchmarks are read, and what is wrong in them names file and line") {
  const TemporaryFolder folder;
  const std::string good = folder.path() / "good.json", bad = folder.path() / "bad.json";
  write_file(good, R"({"benchmarks": [{"name": "a", "cpu_time": 1}]})");
  write_file(bad, "{\n\"benchmarks\": [{\"name\": \"a\"}]}");
  const auto read = read_compared({good, good});
  REQUIRE(read);
  CHECK(std::get<1>(*read)[1].times_ns.at("a") == std::vector<double>{1});
  CHECK(wrong({good, bad}) == bad + ": line 2: benchmarks[0].cpu_time is missing");
}

TEST_CASE("what is not there is told with what may have been meant") {
  const TemporaryFolder folder;
  write_file(folder.path() / "before.json", "{}");
  const std::string typed = folder.path() / "befor.json";
  CHECK(wrong({typed, typed}) == typed + ": no such file or folder; did you mean " +
                                     (folder.path() / "before.json").string() + "?");
  CHECK(wrong({"/no/such", "/no/such"}) == "/no/such: no such file or folder");
}

TEST_CASE("runs and benchmarks are not mixed, and a folder that is no run says so") {
  const TemporaryFolder folder;
  const std::string file = folder.path() / "a.json", csv = folder.path() / "summary.csv";
  write_file(file, R"({"benchmarks": []})");
  write_file(csv, "");
  CHECK(wrong({folder.path(), file}) == folder.path().string() + " is a run and " + file +
                                            " a file of benchmarks: they can't be compared");
  CHECK(wrong({folder.path(), folder.path()}).find("run.json") != std::string::npos);
  CHECK(wrong({csv, csv}) == csv + ": a run is named by its folder");
}

}  // namespace compared_files_test
