// Requests put to a target by hand, and what became of each.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"
#include "scenarios/http/client/http_target.h"
#include "scenarios/http/client/test_source.h"

namespace scenarios::http {

/// How a request ended.
struct Told {
  harness::Outcome outcome = harness::Outcome::ok;
  std::string reason, example;
  harness::Duration wait{}, service{};
  std::vector<harness::Duration> stages;
  bool has_first = false;
  harness::Duration first{};  // since it was due
  std::vector<harness::Duration> gaps;
  std::uint64_t units = 0;
};

/// Collects what is told. Outlives the target.
class Asked {
 public:
  explicit Asked(harness::Clock& clock) : clock_(clock) {}

  void submit(harness::Target& target, std::uint64_t id = 0) {
    {
      const std::lock_guard lock(mutex_);
      ++under_way_;
    }
    const harness::Instant now = clock_.now();
    target.submit({.id = id}, harness::Completion(&receive, this, {.id = id}, 0, now, now));
  }

  /// All that were submitted, in the order in which they ended; fewer if they take too long.
  std::vector<Told> all(harness::Duration most = std::chrono::seconds(30)) {
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, most, [&] { return under_way_ == 0; });
    return told_;
  }

  /// One after the other.
  std::vector<Told> in_turn(harness::Target& target, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
      submit(target, k);
      all();
    }
    return all();
  }

  std::size_t under_way() {
    const std::lock_guard lock(mutex_);
    return under_way_;
  }

 private:
  static void receive(void* context, const harness::Sample& sample) {
    auto& self = *static_cast<Asked*>(context);
    const std::lock_guard lock(self.mutex_);
    const harness::Marks marks = sample.marks != nullptr ? *sample.marks : harness::Marks{};
    self.told_.push_back({.outcome = sample.outcome,
                          .reason = std::string(sample.why.reason),
                          .example = std::string(sample.why.example),
                          .wait = sample.started - sample.sent,
                          .service = sample.served - sample.started,
                          .stages = {sample.stages.begin(), sample.stages.end()},
                          .has_first = marks.first_result.has_value(),
                          .first = marks.first_result.value_or(sample.due) - sample.due,
                          .gaps = {marks.gaps.begin(), marks.gaps.end()},
                          .units = marks.units});
    --self.under_way_;
    self.ended_.notify_all();
  }

  harness::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t under_way_ = 0;
  std::vector<Told> told_;
};

/// A target for that server; an error is that of make_http_target.
inline harness::Expected<harness::scenario::Prepared> target_for(
    harness::Clock& clock, std::uint16_t port, TestSource::Made made, ClientPlan plan = {},
    const std::filesystem::path& scratch = {}) {
  const harness::scenario::TargetOrder order{
      .clock = clock, .engine = {}, .settings = {}, .corpus = {}, .scratch = scratch};
  return make_http_target(order, std::move(plan),
                          std::make_shared<TestSource>(port, std::move(made)));
}

/// The target's counter of that name.
inline double counted(harness::Target& target, std::string_view name) {
  const auto counters = target.counters();
  std::vector<harness::CounterValue> values(counters.size());
  target.observe(values);
  for (std::size_t k = 0; k < counters.size(); ++k) {
    if (counters[k].name == name) return values[k].value_or(-1);
  }
  return -1;
}

}  // namespace scenarios::http
