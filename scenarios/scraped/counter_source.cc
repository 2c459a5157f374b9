#include "scenarios/scraped/counter_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>

#include "harness/nearest.h"
#include "harness/result/printable.h"
#include "scenarios/http/plan/url.h"
#include "scenarios/scraped/get.h"

namespace scenarios::scraped {
namespace {

using harness::CounterInfo;
using harness::CounterValue;
using harness::Expected;
using harness::failure;

constexpr std::chrono::seconds patience{2};

Expected<void> check_first(std::string_view text, const CounterPlan& plan,
                           const std::vector<CounterValue>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) continue;
    const std::vector<std::string> names = metric_names(text);
    const std::vector<std::string_view> known{names.begin(), names.end()};
    const std::string& from = plan.counters[i].from;
    const auto near = harness::nearest(from.substr(0, from.find('{')), known);
    return failure(fmt::format(
        "the answer has no number {}{}", harness::result::in_quotes(from),
        near ? fmt::format("; did you mean {}?", harness::result::printable(*near)) : ""));
  }
  return {};
}

}  // namespace

Expected<CounterPlan> read_plan(std::string_view url, std::vector<ScrapedCounter> counters) {
  const auto read = http::read_url(url, {}, {});
  if (!read) return failure("url: " + read.error().message);
  if (read->endpoint.tls) return failure("url: counters are read over http only");
  if (read->target.varies()) return failure("url: has places, and no request to fill them");
  const auto plain = templates::ItemTable::numbers(1);
  if (auto fits = read->target.check(plain, templates::Allowed::url); !fits) {
    return failure("url: " + fits.error().message);
  }
  std::vector<CounterInfo> infos;
  for (const ScrapedCounter& counter : counters) infos.push_back(counter.info);
  if (auto fits = harness::check_counters(infos); !fits) return tl::unexpected(fits.error());
  return CounterPlan{read->endpoint, std::string(read->target.start()), std::move(counters)};
}

Expected<std::unique_ptr<CounterSource>> CounterSource::start(CounterPlan plan,
                                                              harness::Duration interval) {
  const auto wrong = [&plan](const std::string& what) {
    return failure(fmt::format("counters: http://{}{}: {}", plan.endpoint.authority, plan.target,
                               harness::result::printable(what)));
  };
  const auto text = get(plan.endpoint, plan.target, patience);
  if (!text) return wrong(text.error().message);
  const auto values = read_metrics(*text, plan.counters);
  if (!values) return wrong(values.error().message);
  if (auto all = check_first(*text, plan, *values); !all) return wrong(all.error().message);
  return std::unique_ptr<CounterSource>(new CounterSource(std::move(plan), interval, *values));
}

CounterSource::CounterSource(CounterPlan plan, harness::Duration interval,
                             const std::vector<CounterValue>& first)
    : plan_(std::move(plan)), interval_(interval), values_(first.size()), totals_(first.size()) {
  for (std::size_t i = 0; i < first.size(); ++i) {
    totals_[i] = {.last = *first[i], .before = -*first[i]};
  }
  take(first);
  thread_ = std::jthread([this](const std::stop_token& stop) { ask_until(stop); });
}

std::vector<CounterInfo> CounterSource::counters() const {
  std::vector<CounterInfo> infos;
  for (const ScrapedCounter& counter : plan_.counters) infos.push_back(counter.info);
  return infos;
}

void CounterSource::observe(std::span<CounterValue> values) const {
  const std::lock_guard lock(mutex_);
  std::copy_n(values_.begin(), std::min(values_.size(), values.size()), values.begin());
}

void CounterSource::take(const std::vector<CounterValue>& told) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < told.size(); ++i) {
    values_[i] = told[i];
    if (!told[i] || plan_.counters[i].info.kind != harness::CounterKind::total) continue;
    Total& total = totals_[i];
    if (*told[i] < total.last) total.before += total.last;  // it counts from 0 again
    total.last = *told[i];
    values_[i] = total.before + total.last;
  }
}

void CounterSource::ask_until(const std::stop_token& stop) {
  std::mutex waiting;
  std::condition_variable_any woken;
  while (true) {
    std::unique_lock lock(waiting);
    woken.wait_for(lock, stop, interval_, [] { return false; });
    if (stop.stop_requested()) return;
    const auto text = get(plan_.endpoint, plan_.target, patience, stop);
    if (stop.stop_requested()) return;
    auto values = text ? read_metrics(*text, plan_.counters)
                       : Expected<std::vector<CounterValue>>(tl::unexpected(text.error()));
    take(values ? *values : std::vector<CounterValue>(plan_.counters.size()));
  }
}

}  // namespace scenarios::scraped
