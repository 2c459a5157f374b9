#include "harness/record/hdr_log.h"

#include <doctest/doctest.h>

#include <random>

#include "harness/record/hdr_packing.h"

namespace hdr_log_test {

using harness::record::Histogram;
using harness::record::LogEntry;
using harness::record::read_hdr_log;
using harness::record::write_hdr_log;

namespace {

// One value of 1 ns.
const std::string one_ns = harness::record::packed({}, std::string_view("\0\2", 2));

std::string error_of(const std::string& log) {
  const auto read = read_hdr_log(log);
  return read ? "no error" : read.error().message;
}

LogEntry entry(const char* tag, double start_s, std::uint64_t seed) {
  LogEntry result{tag, start_s, 1.5, {}};
  std::mt19937_64 random(seed);
  std::lognormal_distribution<> latency(14, 1);
  for (int i = 0; i < 1'000; ++i) {
    result.histogram.record(static_cast<std::int64_t>(latency(random)));
  }
  return result;
}

}  // namespace

TEST_CASE("a log begins with the lines that HdrHistogram's own writer gives it") {
  CHECK(write_hdr_log({}, 1'700'000'000.25) ==
        "#[Logged with Prony]\n"
        "#[Histogram log format version 1.3]\n"
        "#[StartTime: 1700000000.250 (seconds since epoch), 2023-11-14T22:13:20Z]\n"
        "#[BaseTime: 1700000000.250 (seconds since epoch)]\n"
        "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\","
        "\"Interval_Compressed_Histogram\"\n");
}

TEST_CASE("a start time that no calendar knows is given without a date") {
  for (const double odd : {-1.0, 1e300}) {
    CHECK(write_hdr_log({}, odd).find("(seconds since epoch)]\n#[BaseTime") != std::string::npos);
  }
}

TEST_CASE("an entry is a line: its tag, its times, its highest value in ms, its counts") {
  LogEntry one{"warm-up", 2, 0.25, {}};
  one.histogram.record(1'234'567);
  const LogEntry untagged{"", 0, 1, {}};
  const std::string log = write_hdr_log(std::vector{one, untagged}, 0);
  CHECK(log.find("\nTag=warm-up,2.000,0.250,1.234567,HISTFAAAA") != std::string::npos);
  CHECK(log.find("\n0.000,1.000,0.000000,HISTFAAAA") != std::string::npos);
}

TEST_CASE("what was written is read back: everything but the exact lowest value and mean") {
  const std::vector<LogEntry> written = {entry("a", 0, 1), entry("b", 1.5, 2), entry("", 3, 3),
                                         LogEntry{"empty", 4, 0, {}}};
  const auto read = read_hdr_log(write_hdr_log(written, 1'700'000'000));
  REQUIRE(read.has_value());
  REQUIRE(read->size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const Histogram& before = written[i].histogram;
    const Histogram& after = (*read)[i].histogram;
    CHECK((*read)[i].tag == written[i].tag);
    CHECK((*read)[i].start_s == written[i].start_s);
    CHECK((*read)[i].duration_s == written[i].duration_s);
    CHECK(after.count() == before.count());
    CHECK(after.max() == before.max());
    CHECK(after.mean() == doctest::Approx(before.mean()).epsilon(0.001));
    for (double fraction = 0.001; fraction <= 1; fraction += 0.001) {
      REQUIRE(after.quantile(fraction) == before.quantile(fraction));
    }
  }
}

TEST_CASE("comments, legends, empty lines and either line ending are passed over") {
  const auto read =
      read_hdr_log("#[StartTime: x]\r\n\"StartTimestamp\",\"...\"\r\n\r\n\n# more\n1,2,3," +
                   one_ns + "\r\nTag=last,1,2,3," + one_ns);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 2);
  CHECK((*read)[0].tag.empty());
  CHECK((*read)[0].histogram.max() == 1);
  CHECK((*read)[1].tag == "last");
  CHECK(read_hdr_log("")->empty());
}

TEST_CASE("the highest value is believed to the nanosecond only where it is told so exactly") {
  Histogram histogram;
  histogram.record(5'000'123);
  std::string log = write_hdr_log(std::vector{LogEntry{"", 0, 1, histogram}}, 0);
  CHECK(read_hdr_log(log)->front().histogram.max() == 5'000'123);
  log.replace(log.find("5.000123"), 8, "5.000");
  CHECK(read_hdr_log(log)->front().histogram.max() ==
        Histogram::highest_in(Histogram::bucket_of(5'000'123)));
}

TEST_CASE("an error names its line") {
  const std::string good = "0,1,0.001," + one_ns + "\n";
  const std::string numbers =
      "line 3 of the log: expected [Tag=NAME,]START,LENGTH,MAX,HISTOGRAM with three numbers";
  for (const char* bad : {"x", "Tag=a", "Tag=a,1,2", "1,2,,AAAA", "nan,1,1,AAAA", "1,inf,1,AAAA",
                          "1,2,1e999,AAAA", "1x,2,3,AAAA", "0x1,2,3,AAAA", ",,,", "\t1,2,3,AAAA"}) {
    CAPTURE(bad);
    CHECK(error_of("# comment\n" + good + bad) == numbers);
  }
  CHECK(error_of(good + "1,-2,3," + one_ns) ==
        "line 2 of the log: the interval's length is negative");
  CHECK(error_of(good + "1,2,3,***") == "line 2 of the log: the histogram is not base64");
  CHECK(error_of(good + "1,2,3," + one_ns + ",4") ==
        "line 2 of the log: the histogram is not base64");
  for (const char* tag : {"Tag=a b", "Tag=a\tb", "Tag=\x7f", "Tag= "}) {
    CHECK(error_of(std::string(tag) + ",1,2,3," + one_ns) ==
          "line 1 of the log: the tag has white space or a control character in it");
  }
  CHECK(error_of("Tag=caf\xc3\xa9,1,2,3," + one_ns) == "no error");
}

TEST_CASE("a small log can't fill the memory") {
  Histogram wide;  // a count in every doubling: a hundred bytes of text, 264 KiB in memory
  for (std::int64_t value = 1; value <= Histogram::highest_trackable; value *= 2) {
    wide.record(value);
  }
  const std::vector<LogEntry> entries(30, LogEntry{"", 0, 1, wide});
  const std::string log = write_hdr_log(entries, 0);
  CHECK(log.size() < 8'192);
  CHECK(read_hdr_log(log).has_value());
  const auto refused = read_hdr_log(log, std::size_t{4} << 20);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message ==
        "line 21 of the log: more histograms than fit into 4 MiB");  // 5 lines of header, 15 fit
}

}  // namespace hdr_log_test
