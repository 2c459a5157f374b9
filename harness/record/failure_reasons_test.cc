#include "harness/record/failure_reasons.h"

#include <doctest/doctest.h>

#include <thread>

#include "harness/record/recorder.h"

namespace failure_reasons_test {

using harness::Outcome;
using harness::Sample;
using harness::Why;
using harness::record::FailureCount;
using harness::record::FailureReasons;

namespace {

Sample failed(std::uint64_t id, std::uint32_t window, Why why) {
  Sample sample;
  sample.request = {.id = id, .item = id % 7};
  sample.window = window;
  sample.outcome = Outcome::failed;
  sample.why = why;
  return sample;
}

}  // namespace

TEST_CASE("failures are counted by phase and reason, the most frequent first, with the first one") {
  FailureReasons reasons({0, 5});
  reasons.add(failed(3, 5, {"out of memory", ""}));
  reasons.add(failed(8, 4, {"malformed", "a.pdf: no trailer"}));
  for (std::uint64_t id = 10; id < 14; ++id) {
    reasons.add(failed(id, 9, {"malformed", "b.pdf: no trailer"}));
  }
  const std::vector<FailureCount> counts = reasons.counts();
  REQUIRE(counts.size() == 3);
  CHECK(counts[0].phase == 0);
  CHECK(counts[0].example == "a.pdf: no trailer");
  CHECK(counts[1].phase == 1);
  CHECK(counts[1].reason == "malformed");
  CHECK(counts[1].count == 4);
  CHECK(counts[1].request.id == 10);
  CHECK(counts[1].request.item == 3);
  CHECK(counts[2].reason == "out of memory");
  CHECK(counts[2].count == 1);
}

TEST_CASE("a target that tells no reason has its failures counted under none") {
  FailureReasons reasons({0});
  reasons.add(failed(0, 0, {}));
  reasons.add(failed(1, 0, {}));
  REQUIRE(reasons.counts().size() == 1);
  CHECK(reasons.counts()[0].reason.empty());
  CHECK(reasons.counts()[0].count == 2);
}

TEST_CASE("a reason with a number in it does not take memory without end, and no count is lost") {
  FailureReasons reasons({0});
  for (std::uint64_t id = 0; id < 1000; ++id) {
    reasons.add(failed(id, 0, {"failed at byte " + std::to_string(id), {}}));
  }
  const std::vector<FailureCount> counts = reasons.counts();
  CHECK(counts.size() == FailureReasons::most_reasons + 1);
  CHECK(counts[0].reason == FailureReasons::others);
  CHECK(counts[0].count == 1000 - FailureReasons::most_reasons);
  std::uint64_t all = 0;
  for (const FailureCount& count : counts) all += count.count;
  CHECK(all == 1000);
}

TEST_CASE("a long reason is cut between characters") {
  FailureReasons reasons({0});
  std::string reason(FailureReasons::most_bytes - 1, 'x');
  reasons.add(failed(0, 0, {reason + "\u00e4\u00e4", reason + "\u6587"}));
  CHECK(reasons.counts()[0].reason == reason);
  CHECK(reasons.counts()[0].example == reason);
}

TEST_CASE("any thread may tell of a failure") {
  harness::record::Recorder recorder(1, 0);
  constexpr int threads = 4, each = 2000;
  {
    std::vector<std::jthread> all;
    for (int t = 0; t < threads; ++t) {
      all.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const auto id = static_cast<std::uint64_t>(i);
          recorder.record(failed(id, 0, {t % 2 == 0 ? "even" : "odd", {}}));
        }
      });
    }
  }
  const auto counts = recorder.failures();
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].count == threads / 2 * each);
  CHECK(counts[1].count == threads / 2 * each);
}

TEST_CASE("what was ok or shed is no failure") {
  harness::record::Recorder recorder(1, 0);
  Sample sample = failed(0, 0, {"none", {}});
  for (const Outcome outcome : {Outcome::ok, Outcome::shed}) {
    sample.outcome = outcome;
    recorder.record(sample);
  }
  CHECK(recorder.failures().empty());
}

}  // namespace failure_reasons_test
