#include "harness/stats/precision.h"

#include <doctest/doctest.h>

#include <string>

#include "harness/record/histogram.h"
#include "harness/stats/virtual_queue.h"

namespace precision_test {

using namespace harness::stats;

namespace {

std::string complaint(std::string_view text) {
  const auto parsed = Precision::parse(text);
  return parsed ? "none: " + parsed->text() : parsed.error().message;
}

Precision precise(std::string_view text) {
  return Precision::parse(text).value();
}

}  // namespace

TEST_CASE("a precision is a figure and a percentage") {
  CHECK(precise("p99 within 5%").within() == 0.05);
  CHECK(precise("  mean   within 0.5 % ").within() == 0.005);
  CHECK(precise("  mean   within 0.5 % ").text() == "mean within 0.5%");
  for (const char* name : {"p50", "p95", "p99", "p999", "mean", "throughput"}) {
    CHECK(precise(std::string(name) + " within 10%").text() == std::string(name) + " within 10%");
  }
}

TEST_CASE("a precision that isn't one is told in a line, with what is wanted") {
  const std::string wanted =
      "; wanted is a figure and a percentage, 'p99 within 5%' or 'throughput within 1%' "
      "(p50, p95, p99, p999, mean, throughput)";
  CHECK(complaint("p98 within 5%") ==
        "'p98 within 5%': no figure 'p98', did you mean p95?" + wanted);
  CHECK(complaint("truoghput within 5%").find("did you mean throughput?") != std::string::npos);
  CHECK(complaint("") == "'': no figure" + wanted);
  CHECK(complaint("p99") == "'p99': no 'within' after p99" + wanted);
  CHECK(complaint("p99 <= 5%") == "'p99 <= 5%': no 'within' after p99" + wanted);
  CHECK(complaint("p99 within 5") == "'p99 within 5': no percentage at the end" + wanted);
  const std::string number = ": the percentage is no number above 0 and below 100" + wanted;
  for (const char* text :
       {"p99 within 0%", "p99 within 100%", "p99 within -5%", "p99 within %", "p99 within nan%",
        "p99 within inf%", "p99 within 5x%", "p99 within 5%%", "p99 within 1e999%"}) {
    CHECK(complaint(text) == "'" + std::string(text) + "'" + number);
  }
  CHECK(complaint(std::string(10'000, 'x')).size() < 400);
}

TEST_CASE("each precision watches its own figure") {
  VirtualQueue queue(5'000, exponential_service(1e5), 1);
  queue.run(200'000);
  const auto value = [&](std::string_view text) {
    return precise(text).estimate(queue.slices(), queue.throughput_per_s()).value;
  };
  CHECK(value("p50 within 5%") == doctest::Approx(2e5 * 0.693).epsilon(0.05));
  CHECK(value("p99 within 5%") == doctest::Approx(2e5 * 4.605).epsilon(0.05));
  CHECK(value("p999 within 5%") == doctest::Approx(2e5 * 6.908).epsilon(0.15));
  CHECK(value("mean within 5%") == doctest::Approx(2e5).epsilon(0.05));
  CHECK(value("throughput within 5%") == doctest::Approx(5'000).epsilon(0.02));
}

TEST_CASE("a run ends once it is precise, and says on the way how far it is") {
  VirtualQueue queue(5'000, exponential_service(1e5), 1);
  StopRule rule(precise("p95 within 5%"));
  CHECK_FALSE(rule.reach());
  CHECK_FALSE(rule.look(queue.slices(), queue.throughput_per_s()));  // nothing happened yet
  std::uint64_t requests = 0;
  int looks = 0;
  bool reached = false;
  while (!reached && requests < 1'000'000) {
    queue.run(1'000);
    requests += 1'000;
    if (!rule.is_due(requests)) continue;
    ++looks;
    reached = rule.look(queue.slices(), queue.throughput_per_s());
    CHECK_FALSE(rule.is_due(requests));  // not twice at one length
  }
  REQUIRE(reached);
  CHECK(*rule.reach() <= 0.05);
  CHECK(*rule.reach() > 0.02);  // and did not go on for long
  CHECK(requests > 10'000);
  CHECK(looks < 25);
}

TEST_CASE("too little evidence is no precision, however narrow it looks") {
  harness::record::Histogram same;
  same.record(1'000'000, 10);
  const harness::record::SparseHistogram slice(same);
  const auto reach = [&](std::string_view text, std::size_t slices) {
    const std::vector<harness::record::SparseHistogram> run(slices, slice);
    return precise(text).reach(run,
                               {std::vector<double>(slices, 10), std::vector<double>(slices, 1)});
  };
  CHECK(reach("p50 within 5%", 64));
  CHECK_FALSE(reach("p99 within 5%", 64));  // 640 requests: six beyond
  CHECK(reach("p99 within 5%", 300));
  CHECK_FALSE(reach("p50 within 5%", 31));
  CHECK_FALSE(reach("throughput within 5%", 31));
  CHECK(reach("throughput within 5%", 32));
}

}  // namespace precision_test
