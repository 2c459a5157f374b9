#include "harness/result/run_texts.h"

#include <fmt/format.h>

#include "harness/result/columns.h"
#include "harness/result/counter_names.h"
#include "harness/result/csv.h"
#include "harness/result/latency_log.h"
#include "harness/result/run_json.h"

namespace harness::result {
namespace {

/// A run has the file even where it has no rows, or only where there are some.
enum class Kept { always, where_there_are_rows };

template <class Row>
void add_rows(std::vector<RunText>& texts, const char* name, Kept kept,
              const std::vector<Row>& rows, std::span<const Column<Row>> columns,
              const std::vector<std::string>& counters = {}) {
  if (kept == Kept::where_there_are_rows && rows.empty()) return;
  texts.push_back({name, write_csv(std::span<const Row>(rows), columns, counters)});
}

/// Reads one file after the other, until something is wrong with one.
class TextReader {
 public:
  explicit TextReader(const TextSource& source) : source_(source) {}

  template <class Row>
  void rows(const std::string& name, Kept kept, std::vector<Row>& into,
            std::span<const Column<Row>> columns, const std::optional<std::uint64_t>& promised,
            const std::vector<std::string>& counters = {}) {
    read(name, kept, into, promised, [&](const std::string& text) {
      return read_csv(text, columns, source_.place(name), counters);
    });
  }

  template <class Row, class Parse>
  void read(const std::string& name, Kept kept, std::vector<Row>& into,
            const std::optional<std::uint64_t>& promised, const Parse& parse) {
    if (!done_ || (kept == Kept::where_there_are_rows && !source_.has(name))) return;
    done_ = source_.read(name).and_then(parse).and_then([&](std::vector<Row>&& rows) {
      into = std::move(rows);
      return check_count(name, into.size(), promised);
    });
  }

  const Expected<void>& done() const { return done_; }

 private:
  /// A folder may have been copied in part: run.json tells how many rows each file should have.
  Expected<void> check_count(const std::string& name, std::size_t rows,
                             const std::optional<std::uint64_t>& promised) const {
    if (!promised || *promised == rows) return {};
    return failure(fmt::format("{}: {} rows where run.json tells of {}", source_.place(name), rows,
                               *promised));
  }

  const TextSource& source_;
  Expected<void> done_;
};

}  // namespace

std::vector<RunText> write_run_texts(const RunResult& result) {
  constexpr Kept always = Kept::always, rare = Kept::where_there_are_rows;
  std::vector<RunText> texts;
  add_rows(texts, "summary.csv", always, result.points, point_columns());
  add_rows(texts, "timeline.csv", always, result.timeline, timeline_columns(),
           timeline_columns_of(result));
  add_rows(texts, "counters.csv", rare, result.counted, counter_columns());
  add_rows(texts, "classes.csv", rare, result.classes, class_columns());
  add_rows(texts, "stages.csv", always, result.stages, stage_columns());
  add_rows(texts, "slowest.csv", always, result.slowest, slowest_columns());
  add_rows(texts, "failures.csv", rare, result.failures, failure_columns());
  add_rows(texts, "known_answers.csv", rare, result.known_answers, known_answer_columns());
  add_rows(texts, "ablation.csv", rare, result.effects, effect_columns());
  if (!result.distributions.empty()) {
    texts.push_back({"latency.hlog", write_latency_log(result.distributions, result.started_utc)});
  }
  texts.push_back({"run.json", write_run_json(result)});
  return texts;
}

Expected<RunResult> read_run_texts(const TextSource& source) {
  constexpr Kept always = Kept::always, rare = Kept::where_there_are_rows;
  auto run = source.read("run.json").and_then([&](const std::string& text) {
    return read_run_json(text, source.place("run.json"));
  });
  if (!run) return tl::unexpected(run.error());
  RunResult& result = run->result;
  const RowCounts& told = run->rows;
  TextReader from(source);
  from.rows("summary.csv", always, result.points, point_columns(), told.points);
  from.rows("timeline.csv", always, result.timeline, timeline_columns(), told.timeline,
            timeline_columns_of(result));
  from.rows("counters.csv", rare, result.counted, counter_columns(), told.counted);
  from.rows("classes.csv", rare, result.classes, class_columns(), told.classes);
  from.rows("stages.csv", always, result.stages, stage_columns(), told.stages);
  from.rows("slowest.csv", always, result.slowest, slowest_columns(), told.slowest);
  from.rows("failures.csv", rare, result.failures, failure_columns(), told.failures);
  from.rows("known_answers.csv", rare, result.known_answers, known_answer_columns(),
            told.known_answers);
  from.rows("ablation.csv", rare, result.effects, effect_columns(), told.effects);
  from.read("latency.hlog", rare, result.distributions, told.distributions,
            [&](const std::string& text) {
              return read_latency_log(text, source.place("latency.hlog"));
            });
  if (!from.done()) return tl::unexpected(from.done().error());
  return std::move(result);
}

}  // namespace harness::result
