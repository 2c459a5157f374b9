#include "harness/benchmarks/benchmark_file.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "harness/result/whole_file.h"

namespace benchmark_file_test {

using namespace harness::benchmarks;
using Times = std::vector<double>;

namespace {

const std::string corpus = PRONY_SOURCE_DIR "/harness/benchmarks/corpus/";

BenchmarkFile read(const char* name, Timed timed = Timed::as_named) {
  const auto file = read_benchmark_file(corpus + name, timed);
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  return *file;
}

std::string wrong(std::string_view text) {
  const auto file = read_benchmarks(text, "a.json", Timed::as_named);
  return file ? "" : file.error().message;
}

}  // namespace

TEST_CASE("each repetition is a time, in nanoseconds; aggregates are none") {
  const BenchmarkFile file = read("two.json");
  CHECK(file.times_ns.at("BM_a") == Times{2000, 3000});
  CHECK(file.times_ns.size() == 2);
  CHECK(file.context[1] == harness::result::Parameter{"host_name", "a"});
  CHECK(file.context[2] == harness::result::Parameter{"num_cpus", "2"});
}

TEST_CASE("CPU time, but real time where the name asks for it, or all of one kind") {
  CHECK(read("two.json").times_ns.at("BM_b/real_time") == Times{7e6});
  CHECK(read("two.json", Timed::cpu).times_ns.at("BM_b/real_time") == Times{1e6});
  CHECK(read("two.json", Timed::real).times_ns.at("BM_a") == Times{2500, 3500});
  CHECK(read_benchmarks(R"({"benchmarks":[{"name":"a/manual_time","real_time":3,"cpu_time":9}]})",
                        "a.json", Timed::as_named)
            ->times_ns.at("a/manual_time") == Times{3});
}

TEST_CASE("what gives no time is named, with its reason") {
  CHECK(read("two.json").untimed == std::vector<Untimed>{{"BM_c", "no file", true}});
  const auto skipped = read_benchmarks(
      R"({"benchmarks":[{"name":"a","skipped":true,"skip_message":"later"}]})", "a.json", {});
  CHECK(skipped->untimed == std::vector<Untimed>{{"a", "later", false}});
}

TEST_CASE("a benchmark of which only aggregates were written is named") {
  const auto file = read_benchmarks(
      R"({"benchmarks":[{"name":"a","cpu_time":1},{"name":"b_mean","run_name":"b","run_type":"aggregate","cpu_time":1}]})",
      "a.json", {});
  REQUIRE(file);
  CHECK(file->untimed[0].name == "b");
  CHECK(wrong(*harness::result::read_whole_file(corpus + "aggregates.json", 1000))
            .find("without --benchmark_report_aggregates_only") != std::string::npos);
}

TEST_CASE("files of older versions, which mark no aggregate") {
  const BenchmarkFile file = read("old.json");
  CHECK(file.times_ns.size() == 1);
  CHECK(file.times_ns.at("BM_old") == Times{0.5});
}

TEST_CASE("what is wrong is told with file, line and place") {
  CHECK(wrong("{\n\"benchmarks\": [\n{\"name\": \"a\",\n\"cpu_time\": \"x\"}]}") ==
        "a.json: line 3: benchmarks[0].cpu_time is not a number");
  CHECK(wrong("{\n\"benchmarks\": [{\"name\": \"a\", \"cpu_time\": 1},\n{\"name\": \"b\"}]}") ==
        "a.json: line 3: benchmarks[1].cpu_time is missing");
  CHECK(wrong("{\"benchmarks\": [{\"name\": \"a\", \"cpu_time\": -1}]}") ==
        "a.json: line 1: benchmarks[0].cpu_time is no time");
  CHECK(wrong("{\"benchmarks\": [{\"name\": \"a\", \"cpu_time\": 1, \"time_unit\": \"h\"}]}") ==
        "a.json: line 1: benchmarks[0].time_unit is 'h', which means nothing there");
  CHECK(wrong("{\n\n\"benchmarks\": [").starts_with("a.json: line 3: not JSON"));
  CHECK(wrong("{\"benchmarks\": [{\"name\": \"a\", \"cpu_time\": 1e999}]}")
            .starts_with("a.json: line 1: a number that is too large"));
  for (const char* const other : {"[]", "3", "{}", R"({"benchmarks": {}})"}) {
    CHECK(wrong(other).starts_with("a.json: not what Google Benchmark writes"));
  }
  CHECK(wrong(R"({"benchmarks": [3]})") == "a.json: one of its benchmarks is not an object");
  CHECK(wrong(std::string(100, '[')).find("deeper") != std::string::npos);
  CHECK(wrong("").starts_with("a.json: line 1: not JSON"));
}

TEST_CASE("a file that is not there is named") {
  const auto file = read_benchmark_file("no/such.json", {});
  REQUIRE_FALSE(file);
  CHECK(file.error().message.starts_with("no/such.json: "));
}

TEST_CASE("a big file is read: 200,000 repetitions") {
  std::string text = R"({"benchmarks": [)";
  for (int i = 0; i < 200'000; ++i) {
    text += fmt::format("{}{{\"name\": \"BM/{}\", \"cpu_time\": {}, \"time_unit\": \"ms\"}}\n",
                        i == 0 ? "" : ",", i % 100, i);
  }
  const auto file = read_benchmarks(text + "]}", "big.json", {});
  REQUIRE(file);
  CHECK(file->times_ns.size() == 100);
  CHECK(file->times_ns.at("BM/7")[1] == 107e6);
}

}  // namespace benchmark_file_test
