#include "harness/result/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "harness/result/csv_text.h"
#include "harness/result/printable.h"

namespace harness::result {
namespace {

template <class Number>
void append_number(std::string& csv, Number number) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  csv.append(digits.data(), end);
}

void append(std::string& csv, const std::string& text) {
  append_cell(csv, text);
}
void append(std::string& csv, double number) {
  if (std::isfinite(number)) append_number(csv, number);
}
void append(std::string& csv, const Figure& figure) {
  if (figure) append(csv, *figure);
}
void append(std::string& csv, std::uint64_t number) {
  append_number(csv, number);
}
void append(std::string& csv, bool yes) {
  csv += yes ? "true" : "false";
}
/// "read=0.05;parse=1.2"; a semicolon in a name becomes a comma.
void append(std::string& csv, const std::vector<StageTime>& times) {
  std::string text;
  for (const StageTime& time : times) {
    if (!text.empty()) text += ';';
    std::string name = time.stage;
    std::replace(name.begin(), name.end(), ';', ',');
    text += name + '=';
    append_number(text, time.ms);
  }
  append(csv, text);
}

template <class Number>
bool parse_number(std::string_view cell, Number& into) {
  Number number{};
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc{} || end != cell.data() + cell.size()) return false;
  into = number;
  return true;
}

// Each returns what the cell should have been, or nothing if it is that.
std::string_view parse(const std::string& cell, std::string& into) {
  into = cell;
  return {};
}
std::string_view parse(const std::string& cell, double& into) {
  double number = 0;
  if (!parse_number(cell, number) || !std::isfinite(number)) return "a number";
  into = number;
  return {};
}
std::string_view parse(const std::string& cell, Figure& into) {
  return parse(cell, into.emplace());
}
std::string_view parse(const std::string& cell, std::uint64_t& into) {
  return parse_number(cell, into) ? "" : "a whole number from 0 to 18446744073709551615";
}
std::string_view parse(const std::string& cell, bool& into) {
  if (cell != "true" && cell != "false") return "true or false";
  into = cell == "true";
  return {};
}

std::string_view parse(const std::string& cell, std::vector<StageTime>& into) {
  std::string_view rest = cell;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const std::size_t equals = part.rfind('=');
    double ms = 0;
    if (equals == part.npos || !parse_number(part.substr(equals + 1), ms) || !(ms >= 0) ||
        !std::isfinite(ms)) {
      return "stages with their times, such as read=0.05;parse=1.2";
    }
    into.push_back({std::string(part.substr(0, equals)), ms});
  }
  return {};
}

/// A row's counters; null where such rows have none.
template <class Row>
auto counters_of(Row& row) {
  if constexpr (requires { row.counters; }) {
    return &row.counters;
  } else {
    return static_cast<std::vector<Figure>*>(nullptr);
  }
}

/// Turns a file's rows of text into Rows, once its header has been seen.
template <class Row>
class RowReader {
 public:
  RowReader(std::span<const Column<Row>> columns, std::string_view file,
            std::span<const std::string> counters)
      : columns_(columns), file_(file), counters_(counters) {}

  Expected<void> take(std::size_t line, std::span<const std::string> cells) {
    return places_.empty() ? take_header(line, cells) : take_row(line, cells);
  }

  Expected<std::vector<Row>> rows() && {
    if (places_.empty()) return failure(fmt::format("{}: empty, not even a header", file_));
    return std::move(rows_);
  }

 private:
  Expected<void> take_header(std::size_t line, std::span<const std::string> cells) {
    bool any_known = false;
    for (const std::string& name : cells) {
      const auto known = std::find_if(columns_.begin(), columns_.end(),
                                      [&](const auto& column) { return column.is_called(name); });
      Place place;
      if (known != columns_.end()) {
        place.column = &*known;
      } else if (const auto counter = std::find(counters_.begin(), counters_.end(), name);
                 counter != counters_.end()) {
        place.counter = counter - counters_.begin();
      }
      const bool again = std::find(places_.begin(), places_.end(), place) != places_.end();
      if (again && place != Place{}) {
        return failure(fmt::format("{} line {}: column {} stands twice", file_, line, name));
      }
      any_known = any_known || place.column != nullptr;
      places_.push_back(place);
    }
    if (any_known) return {};
    return failure(
        fmt::format("{} line {}: no column that this file should have; it starts with {}", file_,
                    line, in_quotes(cells.empty() ? "" : cells.front())));
  }

