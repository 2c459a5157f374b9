#include "harness/target_around.h"

#include <doctest/doctest.h>

namespace target_around_test {

using harness::Completion;
using harness::Outcome;
using harness::Request;
using harness::Target;
using harness::TargetAround;

namespace {

/// Differs from what a target is by default, in everything.
class Peculiar final : public Target {
 public:
  explicit Peculiar(bool& gone) : Target({.compiler = "some"}), gone_(gone) {}
  ~Peculiar() override { gone_ = true; }

  std::uint64_t population() const override { return 7; }
  void submit(const Request& request, Completion done) override {
    done(request.id == 3 ? Outcome::shed : Outcome::failed, done.sent(), done.sent());
  }
  bool concurrent() const override { return true; }
  std::unique_ptr<harness::Attendance> attend() override {
    class Idle final : public harness::Attendance {
      void work(harness::Instant, const std::stop_token&) override {}
    };
    return std::make_unique<Idle>();
  }
  std::vector<std::string> stages() const override { return {"first"}; }
  harness::RequestClasses classes() const override { return {.names = {"read"}, .of = {}}; }
  std::vector<harness::CounterInfo> counters() const override { return {{.name = "pages"}}; }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    values[0] = 5;
    harness::Observation seen;
    seen.queue_depth = 9;
    return seen;
  }
  harness::Expected<void> verify() override { return harness::failure("wrong"); }

 private:
  bool& gone_;
};

class Around final : public TargetAround {
 public:
  using TargetAround::TargetAround;
  void let_go() { end_within(); }
};

}  // namespace

TEST_CASE("everything is handed on to the target within") {
  bool gone = false;
  Around target(std::make_unique<Peculiar>(gone));
  CHECK(std::string(target.built().compiler) == "some");
  CHECK(target.population() == 7);
  Outcome seen = Outcome::ok;
  const Request request{.id = 3};
  target.submit(request, Completion(
                             [](void* into, const harness::Sample& sample) {
                               *static_cast<Outcome*>(into) = sample.outcome;
                             },
                             &seen, request, 0, {}, {}));
  CHECK(seen == Outcome::shed);
  CHECK(target.concurrent());
  CHECK(target.attend() != nullptr);
  CHECK(target.stages() == std::vector<std::string>{"first"});
  CHECK(target.classes().names == std::vector<std::string>{"read"});
  REQUIRE(target.counters().size() == 1);
  CHECK(target.counters()[0].name == "pages");
  std::vector<harness::CounterValue> values(1);
  CHECK(target.observe(values).queue_depth == 9);
  CHECK(values[0] == 5);
  CHECK_FALSE(target.verify());
  CHECK_FALSE(gone);
  target.let_go();
  CHECK(gone);
}

}  // namespace target_around_test
