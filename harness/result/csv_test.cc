#include "harness/result/csv.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "harness/result/csv_text.h"
#include "harness/result/sample/random_result.h"

namespace csv_test {

using namespace harness::result;
using namespace harness::result::sample;

namespace {

std::vector<StageRow> read_stages(std::string_view text) {
  const auto rows = read_csv(text, stage_columns(), "stages.csv");
  REQUIRE_MESSAGE(rows.has_value(), (rows ? "" : rows.error().message));
  return *rows;
}

std::string error_of(std::string_view text) {
  const auto rows = read_csv(text, stage_columns(), "stages.csv");
  REQUIRE_FALSE(rows.has_value());
  return rows.error().message;
}

std::string cell(std::string_view text) {
  std::string csv;
  append_cell(csv, text);
  return csv;
}

template <class Row>
void check_round_trip(std::span<const Column<Row>> columns) {
  RandomResult random(7);
  std::vector<Row> rows;
  for (int i = 0; i < 300; ++i) rows.push_back(random.row(columns));
  const std::string csv = write_csv(std::span<const Row>(rows), columns);
  const auto read = read_csv(csv, columns, "x.csv");
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  CHECK(*read == rows);
}

}  // namespace

TEST_CASE("a cell is quoted as RFC 4180 says, and only where it must be") {
  CHECK(cell("") == "");
  CHECK(cell("plain text") == "plain text");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell("\r") == "\"\r\"");
  CHECK(cell(" edge") == "\" edge\"");
  CHECK(cell("edge\t") == "\"edge\t\"");
}

TEST_CASE("a row is written by its columns; not measured is empty, zero is zero") {
  StageRow row{.step = "s",
               .phase = "a,b",
               .stage = "parse",
               .count = 3,
               .mean_ms = 0.1,
               .p50_ms = 0.0,
               .p95_ms = {},
               .p99_ms = std::nan(""),
               .share = 1e-9,
               .operation = "processing"};
  CHECK(write_csv(std::span<const StageRow>(&row, 1), stage_columns()) ==
        "step,phase,stage,count,mean_ms,p50_ms,p95_ms,p99_ms,share,operation\n"
        "s,\"a,b\",parse,3,0.1,0,,,1e-09,processing\n");
}

TEST_CASE("what is written reads back equal, whatever it is") {
  check_round_trip(point_columns());
  check_round_trip(timeline_columns());
  check_round_trip(counter_columns());
  check_round_trip(class_columns());
  check_round_trip(stage_columns());
  check_round_trip(slowest_columns());
}

TEST_CASE("the edges of the numbers read back to the bit") {
  using Limits = std::numeric_limits<double>;
  for (const double number : {Limits::max(), Limits::min(), Limits::denorm_min(), Limits::epsilon(),
                              0.1 + 0.2, -0.0, 1.0 / 3}) {
    StageRow row;
    row.count = number;
    const auto rows = read_stages(write_csv(std::span<const StageRow>(&row, 1), stage_columns()));
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0].count.has_value());
    CHECK(*rows[0].count == number);
    CHECK(std::signbit(*rows[0].count) == std::signbit(number));
  }
}

TEST_CASE("columns may stand in any order, be unknown, or be missing") {
  const auto rows = read_stages("share,colour,stage\n0.5,red,parse\n,,\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == StageRow{.step = {},
                            .phase = {},
                            .stage = "parse",
                            .count = {},
                            .mean_ms = {},
                            .p50_ms = {},
                            .p95_ms = {},
                            .p99_ms = {},
                            .share = 0.5});
  CHECK(rows[1] == StageRow{});
}

