#include "harness/schedule/csv_column.h"

#include <csv.h>
#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

namespace harness::schedule {
namespace {

constexpr std::size_t most_row_bytes = std::size_t{64} << 10;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One pass over a text: what libcsv's callbacks share.
class ColumnReading {
 public:
  ColumnReading(const std::string& file, const CsvColumn& column, const TakeCell& take)
      : file_(file), column_(column), take_(take) {}

  Expected<void> read(std::istream& csv) {
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return failure("out of memory");
    feed(csv, parser);
    if (!error_ && csv_fini(&parser, on_cell, on_row, this) != 0) {
      fail("a quoted cell that is never closed");
    }
    csv_free(&parser);
    if (error_) return tl::unexpected(std::move(*error_));
    return {};
  }

 private:
  static void on_cell(void* data, std::size_t size, void* reading) {
    static_cast<ColumnReading*>(reading)->take_cell({static_cast<const char*>(data), size});
  }
  static void on_row(int /*terminator*/, void* reading) {
    static_cast<ColumnReading*>(reading)->take_row();
  }

  void fail(std::string_view what) {
    if (!error_) error_ = Error{fmt::format("{} line {}: {}", file_, line_, what)};
  }

  /// By lines, so that an error can name one; a longer line comes in several pieces.
  void feed(std::istream& csv, csv_parser& parser) {
    std::array<char, 4096> piece;
    bool line_begins = true;
    while (!error_) {
      csv.clear(csv.rdstate() & ~std::ios::failbit);  // set where a piece has no line's end
      csv.getline(piece.data(), piece.size());
      std::size_t size = static_cast<std::size_t>(csv.gcount());
      if (size == 0) break;
      if (line_begins) ++line_;
      line_begins = !csv.fail() && !csv.eof();
      if (line_begins) piece[size - 1] = '\n';  // where getline has put its 0
      std::string_view bytes(piece.data(), size);
      if (line_ == 1 && bytes.starts_with(byte_order_mark)) bytes.remove_prefix(3);
      row_bytes_ += bytes.size();
      if (row_bytes_ > most_row_bytes) fail("a row of more than 64 KiB");
      if (csv_parse(&parser, bytes.data(), bytes.size(), on_cell, on_row, this) != bytes.size()) {
        fail(fmt::format("a stray quote ({})", csv_strerror(csv_error(&parser))));
      }
    }
    if (csv.bad() && !error_) error_ = Error{file_ + ": can't be read"};
  }

  void take_cell(std::string_view cell) {
    if (!found_) {
      header_.emplace_back(cell);
    } else if (cells_ == at_) {
      cell_ = cell;
    }
    ++cells_;
  }

  void take_row() {
    if (!found_) {
      find();
    } else if (cells_ <= at_) {
      fail(column_.no_cell);
    } else {
      give(cell_);
    }
    cells_ = 0;
    row_bytes_ = 0;
  }

  /// The first row: a header, or the first value of a file without one.
  void find() {
    found_ = true;
    if (header_.size() == 1 && column_.is_value(header_[0])) return give(header_[0]);
    for (at_ = 0; at_ < header_.size(); ++at_) {
      if (header_[at_] == column_.name) return;
    }
    fail(column_.no_column);
  }

  void give(std::string_view cell) {
    if (error_) return;
    if (const auto taken = take_(cell); !taken) fail(taken.error().message);
  }

  const std::string& file_;
  const CsvColumn& column_;
  const TakeCell& take_;
  std::optional<Error> error_;
  std::vector<std::string> header_;
  bool found_ = false;
  std::size_t at_ = 0, cells_ = 0, row_bytes_ = 0, line_ = 0;
  std::string cell_;
};

}  // namespace

Expected<void> read_csv_column(std::istream& csv, const std::string& file, const CsvColumn& column,
                               const TakeCell& take) {
  return ColumnReading(file, column, take).read(csv);
}

Expected<std::ifstream> open_csv(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return failure(file.string() + ": no such file");
  if (!std::filesystem::is_regular_file(file, error))
    return failure(file.string() + ": not a file");
  std::ifstream csv(file, std::ios::binary);
  if (!csv) return failure(file.string() + ": can't be read");
  return csv;
}

}  // namespace harness::schedule
