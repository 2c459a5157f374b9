#include "scenarios/program/calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

#include "harness/drive/client_threads.h"

namespace prony {
namespace {

using harness::Completion;
using harness::Expected;
using harness::failure;
using harness::Outcome;
using harness::Request;
using harness::scenario::Prepared;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;

constexpr const char* threads_setting = "threads";
constexpr const char* backlog_setting = "backlog";
constexpr std::uint64_t usual_backlog = 1000;
constexpr std::uint64_t most_threads = 1024, most_backlog = 10'000'000;

std::uint64_t usual_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

/// Takes all settings of that name out: the last one's value.
Expected<std::uint64_t> take(std::vector<Setting>& settings, std::string_view name,
                             std::uint64_t usual, std::uint64_t most) {
  std::uint64_t number = usual;
  for (const auto& [known, value] : settings) {
    if (known != name) continue;
    const char* const end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, number);
    if (error == std::errc{} && stopped == end && number <= most) continue;
    return failure(
        fmt::format("--set {}: '{}' is no whole number from 0 to {}", name, value, most));
  }
  std::erase_if(settings, [&](const Setting& setting) { return setting.first == name; });
  return number;
}

/// An engine that is called, but for how.
class CalledTarget : public harness::Target {
 public:
  CalledTarget(std::uint64_t items, Tells tells) : items_(items), tells_(std::move(tells)) {}

  std::uint64_t population() const override { return items_; }
  harness::RequestClasses classes() const override { return tells_.classes; }
  std::vector<harness::CounterInfo> counters() const override { return tells_.counters; }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    return tells_.observe ? tells_.observe(values) : harness::Observation{};
  }

 private:
  const std::uint64_t items_;
  const Tells tells_;
};

/// Calls on the load's own thread.
class DirectTarget final : public CalledTarget {
 public:
  DirectTarget(harness::Clock& clock, std::uint64_t items, Call call, Tells tells)
      : CalledTarget(items, std::move(tells)), clock_(clock), call_(std::move(call)) {}

  bool concurrent() const override { return true; }
  void submit(const Request& request, Completion done) override {
    const Outcome outcome = call_(request);
    done(outcome, done.sent(), clock_.now());
  }

 private:
  harness::Clock& clock_;
  const Call call_;
};

/// Calls on threads of its own.
class QueuedTarget final : public CalledTarget {
 public:
  QueuedTarget(harness::Clock& clock, std::uint64_t items, std::size_t threads, std::size_t backlog,
               Call call, Tells tells)
      : CalledTarget(items, std::move(tells)), threads_(clock, threads, backlog, std::move(call)) {}

  void submit(const Request& request, Completion done) override { threads_.submit(request, done); }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    const harness::drive::ClientThreads::Counts counts = threads_.counts();
    harness::Observation observed = CalledTarget::observe(values);
    observed.queue_depth = threads_.queued();
    observed.ok = counts.ok;
    observed.failed = counts.failed;
    observed.shed = counts.shed;
    return observed;
  }

 private:
  harness::drive::ClientThreads threads_;
};

}  // namespace

Expected<Prepared> prepare(TargetOrder order, std::uint64_t items, Call call, Tells tells) {
  const auto threads = take(order.settings, threads_setting, usual_threads(), most_threads);
  if (!threads) return tl::unexpected(threads.error());
  const auto backlog = take(order.settings, backlog_setting, usual_backlog, most_backlog);
  if (!backlog) return tl::unexpected(backlog.error());
  Prepared prepared;
  if (*threads == 0) {
    prepared.target =
        std::make_unique<DirectTarget>(order.clock, items, std::move(call), std::move(tells));
  } else {
    prepared.target = std::make_unique<QueuedTarget>(order.clock, items, *threads, *backlog,
                                                     std::move(call), std::move(tells));
    prepared.workers = static_cast<double>(*threads);
  }
  prepared.engine = order.engine;
  prepared.parameters = {{threads_setting, std::to_string(*threads)},
                         {backlog_setting, std::to_string(*backlog)}};
  prepared.parameters.insert(prepared.parameters.end(), order.settings.begin(),
                             order.settings.end());
  return prepared;
}

harness::scenario::Subject subject(std::string name, std::uint64_t items, Call call) {
  harness::scenario::Subject subject;
  subject.description = name;
  subject.name = std::move(name);
  subject.workers = threads_setting;
  subject.settings = {
      {.name = threads_setting,
       .values = fmt::format("0 to {}", most_threads),
       .help = fmt::format("How many threads call it ({}); 0: the load's own.", usual_threads()),
       .presets = {}},
      {.name = backlog_setting,
       .values = fmt::format("0 to {}", most_backlog),
       .help = fmt::format("How many requests may wait for a thread ({}).", usual_backlog),
       .presets = {}}};
  subject.open_items = [items](std::string_view chosen) -> Expected<harness::scenario::ItemSet> {
    if (!chosen.empty()) return failure("--corpus does not fit: there is nothing to choose from");
    return harness::scenario::ItemSet{.folder = {}, .count = items};
  };
  subject.make_target = [items, call = std::move(call)](const TargetOrder& order) {
    return prepare(order, items, call);
  };
  return subject;
}

}  // namespace prony
