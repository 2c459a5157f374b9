#include "harness/result/latency_log.h"

#include <doctest/doctest.h>

namespace latency_log_test {

using namespace harness::result;

TEST_CASE("steps and phases with letters that a tag can't hold read back equal") {
  std::vector<Distribution> written;
  for (const char* name : {"", "a/b", "a, b", "100%", "%2F", "two\nlines", "\x7f", "Spitze ü"}) {
    written.push_back({.step = name, .phase = "peak/1", .latency = {}});
    written.back().latency.record(1'000);
  }
  const std::string log = write_latency_log(written, "2026-03-01T12:00:00Z");
  CHECK(log.find("Tag=a%2Fb/peak%2F1,") != log.npos);
  CHECK(log.find("Tag=100%25/peak%2F1,") != log.npos);
  CHECK(log.find("1772366400.000") != log.npos);
  const auto read = read_latency_log(log, "latency.hlog");
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  REQUIRE(read->size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    CHECK((*read)[i].step == written[i].step);
    CHECK((*read)[i].phase == "peak/1");
    CHECK((*read)[i].latency.count() == 1);
  }
}

TEST_CASE("a tag that is not step/phase is told") {
  const std::string log =
      write_latency_log(std::vector<Distribution>{{.step = "s", .phase = "p", .latency = {}}}, "");
  for (const char* tag : {"Tag=s", "Tag=s%/p", "Tag=s%2/p", "Tag=s%zz/p"}) {
    std::string changed = log;
    changed.replace(changed.find("Tag=s/p"), 7, tag);
    const auto read = read_latency_log(changed, "latency.hlog");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.starts_with("latency.hlog: histogram 1: the tag 's"));
  }
}

}  // namespace latency_log_test
