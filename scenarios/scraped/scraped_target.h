// A target with counters beside its own, which a server tells.
#pragma once

#include <memory>

#include "harness/target_around.h"
#include "scenarios/scraped/counter_source.h"

namespace scenarios::scraped {

/// Hands everything on to another target; adds counters. Precondition: none of them has the name of
/// one of the target's own.
class ScrapedTarget final : public harness::TargetAround {
 public:
  ScrapedTarget(std::unique_ptr<harness::Target> target, std::unique_ptr<CounterSource> source)
      : TargetAround(std::move(target)),
        source_(std::move(source)),
        own_(within().counters().size()) {}

  std::vector<harness::CounterInfo> counters() const override {
    std::vector<harness::CounterInfo> all = within().counters();
    for (harness::CounterInfo& info : source_->counters()) all.push_back(std::move(info));
    return all;
  }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    if (values.size() > own_) source_->observe(values.subspan(own_));
    return within().observe(values.first(std::min(own_, values.size())));
  }

 private:
  const std::unique_ptr<CounterSource> source_;
  const std::size_t own_;  // counters of the target within
};

/// Asks for the counters for the first time. Errors: CounterSource::start's, two of one name.
harness::Expected<std::unique_ptr<harness::Target>> with_counters(
    std::unique_ptr<harness::Target> target, const CounterPlan& plan,
    harness::Duration interval = std::chrono::seconds(1));

}  // namespace scenarios::scraped
