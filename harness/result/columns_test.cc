#include "harness/result/columns.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include "harness/result/run_json.h"
#include "harness/result/sample/described_in_readme.h"

namespace columns_test {

using namespace harness::result;

namespace {

std::vector<std::string> described_in_readme(const std::string& file) {
  return sample::described_in_readme(PRONY_SOURCE_DIR "/results/README.md", file);
}

template <class Row>
std::vector<std::string> names_of(std::span<const Column<Row>> columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.emplace_back(column.name);
  return names;
}

/// The sizes of the members that have a column, in whole words.
template <class Row>
std::size_t covered_bytes(std::span<const Column<Row>> columns) {
  std::size_t bytes = 0;
  for (const auto& column : columns) {
    bytes +=
        std::visit([](auto member) { return sizeof(std::declval<Row&>().*member); }, column.member);
  }
  return (bytes + alignof(Row) - 1) / alignof(Row) * alignof(Row);
}

/// `beside`: of members that stand in columns of another kind.
template <class Row>
void check_complete(std::span<const Column<Row>> columns, std::size_t beside = 0) {
  CHECK(covered_bytes(columns) + beside == sizeof(Row));
  const auto names = names_of(columns);
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

}  // namespace

TEST_CASE("every member of a row has a column, and only one") {
  check_complete(point_columns());
  check_complete(timeline_columns(), sizeof(TimelineRow::counters));
  check_complete(counter_columns());
  check_complete(class_columns());
  check_complete(stage_columns());
  check_complete(slowest_columns());
  check_complete(failure_columns());
  check_complete(known_answer_columns());
  check_complete(effect_columns());
}

TEST_CASE("results/README.md describes every column, in the files' order") {
  CHECK(described_in_readme("summary.csv") == names_of(point_columns()));
  CHECK(described_in_readme("timeline.csv") == names_of(timeline_columns()));
  CHECK(described_in_readme("counters.csv") == names_of(counter_columns()));
  CHECK(described_in_readme("classes.csv") == names_of(class_columns()));
  CHECK(described_in_readme("stages.csv") == names_of(stage_columns()));
  CHECK(described_in_readme("slowest.csv") == names_of(slowest_columns()));
  CHECK(described_in_readme("failures.csv") == names_of(failure_columns()));
  CHECK(described_in_readme("known_answers.csv") == names_of(known_answer_columns()));
  CHECK(described_in_readme("ablation.csv") == names_of(effect_columns()));
}

TEST_CASE("results/README.md describes every name of run.json") {
  const auto json = nlohmann::ordered_json::parse(write_run_json({}));
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  CHECK(described_in_readme("run.json") == names);
}

TEST_CASE("the columns that readers rely on stand first, in their fixed order") {
  const auto joined = [](const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += name + ",";
    return all;
  };
  CHECK(joined(names_of(point_columns()))
            .starts_with(
                "scenario,step,phase,engine,batch_size,workers,offered_per_s,achieved_per_s,"
                "requests,ok,failed,shed,latency_ms_min,latency_ms_mean,latency_ms_p50,"
                "latency_ms_p95,latency_ms_p99,latency_ms_p999,latency_ms_max,lag_ms_p50,"
                "lag_ms_p99,wait_ms_p50,wait_ms_p99,service_ms_p50,service_ms_p95,service_ms_p99,"
                "cpu_cores,rss_mib_mean,rss_mib_peak,allocations_per_request,io_operations,"
                "cache_hits,cache_misses,cache_hit_ratio,valid,"));
  CHECK(joined(names_of(timeline_columns()))
            .starts_with("t_s,step,phase,offered,completed,failed,shed,latency_ms_p50,"
                         "latency_ms_p95,latency_ms_p99,latency_ms_max,in_flight,queue_depth,"
                         "rss_mib,cpu_cores,cache_hit_ratio,"));
  CHECK(joined(names_of(effect_columns()))
            .starts_with("switch,against,metric,claim_id,claimed,measured,interval_low,"
                         "interval_high,verdict,"));
}

}  // namespace columns_test
