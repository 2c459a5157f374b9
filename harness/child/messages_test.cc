// Every message comes back as it was sent; what is none is refused.
#include <doctest/doctest.h>

#include "harness/child/answers.h"
#include "harness/child/orders.h"
#include "harness/result/run_texts.h"

namespace messages_test {

using namespace harness::child;
using namespace std::chrono_literals;
using harness::CounterKind;
using harness::record::Histogram;
using harness::record::SparseHistogram;

namespace {

const TargetWords words{.subject = "documents",
                        .preset = "v2",
                        .settings = {{"cache.policy", "none"}, {"cache.policy", "lru"}},
                        .items = "somewhere",
                        .most_items = 80,
                        .processes = {17, 4},
                        .scratch = "scratch/1"};

template <class One>
One through(const One& order) {
  const auto read = read_order(write_order(order));
  REQUIRE(read);
  return std::get<One>(*read);
}

template <class One>
One answered(One answer) {
  const std::string written = write_answer(std::move(answer));
  auto read = read_answer(written);
  REQUIRE(read);
  CHECK(write_answer(*read) == written);
  return std::get<One>(std::move(*read));
}

std::string complaint(const std::string& text) {
  const auto read = read_order(text);
  return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("orders") {
  CHECK(through(Greeting{7, true}) == Greeting{7, true});
  CHECK(through(CloseOrder{}) == CloseOrder{});
  CHECK(through(QuitOrder{}) == QuitOrder{});
  const SliceOrder slice{.length = 7ms, .requests = 1000, .patience = 3s};
  CHECK(through(slice) == slice);
  TrialOrder trial{.target = words,
                   .load = "open",
                   .clients = 3,
                   .rate_per_s = 12.5,
                   .length = 700ms,
                   .patience = 3s,
                   .seed = ~std::uint64_t{0}};
  CHECK(through(trial) == trial);
  trial.patience = {};
  CHECK(through(trial) == trial);
  SessionOrder session{.target = words,
                       .scenario = "steady",
                       .load = Clients{16, 2},
                       .seed = 5,
                       .injected = harness::drive::Injection{.work = 3us, .stall = 4ms}};
  CHECK(through(session) == session);
  session.load = Rate{.per_s = 0.1,
                      .arrivals = harness::schedule::Arrivals::gamma(2.5),
                      .waiting = harness::Waiting::spin,
                      .threads = 3};
  CHECK(through(session) == session);
}

TEST_CASE("a hello") {
  Hello hello{.protocol = 3,
              .version = "0.1.0",
              .build = {},
              .commit = harness::environment::Commit{"abcd", true},
              .subjects = {"documents", "null"}};
  hello.build.compiler = "g++ 12";
  hello.build.optimised = false;
  const Hello read = answered(hello);
  CHECK(read.protocol == 3);
  CHECK(read.version == "0.1.0");
  CHECK(read.build.compiler == "g++ 12");
  CHECK_FALSE(read.build.optimised);
  CHECK(read.commit->id == "abcd");
  CHECK(read.commit->dirty == true);
  CHECK(read.subjects == hello.subjects);
  CHECK_FALSE(answered(Hello{}).commit);
}

TEST_CASE("short answers") {
  CHECK(answered(Progress{"reading"}).phase == "reading");
  CHECK(answered(Closed{"7 differ"}).wrong == "7 differ");
  CHECK(answered(Refusal{"no engine 'v9'"}).why == "no engine 'v9'");
}

TEST_CASE("a target that stands") {
  const Ready read = answered(Ready{
      .engine = "v2",
      .population = 400,
      .counters = {{.name = "pages", .unit = "pages", .kind = CounterKind::total, .help = "read"},
                   {.name = "hit_ratio",
                    .kind = CounterKind::ratio,
                    .part = "hits",
                    .whole = {"hits", "misses"}}},
      .parameters = {{"threads", "2"}},
      .making = 5ms});
  CHECK(read.engine == "v2");
  CHECK(read.population == 400);
  REQUIRE(read.counters.size() == 2);
  CHECK(read.counters[0].unit == "pages");
  CHECK(read.counters[1].kind == CounterKind::ratio);
  CHECK(read.counters[1].whole == std::vector<std::string>{"hits", "misses"});
  CHECK(read.parameters.at(0).second == "2");
  CHECK(read.making == 5ms);
}

TEST_CASE("a slice's report, its histogram to the last bucket") {
  Histogram latency;
  for (int i = 1; i < 2000; ++i) latency.record(std::int64_t{i} * i * 100);
  latency.record(-1);
  const SliceReport report{.ok = 1998,
                           .failed = 2,
                           .shed = 3,
                           .unfinished = 4,
                           .why = "malformed",
                           .improper = 1,
                           .length = 5ms,
                           .latency = SparseHistogram(latency),
                           .lag = {},
                           .cpu_ns = 4'000'000,
                           .cache_hits = 12,
                           .rss_bytes = std::uint64_t{1} << 33,
                           .counters = {1.5, {}, 3}};
  const SliceReport read = answered(report);
  CHECK(read.requests() == 2003);
  CHECK(read.unfinished == 4);
  CHECK(read.why == "malformed");
  CHECK(read.improper == 1);
  CHECK(read.length == 5ms);
  CHECK(read.latency.parts() == report.latency.parts());
  CHECK(read.lag.count() == 0);
  CHECK(read.cpu_ns == 4'000'000);
  CHECK_FALSE(read.allocations);
  CHECK(read.cache_hits == 12);
  CHECK(read.rss_bytes == std::uint64_t{1} << 33);
  CHECK(read.counters == report.counters);
}

TEST_CASE("a trial's result with its rows") {
  harness::result::RunResult result;
  result.scenario = "trial";
  result.points.resize(2);
  result.points[1].step = "once, \"again\"";
  result.points[1].achieved_per_s = 12.5;
  const TrialAnswer read = answered(TrialAnswer{result});
  REQUIRE(read.result.points.size() == 2);
  CHECK(read.result.points[1].step == "once, \"again\"");
  CHECK(read.result.points[1].achieved_per_s == 12.5);
}

TEST_CASE("what is no order is refused, and the reason named") {
  CHECK(complaint("") == "a message that is not JSON");
  CHECK(complaint("usage: prony") == "a message that is not JSON");
  CHECK(complaint("[1]") == "a message without a name");
  CHECK(complaint(R"({"quit":{},"close":{}})") == "a message without a name");
  CHECK(complaint(R"({"dance":{}})") == "an order that nobody knows");
  CHECK(complaint(R"({"quit":7})") == "a message that can't be read: quit is not an object");
  CHECK(complaint(R"({"slice":{"length_ns":-1}})") ==
        "a message that can't be read: slice.length_ns is not a whole number from 0");
  CHECK(complaint(R"({"slice":{"length_ns":18446744073709551615}})") ==
        "a message that can't be read: slice.length_ns is longer than any time");
  CHECK(complaint(R"({"open":{"target":{"processes":[9999999999]}}})") ==
        "a message that can't be read: open.target.processes has a number that no process has");
  CHECK(complaint(R"({"open":{"load":{"rate_per_s":1,"arrivals":"x"}}})")
            .find("open.load.arrivals") != std::string::npos);
  CHECK(complaint(std::string(1'000'000, '[')) ==
        "a message that is too deep or has too many names");
  CHECK_FALSE(read_answer(R"({"slice":{"latency":{"buckets":[1],"counts":[]}}})"));
  CHECK_FALSE(read_answer(R"({"result":{}})"));
  CHECK_FALSE(read_answer(R"({"quit":{}})"));
}

TEST_CASE("what a later version might add is passed over") {
  CHECK(read_order(R"({"slice":{"colour":"red"}})") == harness::child::Order(SliceOrder{}));
  CHECK(std::get<Greeting>(*read_order(R"({"greeting":{}})")).protocol == 0);
}

}  // namespace messages_test
