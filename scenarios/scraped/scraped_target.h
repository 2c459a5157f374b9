// A target with counters beside its own, which a server tells.
#pragma once

#include <memory>

#include "harness/target.h"
#include "scenarios/scraped/counter_source.h"

namespace scenarios::scraped {

/// Hands everything on to another target; adds counters. Precondition: none of them has the name of
/// one of the target's own.
class ScrapedTarget final : public harness::Target {
 public:
  ScrapedTarget(std::unique_ptr<harness::Target> target, std::unique_ptr<CounterSource> source)
      : Target(target->built()),
        target_(std::move(target)),
        source_(std::move(source)),
        own_(target_->counters().size()) {}

  std::uint64_t population() const override { return target_->population(); }
  void submit(const harness::Request& request, harness::Completion done) override {
    target_->submit(request, done);
  }
  bool concurrent() const override { return target_->concurrent(); }
  std::unique_ptr<harness::Attendance> attend() override { return target_->attend(); }
  std::vector<std::string> stages() const override { return target_->stages(); }
  harness::RequestClasses classes() const override { return target_->classes(); }
  std::vector<harness::CounterInfo> counters() const override {
    std::vector<harness::CounterInfo> all = target_->counters();
    for (harness::CounterInfo& info : source_->counters()) all.push_back(std::move(info));
    return all;
  }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    if (values.size() > own_) source_->observe(values.subspan(own_));
    return target_->observe(values.first(std::min(own_, values.size())));
  }
  harness::Expected<void> verify() override { return target_->verify(); }

 private:
  std::unique_ptr<harness::Target> target_;
  const std::unique_ptr<CounterSource> source_;
  const std::size_t own_;  // counters of the target itself
};

/// Asks for the counters for the first time. Errors: CounterSource::start's, two of one name.
harness::Expected<std::unique_ptr<harness::Target>> with_counters(
    std::unique_ptr<harness::Target> target, const CounterPlan& plan,
    harness::Duration interval = std::chrono::seconds(1));

}  // namespace scenarios::scraped