TEST_CASE("other programs' line ends, byte order marks and blank lines are understood") {
  const auto rows = read_stages("\xEF\xBB\xBFstep,count\r\n\r\na,1\r\n\n \nb,2\r\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].step == "a");
  CHECK(rows[1].step == "b");
  CHECK(*rows[1].count == 2);
}

TEST_CASE("what is wrong is told with file and line") {
  CHECK(error_of("") == "stages.csv: empty, not even a header");
  CHECK(error_of("step,count\na,1\nb\n") == "stages.csv line 3: 1 cells where the header has 2");
  CHECK(error_of("step,count\n\"two\nlines\",1\nb,1,2\n") ==
        "stages.csv line 4: 3 cells where the header has 2");
  CHECK(error_of("step,count\na,many\n") ==
        "stages.csv line 2, column count: 'many' is not a number");
  CHECK(error_of("step,step\n") == "stages.csv line 1: column step stands twice");
  CHECK(error_of("\x1b[31m,x\n") ==
        "stages.csv line 1: no column that this file should have; it starts with '?[31m'");
  CHECK(error_of("step,count\na,1\nb,1") ==
        "stages.csv line 3: the last line has no end, so the file was cut short");
  CHECK(error_of("step,count\na,1\n\"b,1\nc,2\n") ==
        "stages.csv line 3: a quoted cell that is never closed");
  CHECK(error_of("step,count\na\"b,1\n").starts_with("stages.csv line 2: a stray quote"));
  CHECK(error_of("step,count\n\"a\"b,1\n").starts_with("stages.csv line 2: a stray quote"));
}

TEST_CASE("a number is a whole, finite number and nothing else") {
  for (const char* text : {"inf", "nan", "1e999", "0x10", "1 ", "1,", "+1", "1.5.2", "--1"}) {
    CHECK_FALSE(read_csv("count\n" + std::string("\"") + text + "\"\n", stage_columns(), "f"));
  }
  for (const char* text : {"-1", "1.5", "18446744073709551616", "1e3"}) {
    CHECK_FALSE(read_csv(std::string("seed\n") + text + "\n", slowest_columns(), "f"));
  }
  CHECK(read_csv("seed\n18446744073709551615\n", slowest_columns(), "f").has_value());
  CHECK_FALSE(read_csv("valid\n1\n", point_columns(), "f"));
}

TEST_CASE("stages' times are a cell, and a wrong one is told") {
  const auto read = read_csv("stages_ms\nread=0.05;a=b=1.5\n", slowest_columns(), "f");
  REQUIRE(read);
  CHECK(read->at(0).stages_ms ==
        std::vector<harness::result::StageTime>{{"read", 0.05}, {"a=b", 1.5}});
  for (const char* wrong :
       {"read", "read=", "read=x", "read=1x", "read=nan", "read=-1", ";read=1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_csv(std::string("stages_ms\n") + wrong + "\n", slowest_columns(), "f"));
  }
}

TEST_CASE("any cut of a file is an error or whole rows, never a wrong row") {
  RandomResult random(11);
  std::vector<StageRow> rows;
  for (int i = 0; i < 5; ++i) rows.push_back(random.row(stage_columns()));
  const std::string csv = write_csv(std::span<const StageRow>(rows), stage_columns());
  for (std::size_t size = 0; size < csv.size(); ++size) {
    const auto read = read_csv(std::string_view(csv).substr(0, size), stage_columns(), "f");
    if (!read) continue;
    REQUIRE(read->size() < rows.size());
    CHECK(std::equal(read->begin(), read->end(), rows.begin()));
  }
}

TEST_CASE("what could fill the memory is refused") {
  CHECK(error_of("step\n" + std::string(30'000, ',') + "\n") ==
        "stages.csv line 2: more than 20000 cells");
  std::string rows = "step\n";
  for (int i = 0; i < 1'000'000; ++i) rows += "a\n";
  CHECK(error_of(rows) == "stages.csv line 1000001: more than 1000000 rows");
}

TEST_CASE("a column is read by the name that it had in older files, too") {
  for (const char* name : {"name", "document"}) {
    const auto read = read_csv(std::string("step,") + name + "\ns,a.txt\n", slowest_columns(), "x");
    REQUIRE(read.has_value());
    CHECK(read->front().name == "a.txt");
  }
  CHECK_FALSE(read_csv("name,document\na,b\n", slowest_columns(), "x").has_value());
}

TEST_CASE("the target's counters stand behind the timeline's own columns") {
  TimelineRow row;
  row.t_s = 1;
  row.counters = {0.5, {}};
  const std::vector<std::string> names{"hits", "pages_per_s"};
  const std::string csv =
      write_csv(std::span<const TimelineRow>(&row, 1), timeline_columns(), names);
  CHECK(csv.find(",hits,pages_per_s\n1,") != std::string::npos);
  CHECK(csv.ends_with(",0.5,\n"));
  const auto read = read_csv(csv, timeline_columns(), "timeline.csv", names);
  REQUIRE(read.has_value());
  CHECK(read->front() == row);
  // Who does not know them passes them over; where they are missing they were not measured.
  CHECK(read_csv(csv, timeline_columns(), "timeline.csv")->front().counters.empty());
  const auto without = read_csv("t_s\n1\n", timeline_columns(), "timeline.csv", names);
  CHECK(without->front().counters == std::vector<Figure>(2));
  CHECK(read_csv("t_s,hits,hits\n1,2,3\n", timeline_columns(), "timeline.csv", names)
            .error()
            .message == "timeline.csv line 1: column hits stands twice");
  CHECK(read_csv("t_s,hits\n1,many\n", timeline_columns(), "timeline.csv", names).error().message ==
        "timeline.csv line 2, column hits: 'many' is not a number");
}

}  // namespace csv_test
