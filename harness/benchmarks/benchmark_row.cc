#include "harness/benchmarks/benchmark_row.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace harness::benchmarks {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 4> units{
    {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};

/// Before they were marked as such, aggregates had only their names.
bool is_named_as_aggregate(std::string_view name) {
  constexpr std::array<std::string_view, 6> endings{"_mean", "_median", "_stddev",
                                                    "_cv",   "_BigO",   "_RMS"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool read_is_aggregate(Fields& fields, std::string_view name) {
  std::string type;
  fields.read("run_type", type);
  if (type == "iteration") return false;
  return type == "aggregate" || fields.find("aggregate_name") != nullptr ||
         is_named_as_aggregate(name);
}

void read_untimed(Fields& fields, BenchmarkRow& into) {
  bool skipped = false;
  fields.read("error_occurred", into.failed);
  fields.read("skipped", skipped);
  fields.read("skip_message", into.message);
  if (into.failed) fields.read("error_message", into.message);
  into.untimed = into.failed || skipped;
}

bool is_real(Timed timed, std::string_view name) {
  if (timed != Timed::as_named) return timed == Timed::real;
  return name.find("/real_time") != name.npos || name.find("/manual_time") != name.npos;
}

}  // namespace

void read(Fields& fields, Timed timed, BenchmarkRow& into) {
  fields.require("name");
  fields.read("name", into.name);
  into.is_aggregate = read_is_aggregate(fields, into.name);
  fields.read("run_name", into.name);
  if (into.is_aggregate) return;
  read_untimed(fields, into);
  if (into.untimed) return;
  double factor = 1;
  fields.read_word("time_unit", units, factor);
  const std::string_view figure = is_real(timed, into.name) ? "real_time" : "cpu_time";
  fields.require(figure);
  fields.read(figure, into.time_ns);
  into.time_ns *= factor;
  if (!std::isfinite(into.time_ns) || into.time_ns < 0) fields.complain(figure, "is no time");
}

}  // namespace harness::benchmarks
