#include "harness/result/csv_text.h"

#include <csv.h>
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <vector>

namespace harness::result {
namespace {

constexpr std::size_t most_cells = 20'000;
constexpr std::size_t most_rows = 1'000'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One pass over a file: what libcsv's callbacks share.
struct Reading {
  std::string_view file;
  const RowReceiver& take;
  std::size_t line = 0;      // being fed
  std::size_t row_line = 1;  // where the current row starts
  bool in_row = false;
  std::size_t rows = 0;
  std::vector<std::string> cells;
  std::optional<Error> error;

  void fail(std::string_view what) {
    if (!error) error = Error{fmt::format("{} line {}: {}", file, row_line, what)};
  }

  void on_cell(std::string_view cell) {
    if (error) return;
    if (cells.size() == most_cells) return fail(fmt::format("more than {} cells", most_cells));
    cells.emplace_back(cell);
  }

  void on_row() {
    if (error) return;
    if (++rows > most_rows) return fail(fmt::format("more than {} rows", most_rows));
    if (auto taken = take(row_line, cells); !taken) error = std::move(taken.error());
    cells.clear();
    in_row = false;
    row_line = line + 1;
  }
};

void cell_ended(void* data, std::size_t size, void* reading) {
  static_cast<Reading*>(reading)->on_cell({static_cast<const char*>(data), size});
}

void row_ended(int /*terminator*/, void* reading) {
  static_cast<Reading*>(reading)->on_row();
}

/// libcsv's parser, freed when it goes.
class Parser {
 public:
  Parser() { ready_ = csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0; }
  ~Parser() {
    if (ready_) csv_free(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool feed(std::string_view bytes, Reading& reading) {
    return ready_ && csv_parse(&parser_, bytes.data(), bytes.size(), cell_ended, row_ended,
                               &reading) == bytes.size();
  }
  bool end(Reading& reading) { return csv_fini(&parser_, cell_ended, row_ended, &reading) == 0; }
  std::string error() { return ready_ ? csv_strerror(csv_error(&parser_)) : "out of memory"; }

 private:
  csv_parser parser_{};
  bool ready_ = false;
};

void feed_lines(std::string_view text, Parser& parser, Reading& reading) {
  while (!text.empty() && !reading.error) {
    const std::size_t newline = text.find('\n');
    const std::string_view line = text.substr(0, newline == text.npos ? newline : newline + 1);
    text.remove_prefix(line.size());
    ++reading.line;
    if (!reading.in_row && line.find_first_not_of(" \t\r\n") != line.npos) {
      reading.in_row = true;
      reading.row_line = reading.line;
    }
    if (!parser.feed(line, reading)) {
      reading.row_line = reading.line;
      reading.fail(fmt::format("a stray quote ({})", parser.error()));
    }
  }
}

}  // namespace

void append_cell(std::string& csv, std::string_view text) {
  const bool plain =
      text.empty() || (text.find_first_of(",\"\r\n") == text.npos && text.front() != ' ' &&
                       text.front() != '\t' && text.back() != ' ' && text.back() != '\t');
  if (plain) {
    csv += text;
    return;
  }
  csv += '"';
  for (const char c : text) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

Expected<void> read_rows(std::string_view text, std::string_view file, const RowReceiver& take) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Reading reading{.file = file, .take = take, .cells = {}, .error = {}};
  Parser parser;
  feed_lines(text, parser, reading);
  if (!text.empty() && text.back() != '\n') {
    reading.fail("the last line has no end, so the file was cut short");
  }
  if (!reading.error && !parser.end(reading)) reading.fail("a quoted cell that is never closed");
  if (reading.error) return tl::unexpected(std::move(*reading.error));
  return {};
}

}  // namespace harness::result