  Expected<void> take_row(std::size_t line, std::span<const std::string> cells) {
    if (cells.size() != places_.size()) {
      return failure(fmt::format("{} line {}: {} cells where the header has {}", file_, line,
                                 cells.size(), places_.size()));
    }
    Row& row = rows_.emplace_back();
    if (auto* const counters = counters_of(row)) counters->resize(counters_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      const std::string_view wanted = take_cell(cells[i], places_[i], row);
      if (wanted.empty()) continue;
      const std::string_view name = places_[i].column != nullptr
                                        ? places_[i].column->name
                                        : counters_[static_cast<std::size_t>(places_[i].counter)];
      return failure(fmt::format("{} line {}, column {}: {} is not {}", file_, line, name,
                                 in_quotes(cells[i]), wanted));
    }
    return {};
  }

  /// Where a cell of that column goes; nowhere if it is unknown.
  struct Place {
    const Column<Row>* column = nullptr;
    std::ptrdiff_t counter = -1;
    bool operator==(const Place&) const = default;
  };

  /// What the cell should have been, or nothing if it is that.
  std::string_view take_cell(const std::string& cell, const Place& place, Row& row) {
    if (place.column != nullptr) {
      return std::visit([&](auto member) { return parse(cell, row.*member); },
                        place.column->member);
    }
    auto* const counters = counters_of(row);
    if (place.counter < 0 || counters == nullptr) return {};
    return parse(cell, (*counters)[static_cast<std::size_t>(place.counter)]);
  }

  std::span<const Column<Row>> columns_;
  std::string_view file_;
  std::span<const std::string> counters_;
  std::vector<Place> places_;  // of the header's columns
  std::vector<Row> rows_;
};

}  // namespace

template <class Row>
std::string write_csv(std::span<const Row> rows, std::span<const Column<Row>> columns,
                      std::span<const std::string> counters) {
  std::string csv;
  for (const Column<Row>& column : columns) {
    csv += column.name;
    csv += ',';
  }
  for (const std::string& counter : counters) {
    append(csv, counter);
    csv += ',';
  }
  csv.back() = '\n';
  for (const Row& row : rows) {
    for (const Column<Row>& column : columns) {
      std::visit([&](auto member) { append(csv, row.*member); }, column.member);
      csv += ',';
    }
    const auto* const values = counters_of(row);
    for (std::size_t i = 0; i < counters.size(); ++i) {
      if (values != nullptr && i < values->size()) append(csv, (*values)[i]);
      csv += ',';
    }
    csv.back() = '\n';
  }
  return csv;
}

template <class Row>
Expected<std::vector<Row>> read_csv(std::string_view text, std::span<const Column<Row>> columns,
                                    std::string_view file, std::span<const std::string> counters) {
  RowReader<Row> reader(columns, file, counters);
  const auto read =
      read_rows(text, file, [&](std::size_t line, std::span<const std::string> cells) {
        return reader.take(line, cells);
      });
  if (!read) return tl::unexpected(read.error());
  return std::move(reader).rows();
}

#define PRONY_ROWS(Row)                                                                        \
  template std::string write_csv(std::span<const Row>, std::span<const Column<Row>>,           \
                                 std::span<const std::string>);                                \
  template Expected<std::vector<Row>> read_csv(std::string_view, std::span<const Column<Row>>, \
                                               std::string_view, std::span<const std::string>);
PRONY_ROWS(Point)
PRONY_ROWS(TimelineRow)
PRONY_ROWS(CounterRow)
PRONY_ROWS(ClassRow)
PRONY_ROWS(StageRow)
PRONY_ROWS(SlowRequest)
PRONY_ROWS(FailureRow)
PRONY_ROWS(KnownAnswer)
PRONY_ROWS(Effect)
#undef PRONY_ROWS

}  // namespace harness::result
