// A target that is another one, with something added.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/target.h"

namespace harness {

/// Hands everything on to the target within. Whoever adds something overrides just that.
class TargetAround : public Target {
 public:
  explicit TargetAround(std::unique_ptr<Target> within)
      : Target(within->built()), within_(std::move(within)) {}

  std::uint64_t population() const override { return within_->population(); }
  void submit(const Request& request, Completion done) override { within_->submit(request, done); }
  bool concurrent() const override { return within_->concurrent(); }
  std::unique_ptr<Attendance> attend() override { return within_->attend(); }
  std::vector<std::string> stages() const override { return within_->stages(); }
  RequestClasses classes() const override { return within_->classes(); }
  std::vector<CounterInfo> counters() const override { return within_->counters(); }
  Observation observe(std::span<CounterValue> values) override { return within_->observe(values); }
  Expected<void> verify() override { return within_->verify(); }

 protected:
  Target& within() { return *within_; }
  const Target& within() const { return *within_; }
  /// For the destructor of one that holds what the target within needs to its end.
  void end_within() { within_.reset(); }

 private:
  std::unique_ptr<Target> within_;
};

}  // namespace harness
