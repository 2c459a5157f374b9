#include "harness/benchmarks/benchmark_process.h"

#include <doctest/doctest.h>

#include <chrono>

#include "harness/benchmarks/fake_program.h"

namespace benchmark_process_test {

using namespace harness::benchmarks;
using namespace std::chrono_literals;

namespace {

std::string trouble(const std::filesystem::path& program, harness::Duration most = 10s) {
  const auto file = run_benchmarks(
      {.program = program, .out = program.parent_path() / "out.json", .most = most}, {});
  return file ? "" : file.error().message;
}

}  // namespace

TEST_CASE("a program of benchmarks is told from others") {
  CHECK(is_benchmark_program(PRONY_SAMPLE_BENCHMARKS));
  for (const char* const other : {"/bin/true", "/bin/echo", "/bin/ls", "/etc/passwd", "/no/such"}) {
    CAPTURE(other);
    CHECK_FALSE(is_benchmark_program(other));
  }
  const FakePrograms fakes;
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(is_benchmark_program(fakes.program("hangs", "exec sleep 60"), 100ms));
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}

TEST_CASE("what it wrote is read, and what it is told are Google Benchmark's options") {
  const auto file = run_benchmarks({.program = PRONY_SAMPLE_BENCHMARKS,
                                    .out = FakePrograms().folder().string() + ".json",
                                    .filter = "^mixing$",
                                    .min_time = 1ms,
                                    .repetitions = 3},
                                   {});
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().message));
  CHECK(file->times_ns.size() == 1);
  CHECK(file->times_ns.at("mixing").size() == 3);
}

TEST_CASE("a process that went wrong says how") {
  const FakePrograms fakes;
  CHECK(trouble(fakes.program("fails", "echo no device >&2; exit 3")) == "ended with 3: no device");
  CHECK(trouble(fakes.program("crashes", "echo about >&2; kill -SEGV $$")) ==
        "was killed by signal 11: about");
  CHECK(trouble(fakes.program("hangs", "echo waiting >&2; exec sleep 60"), 200ms) ==
        "did not end within 0.2 s; it said: waiting");
  CHECK(trouble(fakes.program("silent", "echo nothing to do >&2"))
            .starts_with("wrote no results that can be read: "));
  CHECK(trouble(fakes.program("babbles", "echo hello > $out; echo done >&2"))
            .ends_with("is not what Google Benchmark writes; it said: done"));
  CHECK(trouble("/no/such/program").find("ended with 127") != std::string::npos);
}

TEST_CASE("a stop ends it at once") {
  const FakePrograms fakes;
  std::stop_source stop;
  stop.request_stop();
  const auto begin = std::chrono::steady_clock::now();
  const auto file = run_benchmarks(
      {.program = fakes.program("long", "exec sleep 60"), .out = fakes.folder() / "out.json"},
      stop.get_token());
  REQUIRE_FALSE(file);
  CHECK(file.error().message == "was stopped");
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}

}  // namespace benchmark_process_test
