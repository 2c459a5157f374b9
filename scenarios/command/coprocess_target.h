// Programs that each answer one request after the other.
#pragma once

#include <atomic>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/drive/client_threads.h"
#include "harness/target.h"
#include "scenarios/command/closing.h"
#include "scenarios/command/coprocess.h"
#include "scenarios/command/ended_requests.h"
#include "scenarios/command/requests.h"
#include "scenarios/command/settings.h"

namespace scenarios::command {

/// Puts each request to one of the programs. One that dies, hangs or gets out of step fails its
/// request and is started again; after three deaths in a row, without an answer of any of them
/// between, all requests fail at once.
class CoprocessTarget final : public harness::Target {
 public:
  static constexpr int most_deaths = 3;

  /// Starts the programs. An error: one could not be started.
  static harness::Expected<std::unique_ptr<CoprocessTarget>> start(
      harness::Clock& clock, const CommandSettings& settings,
      std::shared_ptr<const Requests> requests);
  ~CoprocessTarget() override;

  std::uint64_t population() const override { return requests_->population(); }
  void submit(const harness::Request& request, harness::Completion done) override;
  std::vector<harness::CounterInfo> counters() const override;
  harness::Observation observe(std::span<harness::CounterValue> values) override;

 private:
  /// A program's place, which may be empty.
  using Seat = std::unique_ptr<Coprocess>;
  /// How a request ended, in words; no reason: well.
  struct Verdict {
    std::string reason, example;
  };

  CoprocessTarget(harness::Clock& clock, const CommandSettings& settings,
                  std::shared_ptr<const Requests> requests, CoprocessOrder order);
  void start_all();
  void work(const harness::Request& request, const harness::Completion& done);
  Seat start_one();
  Verdict ask(const harness::Request& request, Seat& seat);
  Verdict judge(std::string_view answer);
  Verdict gone(const Answered& answered);
  std::string why_broken();
  Seat take_seat();
  void give_back(Seat seat);

  harness::Clock& clock_;
  const CommandSettings settings_;
  const std::shared_ptr<const Requests> requests_;
  const Closing closing_;
  const CoprocessOrder order_;
  EndedRequests ended_;
  std::atomic<std::uint64_t> restarts_{0}, answer_bytes_{0};
  std::mutex mutex_;
  std::vector<Seat> seats_;  // that nobody speaks to
  int deaths_ = 0;           // in a row
  std::string broken_;       // why all requests fail; empty: they don't
  std::latch started_;
  std::atomic<bool> ready_{false};  // they were all started
  harness::drive::ClientThreads clients_;
};

}  // namespace scenarios::command
