#include "harness/pairing/tally.h"

#include <fmt/format.h>

#include <algorithm>

namespace harness::pairing {
namespace {

constexpr double mib = 1024.0 * 1024.0;

void add_to(std::optional<double>& total, const std::optional<double>& part) {
  if (!part) total.reset();
  if (total) *total += *part;
}

void add_to(std::optional<double>& total, const child::SliceReport::Figure& part) {
  add_to(total, part ? std::optional<double>(static_cast<double>(*part)) : std::nullopt);
}

/// Its unit, too, for a total is told by the request.
std::string figure_name(const CounterInfo& counter) {
  return counter.kind == CounterKind::total ? counter.name + "_per_request" : counter.name;
}

}  // namespace

void Tally::add(const child::SliceReport& report) {
  ++turns_;
  requests_ += report.requests();
  ok_ += report.ok;
  unfinished_ += report.unfinished;
  improper_ += report.improper;
  if (why_.empty()) why_ = report.why;
  length_s_ += seconds(report.length);
  add_to(cpu_ns_, report.cpu_ns);
  add_to(allocations_, report.allocations);
  add_to(allocated_bytes_, report.allocated_bytes);
  add_to(io_operations_, report.io_operations);
  add_to(cache_hits_, report.cache_hits);
  add_to(cache_misses_, report.cache_misses);
  if (report.rss_peak_bytes) {
    rss_peak_bytes_ =
        std::max(rss_peak_bytes_.value_or(0), static_cast<double>(*report.rss_peak_bytes));
  }
  latency_.merge(report.latency);
  add_counters(report);
}

void Tally::add_counters(const child::SliceReport& report) {
  counted_.resize(counters_.size(), 0.0);
  for (std::size_t i = 0; i < counters_.size(); ++i) add_to(counted_[i], report.counters.at(i));
}

std::string Tally::fault() const {
  if (unfinished_ > 0) return fmt::format("never ended {} requests", unfinished_);
  if (improper_ > 0) return fmt::format("ended {} requests twice, late or out of order", improper_);
  if (requests_ == 0) return "was asked for nothing";
  if (ok_ > 0) return {};
  return fmt::format("ended none of {} requests well{}{}", requests_, why_.empty() ? "" : ": ",
                     why_);
}

gate::Measured Tally::measured() const {
  gate::Measured measured;
  const auto enter = [&](std::string name, const Total& value) {
    if (value) measured.figures.insert_or_assign(std::move(name), *value);
  };
  const auto requests = static_cast<double>(requests_);
  const auto enter_by_request = [&](std::string name, const Total& total, double unit = 1) {
    if (total && requests > 0) enter(std::move(name), *total / requests / unit);
  };
  if (length_s_ > 0) enter("throughput_per_s", static_cast<double>(ok_) / length_s_);
  enter_by_request("failed_per_request", static_cast<double>(requests_ - ok_));
  enter_by_request("cpu_us_per_request", cpu_ns_, 1e3);
  enter_by_request("allocations_per_request", allocations_);
  enter_by_request("allocated_bytes_per_request", allocated_bytes_);
  enter_by_request("io_operations_per_request", io_operations_);
  if (rss_peak_bytes_) enter("rss_mib_peak", *rss_peak_bytes_ / mib);
  if (cache_hits_ && cache_misses_ && *cache_hits_ + *cache_misses_ > 0) {
    enter("cache_hit_ratio", *cache_hits_ / (*cache_hits_ + *cache_misses_));
  }
  enter_counters(measured);
  measured.latency = latency_;
  return measured;
}

void Tally::enter_counters(gate::Measured& measured) const {
  const auto total_of = [&](const std::string& name) -> Total {
    const auto found = std::ranges::find(counters_, name, &CounterInfo::name);
    if (found == counters_.end() || counted_.empty()) return std::nullopt;
    return counted_[static_cast<std::size_t>(found - counters_.begin())];
  };
  for (const CounterInfo& counter : counters_) {
    if (counter.gate == CounterGate::none) continue;
    Total value = total_of(counter.name);
    if (counter.kind == CounterKind::ratio) {
      Total whole = 0.0;
      for (const std::string& name : counter.whole) add_to(whole, total_of(name));
      const Total part = total_of(counter.part);
      value = part && whole && *whole > 0 ? Total(*part / *whole) : std::nullopt;
    } else if (value) {
      const std::uint64_t by = counter.kind == CounterKind::total ? requests_ : turns_;
      value = by > 0 ? Total(*value / static_cast<double>(by)) : std::nullopt;
    }
    if (value) measured.figures.insert_or_assign(figure_name(counter), *value);
  }
}

std::vector<gate::Metric> gated_counters(std::span<const CounterInfo> counters) {
  std::vector<gate::Metric> metrics;
  for (const CounterInfo& counter : counters) {
    if (counter.gate == CounterGate::none) continue;
    metrics.push_back(gate::counter_metric(
        figure_name(counter),
        counter.gate == CounterGate::more_is_better ? gate::Better::more : gate::Better::less));
  }
  return metrics;
}

}  // namespace harness::pairing
