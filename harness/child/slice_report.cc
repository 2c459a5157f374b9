#include "harness/child/slice_report_json.h"

namespace harness::child {
namespace {

using record::SparseHistogram;

Json json_of(const SparseHistogram& histogram) {
  const SparseHistogram::Parts parts = histogram.parts();
  return {{"buckets", parts.buckets},  {"counts", parts.counts},   {"min_ns", parts.min},
          {"max_ns", parts.max},       {"clamped", parts.clamped}, {"sum_ns", parts.sum_low},
          {"sum_high", parts.sum_high}};
}

void read(Fields& fields, std::string_view name, SparseHistogram& into) {
  fields.read_object(name, [&](Fields& histogram) {
    SparseHistogram::Parts parts;
    child::read(histogram, "buckets", parts.buckets);
    child::read(histogram, "counts", parts.counts);
    histogram.read("min_ns", parts.min);
    histogram.read("max_ns", parts.max);
    histogram.read("clamped", parts.clamped);
    histogram.read("sum_ns", parts.sum_low);
    histogram.read("sum_high", parts.sum_high);
    auto made = SparseHistogram::of(parts);
    if (!made) return fields.complain(name, "is none: " + made.error().message);
    into = std::move(*made);
  });
}

}  // namespace

Json json_of(const SliceReport& report) {
  Json counters = Json::array();
  for (const CounterValue& value : report.counters) counters.push_back(json_of(value));
  return {{"ok", report.ok},
          {"failed", report.failed},
          {"shed", report.shed},
          {"unfinished", report.unfinished},
          {"why", report.why},
          {"improper", report.improper},
          {"length_ns", json_of(report.length)},
          {"latency", json_of(report.latency)},
          {"lag", json_of(report.lag)},
          {"cpu_ns", json_of(report.cpu_ns)},
          {"allocations", json_of(report.allocations)},
          {"allocated_bytes", json_of(report.allocated_bytes)},
          {"io_operations", json_of(report.io_operations)},
          {"cache_hits", json_of(report.cache_hits)},
          {"cache_misses", json_of(report.cache_misses)},
          {"rss_bytes", json_of(report.rss_bytes)},
          {"rss_peak_bytes", json_of(report.rss_peak_bytes)},
          {"counters", std::move(counters)}};
}

void read_into(Fields& fields, SliceReport& report) {
  fields.read("ok", report.ok);
  fields.read("failed", report.failed);
  fields.read("shed", report.shed);
  fields.read("unfinished", report.unfinished);
  fields.read("why", report.why);
  fields.read("improper", report.improper);
  child::read(fields, "length_ns", report.length);
  read(fields, "latency", report.latency);
  read(fields, "lag", report.lag);
  fields.read("cpu_ns", report.cpu_ns);
  fields.read("allocations", report.allocations);
  fields.read("allocated_bytes", report.allocated_bytes);
  fields.read("io_operations", report.io_operations);
  fields.read("cache_hits", report.cache_hits);
  fields.read("cache_misses", report.cache_misses);
  fields.read("rss_bytes", report.rss_bytes);
  fields.read("rss_peak_bytes", report.rss_peak_bytes);
  child::read(fields, "counters", report.counters);
}

}  // namespace harness::child
