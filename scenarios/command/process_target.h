// A program that is started for each request.
#pragma once

#include <memory>
#include <mutex>

#include "harness/drive/client_threads.h"
#include "harness/target.h"
#include "scenarios/command/closing.h"
#include "scenarios/command/ended_requests.h"
#include "scenarios/command/requests.h"
#include "scenarios/command/settings.h"

namespace scenarios::command {

/// Requests that wait for a process, at most; more are shed.
inline constexpr std::size_t most_waiting = 100'000;

/// Runs the command for each request, so many at once. One that still runs when this ends is
/// killed.
class ProcessTarget final : public harness::Target {
 public:
  ProcessTarget(harness::Clock& clock, CommandSettings settings,
                std::shared_ptr<const Requests> requests,
                std::optional<harness::Duration> empty_run);
  ~ProcessTarget() override;

  std::uint64_t population() const override { return requests_->population(); }
  void submit(const harness::Request& request, harness::Completion done) override;
  std::vector<std::string> stages() const override { return {"start", "run"}; }
  std::vector<harness::CounterInfo> counters() const override;
  harness::Observation observe(std::span<harness::CounterValue> values) override;

 private:
  void run(const harness::Request& request, const harness::Completion& done);
  std::string why_it_failed(const RunEnd& end) const;  // empty: it is ok
  void count(const Ended& ended);

  harness::Clock& clock_;
  const CommandSettings settings_;
  const std::shared_ptr<const Requests> requests_;
  const std::optional<harness::Duration> empty_run_;
  const Closing closing_;
  EndedRequests ended_;
  std::mutex mutex_;
  double cpu_s_ = 0;
  std::optional<double> largest_bytes_;
  harness::drive::ClientThreads clients_;
};

}  // namespace scenarios::command
