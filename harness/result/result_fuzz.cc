// Any bytes as run.json and as each of the CSV files: an error or rows, and what was read is what
// writing and reading it again gives.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/result/columns.h"
#include "harness/result/csv.h"
#include "harness/result/run_json.h"

using namespace harness::result;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

template <class Row>
void try_csv(std::string_view text, std::span<const Column<Row>> columns) {
  const auto rows = read_csv(text, columns, "fuzz.csv");
  if (!rows) return require(rows.error().message.starts_with("fuzz.csv"));
  const auto again = read_csv(write_csv(std::span<const Row>(*rows), columns), columns, "again");
  require(again.has_value() && *again == *rows);
}

void try_json(std::string_view text) {
  const auto run = read_run_json(text, "fuzz.json");
  if (!run) return require(run.error().message.starts_with("fuzz.json"));
  const std::string written = write_run_json(run->result);
  const auto again = read_run_json(written, "again");
  require(again.has_value() && write_run_json(again->result) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_json(text);
  try_csv(text, point_columns());
  try_csv(text, timeline_columns());
  try_csv(text, counter_columns());
  try_csv(text, class_columns());
  try_csv(text, stage_columns());
  try_csv(text, slowest_columns());
  try_csv(text, known_answer_columns());
  try_csv(text, effect_columns());
  return 0;
}
