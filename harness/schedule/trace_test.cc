#include "harness/schedule/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <vector>

namespace trace_test {

using namespace harness;
using namespace harness::schedule;
using namespace std::chrono_literals;

namespace {

Expected<Trace> read(const std::string& csv, double speed_up = 1) {
  std::istringstream text(csv);
  return Trace::read(text, "t.csv", speed_up);
}

std::vector<std::int64_t> due_ns(const Trace& trace, Duration start = 0s) {
  std::vector<std::int64_t> all;
  RecordedStream stream(trace, start);
  while (const auto arrival = stream.next()) all.push_back(arrival->offset.count());
  CHECK_FALSE(stream.next());
  return all;
}

std::string complaint(const std::string& csv, double speed_up = 1) {
  const auto trace = read(csv, speed_up);
  return trace ? std::string() : trace.error().message;
}

using Times = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("one column of seconds, with or without a header, counted from the first one") {
  const Times right{0, 500'000'000, 500'000'000, 2'000'000'001};
  for (const char* csv : {"0\n0.5\n0.5\n2.000000001\n", "t_s\n10\n10.5\n10.5\n12.000000001\n",
                          "\"0\"\r\n\"0.5\"\r\n5e-1\r\n2.000000001\r\n",
                          "\xEF\xBB\xBFt_s\n\n1\n\n1.5\n1.5\n3.0000000019",
                          "1700000000\n1700000000.5\n1700000000.500\n1700000002.000000001\n"}) {
    CAPTURE(csv);
    const auto trace = read(csv);
    REQUIRE(trace);
    CHECK(due_ns(*trace) == right);
    CHECK(trace->count() == 4);
  }
}

TEST_CASE("a header names the column among others, whose cells may hold anything") {
  const auto trace =
      read("document,t_s,note\n\"a, \"\"b\"\"\nc\",1,\nx,3,\"\"\n,4.5,more,still more\n");
  REQUIRE(trace);
  CHECK(due_ns(*trace, 1s) == Times{1'000'000'000, 3'000'000'000, 4'500'000'000});
}

TEST_CASE("the length is a mean gap beyond the last arrival, so that the rate is the trace's own") {
  const Trace trace = read("5\n6\n6\n9\n").value();
  CHECK(trace.length().count() == 5'333'333'333);
  CHECK(trace.rate_per_s() == doctest::Approx(0.75));
  CHECK(trace.describe() == "trace t.csv, 4 arrivals in 5.33333 s");
  CHECK(read("0\n1e-9\n").value().length() == 2ns);
}

TEST_CASE("a speed-up divides all times") {
  const Trace fast = read("0\n1\n3\n", 2).value();
  CHECK(due_ns(fast) == Times{0, 500'000'000, 1'500'000'000});
  CHECK(fast.length() == 2250ms);
  CHECK(fast.describe() == "trace t.csv, 3 arrivals in 2.25 s, 2 times as fast");
  CHECK(due_ns(read("0\n1\n", 0.001).value()) == Times{0, 1'000'000'000'000});
  for (const double wrong : {0.0, -1.0, 0.0009, 1e7, std::nan(""), HUGE_VAL}) {
    CHECK(complaint("0\n1\n", wrong).find("speed-up") != std::string::npos);
  }
}

TEST_CASE("gaps of every size are kept to the nanosecond") {
  std::string csv;
  Times right;
  for (int bit = 0; bit < 61; ++bit) {
    const std::int64_t ns = std::int64_t{1} << bit;
    csv += std::to_string(ns / 1'000'000'000) + "." +
           std::to_string(1'000'000'000 + ns % 1'000'000'000).substr(1) + "\n";
    right.push_back(ns - 1);
  }
  const Trace trace = read(csv).value();
  const Times found = due_ns(trace);
  REQUIRE(found.size() == right.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    // Beyond 2^53 ns, which is 104 days, a double rounds.
    CHECK(std::abs(found[i] - right[i]) <= (i <= 53 ? 0 : std::int64_t{1} << (i - 53)));
  }
}

TEST_CASE("counting before an instant counts from the start and leaves the stream where it was") {
  RecordedStream stream(read("0\n1\n2\n3\n").value(), 1s);
  CHECK(stream.count_before(0s) == 0);
  CHECK(stream.count_before(1s) == 0);
  CHECK(stream.count_before(1s + 1ns) == 1);
  CHECK(stream.next()->offset == 1s);
  CHECK(stream.count_before(1h) == 4);
}

TEST_CASE("what is wrong is told with its line") {
  for (const auto& [csv, told] : std::vector<std::pair<std::string, std::string>>{
           {"0\n1\nx\n2\n", "t.csv line 3: 'x' is no time"},
           {"0\n1\n-2\n", "t.csv line 3: '-2'"},
           {"0\n\n\nnan\n", "t.csv line 4: 'nan'"},
           {"0\n1e10\n", "t.csv line 2: '1e10'"},
           {"1700000000000\n1700000000001\n", "t.csv line 1: '1700000000000'"},
           {"0\n inf\n", "t.csv line 2"},
           {"0\n1.2.3\n", "t.csv line 2: '1.2.3'"},
           {"a,t_s\n1,0\n2,\n", "t.csv line 3: ''"},
           {"a,t_s\n1,0\n2\n", "t.csv line 3: no time"},
           {"0\n2\n1.5\n", "t.csv line 3: 1.5 s comes before"},
           {"1,2\n3,4\n", "t.csv line 1: no column t_s"},
           {"time\n3\n", "t.csv line 1: no column t_s"},
           {"0\n\"1\n2\n", "never closed"},
           {"0\n\"1\" \"2\n", "t.csv line 2: a stray quote"},
           {"0\n" + std::string(70'000, '1') + "\n", "t.csv line 2: a row of more than 64 KiB"},
           {"", "two different times"},
           {"t_s\n", "two different times"},
           {"3\n3\n3\n", "two different times"}}) {
    CAPTURE(csv.substr(0, 40));
    CHECK(complaint(csv).find(told) != std::string::npos);
  }
  CHECK(complaint("0\n9e9\n", 1e-3).find("line 2: played so slowly") != std::string::npos);
}

TEST_CASE("lines as long as the reading's pieces lose nothing") {
  for (const std::size_t length : {4093U, 4094U, 4095U, 4096U, 8190U, 8191U}) {
    CAPTURE(length);
    const std::string note(length - 3, 'n');
    const auto trace = read("t_s,note\n0," + note + "\n1," + note + "\n2," + note);
    REQUIRE(trace);
    CHECK(due_ns(*trace) == Times{0, 1'000'000'000, 2'000'000'000});
    CHECK(complaint("t_s,note\n0," + note + "\nx,\n").find("line 3") != std::string::npos);
  }
}

TEST_CASE("a trace that takes more memory than it may is refused where it does") {
  std::string csv;
  for (int i = 0; i < 1'000; ++i) csv += std::to_string(i / 1'000'000.0 + 1) + "\n";
  std::istringstream fits(csv), too_much(csv);
  CHECK(Trace::read(fits, "t.csv", 1, 2'000).value().count() == 1'000);  // 1 us: two bytes each
  const auto refused = Trace::read(too_much, "t.csv", 1, 1'000);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("t.csv line 501: more arrivals than fit") == 0);
}

TEST_CASE("a word names a file and its speed-up; a file that is not there is told") {
  const auto missing = read_trace("no-such-trace.csv@2");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "no-such-trace.csv: no such file");
  CHECK(read_trace("no@such").error().message == "no@such: no such file");
  CHECK(read_trace("a@b@0").error().message.find("speed-up") != std::string::npos);
  CHECK(read_trace(PRONY_SOURCE_DIR).error().message.find("not a file") != std::string::npos);
}

}  // namespace trace_test
