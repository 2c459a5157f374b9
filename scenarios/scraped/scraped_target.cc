#include "scenarios/scraped/scraped_target.h"

namespace scenarios::scraped {

harness::Expected<std::unique_ptr<harness::Target>> with_counters(
    std::unique_ptr<harness::Target> target, const CounterPlan& plan, harness::Duration interval) {
  std::vector<harness::CounterInfo> all = target->counters();
  for (const ScrapedCounter& counter : plan.counters) all.push_back(counter.info);
  if (auto fits = harness::check_counters(all); !fits) {
    return harness::failure("counters: " + fits.error().message);
  }
  auto source = CounterSource::start(plan, interval);
  if (!source) return tl::unexpected(source.error());
  return std::make_unique<ScrapedTarget>(std::move(target), std::move(*source));
}

}  // namespace scenarios::scraped
