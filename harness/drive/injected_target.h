// A target with more to do than its own work: to prove that a comparison finds it.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "harness/target_around.h"

namespace harness::drive {

/// What is added to requests, at their end.
struct Injection {
  Duration work{};           // CPU time of each request
  Duration stall{};          // a wait of some requests only: those with ids every, 2 every, ...
  std::uint64_t every = 67;  // three of 200: beyond P95, within P99

  bool operator==(const Injection&) const = default;
  bool any() const { return work > Duration{} || stall > Duration{}; }
};

/// Hands everything on to another target, and holds each request's end up for a while, on the
/// thread on which it ends. Precondition: that target ends each request once, after which the slot
/// of its completion is used again. Allocates nothing once as many requests have been in flight as
/// will be.
class InjectedTarget final : public TargetAround {
 public:
  InjectedTarget(Clock& clock, std::unique_ptr<Target> target, const Injection& injection)
      : TargetAround(std::move(target)), clock_(clock), injection_(injection) {}
  ~InjectedTarget() override { end_within(); }  // before the slots of its completions

  void submit(const Request& request, Completion done) override;

 private:
  /// A completion that is to be called once the other one has been.
  struct Held {
    InjectedTarget* owner;
    Completion done;
  };

  static void end(void* held, const Sample& sample);
  Held* hold(const Completion& done);
  void give_back(Held* held);
  Instant hold_up(const Sample& sample);

  Clock& clock_;
  const Injection injection_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Held>> all_;
  std::vector<Held*> free_;
};

}  // namespace harness::drive
