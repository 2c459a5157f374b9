// Reading a run's folder back.
#include <fmt/format.h>

#include "harness/result/columns.h"
#include "harness/result/counter_names.h"
#include "harness/result/csv.h"
#include "harness/result/latency_log.h"
#include "harness/result/printable.h"
#include "harness/result/run_files.h"
#include "harness/result/run_json.h"
#include "harness/result/whole_file.h"

namespace harness::result {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_json = std::uint64_t{16} << 20;
constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;

Expected<void> refuse_incomplete(const fs::path& folder) {
  std::error_code error;
  const fs::path mark = folder / "INCOMPLETE";
  if (!fs::is_directory(folder, error)) return failure(folder.string() + ": no such folder");
  if (!fs::exists(fs::symlink_status(mark, error))) return {};
  const auto text = read_whole_file(mark, 4096);
  const std::string why = text ? text->substr(0, text->find('\n')) : std::string();
  return failure(fmt::format("{}: {}", mark.string(), printable(why)));
}

/// A folder may have been copied in part: run.json tells how many rows each file should have.
Expected<void> check_count(const fs::path& path, std::size_t rows,
                           const std::optional<std::uint64_t>& promised) {
  if (!promised || *promised == rows) return {};
  return failure(
      fmt::format("{}: {} rows where run.json tells of {}", path.string(), rows, *promised));
}

template <class Row>
Expected<void> read_rows(const fs::path& path, std::span<const Column<Row>> columns,
                         const std::optional<std::uint64_t>& promised, std::vector<Row>& into,
                         const std::vector<std::string>& counters = {}) {
  return read_whole_file(path, largest_file)
      .and_then(
          [&](const std::string& text) { return read_csv(text, columns, path.string(), counters); })
      .and_then([&](std::vector<Row>&& rows) {
        into = std::move(rows);
        return check_count(path, into.size(), promised);
      });
}

/// A file that a run only has where there are rows for it.
template <class Row>
Expected<void> read_rows_if_there(const fs::path& path, std::span<const Column<Row>> columns,
                                  const std::optional<std::uint64_t>& promised,
                                  std::vector<Row>& into) {
  std::error_code error;
  if (!fs::exists(path, error)) return {};
  return read_rows(path, columns, promised, into);
}

Expected<void> read_distributions(const fs::path& path,
                                  const std::optional<std::uint64_t>& promised,
                                  std::vector<Distribution>& into) {
  std::error_code error;
  if (!fs::exists(path, error)) return {};
  return read_whole_file(path, largest_file)
      .and_then([&](const std::string& text) { return read_latency_log(text, path.string()); })
      .and_then([&](std::vector<Distribution>&& distributions) {
        into = std::move(distributions);
        return check_count(path, into.size(), promised);
      });
}

}  // namespace

Expected<RunResult> read_run(const fs::path& folder) {
  const fs::path json = folder / "run.json";
  return refuse_incomplete(folder)
      .and_then([&] { return read_whole_file(json, largest_json); })
      .and_then([&](const std::string& text) { return read_run_json(text, json.string()); })
      .and_then([&](RunJson&& run) -> Expected<RunResult> {
        RunResult& result = run.result;
        const auto read =
            read_rows(folder / "summary.csv", point_columns(), run.rows.points, result.points)
                .and_then([&] {
                  return read_rows(folder / "timeline.csv", timeline_columns(), run.rows.timeline,
                                   result.timeline, timeline_columns_of(result));
                })
                .and_then([&] {
                  return read_rows_if_there(folder / "counters.csv", counter_columns(),
                                            run.rows.counted, result.counted);
                })
                .and_then([&] {
                  return read_rows_if_there(folder / "classes.csv", class_columns(),
                                            run.rows.classes, result.classes);
                })
                .and_then([&] {
                  return read_rows(folder / "stages.csv", stage_columns(), run.rows.stages,
                                   result.stages);
                })
                .and_then([&] {
                  return read_rows(folder / "slowest.csv", slowest_columns(), run.rows.slowest,
                                   result.slowest);
                })
                .and_then([&] {
                  return read_rows_if_there(folder / "failures.csv", failure_columns(),
                                            run.rows.failures, result.failures);
                })
                .and_then([&] {
                  return read_rows_if_there(folder / "known_answers.csv", known_answer_columns(),
                                            run.rows.known_answers, result.known_answers);
                })
                .and_then([&] {
                  return read_rows_if_there(folder / "ablation.csv", effect_columns(),
                                            run.rows.effects, result.effects);
                })
                .and_then([&] {
                  return read_distributions(folder / "latency.hlog", run.rows.distributions,
                                            result.distributions);
                });
        if (!read) return tl::unexpected(read.error());
        return std::move(result);
      });
}

}  // namespace harness::result
