#include "engine/run/fault_plan.h"

#include <doctest/doctest.h>

#include <map>

namespace fault_plan_test {

using engine::Expected;
using engine::run::Fault;
using engine::run::FaultPlan;

using namespace std::chrono_literals;

namespace {

constexpr std::string_view names[] = {"read", "parse", "finish"};

Expected<FaultPlan> parse(std::string_view text, std::uint64_t seed = 1) {
  return FaultPlan::parse(text, names, seed);
}

std::string complaint(std::string_view text) {
  const auto plan = parse(text);
  return plan ? "" : plan.error().detail;
}

/// What so many items meet, by kind, as shares.
std::map<Fault::Kind, double> shares(const FaultPlan& plan, std::size_t stage, std::size_t attempt,
                                     int items = 100'000) {
  std::map<Fault::Kind, double> shares;
  for (int i = 0; i < items; ++i) {
    if (const auto fault = plan.at(stage, static_cast<std::uint64_t>(i), attempt)) {
      shares[fault->kind] += 1.0 / items;
    }
  }
  return shares;
}

}  // namespace

TEST_CASE("off is no fault at all, and so is a share of nothing") {
  for (const std::string_view text : {"off", "*:error:0%"}) {
    const auto plan = parse(text);
    REQUIRE(plan);
    CHECK(plan->is_empty());
    CHECK_FALSE(plan->has(Fault::Kind::error));
    CHECK_FALSE(plan->at(1, 7, 1));
  }
}

TEST_CASE("each rule's share of the items meets its fault, at its stage") {
  const auto plan =
      parse("*:error:5%,parse:crash:1%:lasting,parse:delay:20%:20ms,finish:exception:2.5%");
  REQUIRE(plan);
  CHECK_FALSE(plan->is_empty());
  for (const std::size_t attempt : {1U, 2U}) {
    auto at_parse = shares(*plan, 1, attempt);
    CHECK(at_parse.size() == 3);
    // Four standard errors of a share of 5 % of 100,000: 0.28 %.
    CHECK(at_parse[Fault::Kind::error] == doctest::Approx(0.05).epsilon(0.06));
    CHECK(at_parse[Fault::Kind::crash] == doctest::Approx(0.01).epsilon(0.13));
    CHECK(at_parse[Fault::Kind::delay] == doctest::Approx(0.20).epsilon(0.03));
    auto at_read = shares(*plan, 0, attempt);
    CHECK(at_read.size() == 1);
    CHECK(at_read[Fault::Kind::error] == doctest::Approx(0.05).epsilon(0.06));
    auto at_finish = shares(*plan, 2, attempt);
    CHECK(at_finish.size() == 2);
    CHECK(at_finish[Fault::Kind::exception] == doctest::Approx(0.025).epsilon(0.08));
  }
}

TEST_CASE("a passing fault is drawn anew for each attempt, a lasting one once for an item") {
  const auto plan = parse("read:error:50%,parse:crash:50%:lasting");
  REQUIRE(plan);
  int again = 0;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    if (plan->at(0, i, 1) && plan->at(0, i, 2)) ++again;
    const bool hit = plan->at(1, i, 1).has_value();
    for (std::size_t attempt = 2; attempt < 5; ++attempt) {
      CHECK_UNARY(plan->at(1, i, attempt).has_value() == hit);
    }
    if (hit) CHECK_UNARY(plan->at(1, i, 1)->lasting);
  }
  CHECK(again == doctest::Approx(2'500).epsilon(0.07));
}

TEST_CASE("a delay is as long as it says, or 10 ms, whether it lasts or not") {
  const auto delay = [](std::string_view text) { return parse(text)->at(0, 1, 1)->delay; };
  CHECK(delay("read:delay:100%") == 10ms);
  CHECK(delay("read:delay:100%:3us") == 3us);
  CHECK(delay("*:delay:100%:lasting") == 10ms);
  CHECK(delay("*:delay:100%:lasting:1.5s") == 1500ms);
}

TEST_CASE("the same text and seed draw the same; another seed or stage draws otherwise") {
  const auto plan = parse("*:error:50%");
  const auto same = parse("*:error:50%");
  const auto other = parse("*:error:50%", 2);
  int seeds = 0, stages = 0;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    const bool hit = plan->at(0, i, 1).has_value();
    CHECK_UNARY(same->at(0, i, 1).has_value() == hit);
    seeds += other->at(0, i, 1).has_value() == hit;
    stages += plan->at(1, i, 1).has_value() == hit;
  }
  CHECK(seeds == doctest::Approx(500).epsilon(0.15));
  CHECK(stages == doctest::Approx(500).epsilon(0.15));
}

TEST_CASE("a stage keeps its draws when another comes before it") {
  constexpr std::string_view more[] = {"read", "new", "parse", "finish"};
  const auto plan = parse("*:error:50%");
  const auto later = FaultPlan::parse("*:error:50%", more, 1);
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK_UNARY(plan->at(1, i, 1).has_value() == later->at(2, i, 1).has_value());
  }
}

TEST_CASE("what is wrong is named, and what would be right") {
  CHECK(complaint("").find("'off'") != std::string::npos);
  CHECK(complaint("prase:error:5%") ==
        "'prase:error:5%': 'prase' is no stage; there are *, read, parse, finish");
  CHECK(complaint("read:eror:5%") ==
        "'read:eror:5%': 'eror' is no kind of fault; there are error, exception, delay, crash");
  for (const std::string_view text :
       {"read:error", "read:error:5", "read:error:%", "read:error:-1%", "read:error:101%",
        "read:error:nan%", "read:error:inf%", "read:error:5%%", "read:error: 5%"}) {
    CAPTURE(text);
    CHECK(complaint(text).find("from 0% to 100%") != std::string::npos);
  }
  for (const std::string_view text :
       {"read:error:", "read:error:5%:20ms", "read:error:5%:lastingly",
        "read:error:5%:lasting:lasting", "read:delay:5%:soon", "read:delay:5%:61s",
        "read:delay:5%:-1ms", "read:delay:5%:20ms:lasting",
        "read:delay:5%:", "read:delay:5%:lasting:", "read:error:5%,", ",read:error:5%", "off,off",
        "read", ":", "read:error:60%,*:exception:30%,read:delay:11%:lasting"}) {
    CAPTURE(text);
    CHECK_FALSE(complaint(text).empty());
  }
  CHECK_FALSE(complaint(std::string(5'000, '*')).empty());
}

TEST_CASE("shares may come to 100 % together, and then everything meets a fault") {
  std::string text = "read:error:5%";
  for (int i = 1; i < 20; ++i) text += ",read:exception:5%";
  const auto plan = parse(text);
  REQUIRE(plan);
  for (std::uint64_t i = 0; i < 1'000; ++i) CHECK_UNARY(plan->at(0, i, 1));
  const auto half = parse("read:error:50%:lasting,read:exception:50%");
  for (std::uint64_t i = 0; i < 1'000; ++i) CHECK_UNARY(half->at(0, i, 1));
}

}  // namespace fault_plan_test
