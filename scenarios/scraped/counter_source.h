// Counters that are asked for again and again while a target is measured.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "harness/clock.h"
#include "harness/counter.h"
#include "harness/expected.h"
#include "scenarios/http/plan/message_source.h"
#include "scenarios/scraped/metrics.h"

namespace scenarios::scraped {

/// Where counters come from, checked.
struct CounterPlan {
  http::Endpoint endpoint;
  std::string target;  // "/metrics"
  std::vector<ScrapedCounter> counters;
};

/// `url`: http only, without places. An error, in a line: the URL, or a counter that can't be one.
harness::Expected<CounterPlan> read_plan(std::string_view url,
                                         std::vector<ScrapedCounter> counters);

/// The last answer of the server, on a thread of its own asked for once an interval. What a server
/// does not tell in time is empty until it does. Totals count from the first answer on, and go on
/// where a server starts anew.
class CounterSource {
 public:
  /// Waits for the first answer. An error, in a line: there is none, or a counter is not in it, and
  /// what it has that is nearest.
  static harness::Expected<std::unique_ptr<CounterSource>> start(
      CounterPlan plan, harness::Duration interval = std::chrono::seconds(1));

  std::vector<harness::CounterInfo> counters() const;
  /// Never waits for the server. Precondition: a value for each counter.
  void observe(std::span<harness::CounterValue> values) const;

 private:
  /// What turns a server's totals into ours.
  struct Total {
    double last = 0;    // as the server told it
    double before = 0;  // to be added: of what it had counted when it started anew, less the first
  };

  CounterSource(CounterPlan plan, harness::Duration interval,
                const std::vector<harness::CounterValue>& first);
  void ask_until(const std::stop_token& stop);
  void take(const std::vector<harness::CounterValue>& told);

  const CounterPlan plan_;
  const harness::Duration interval_;
  mutable std::mutex mutex_;
  std::vector<harness::CounterValue> values_;
  std::vector<Total> totals_;
  std::jthread thread_;  // the last member: it ends before the others do
};

}  // namespace scenarios::scraped
