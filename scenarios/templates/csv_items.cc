// Items of a CSV file.
#include <csv.h>

#include <string>
#include <utility>
#include <vector>

#include "scenarios/templates/line_pieces.h"
#include "scenarios/templates/table_builder.h"

namespace scenarios::templates {
namespace {

constexpr std::size_t cell_grows_by = std::size_t{64} << 10;

/// libcsv, which strips no spaces: they are a part of a field.
class CsvReading {
 public:
  explicit CsvReading(TableBuilder& builder) : builder_(builder) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) {
      builder_.complain("out of memory");
      return;
    }
    ready_ = true;
    csv_set_blk_size(&parser_, cell_grows_by);
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });
  }
  ~CsvReading() {
    if (ready_) csv_free(&parser_);
  }
  CsvReading(const CsvReading&) = delete;
  CsvReading& operator=(const CsvReading&) = delete;

  void take(std::string_view bytes) {
    if (csv_parse(&parser_, bytes.data(), bytes.size(), on_cell, on_row, this) == bytes.size()) {
      return;
    }
    builder_.complain(csv_error(&parser_) == CSV_EPARSE ? "a stray quote"
                                                        : csv_strerror(csv_error(&parser_)));
  }
  void end() {
    if (builder_.failed()) return;
    if (csv_fini(&parser_, on_cell, on_row, this) != 0) {
      builder_.complain("a quoted cell that is never closed");
    }
  }

 private:
  static void on_cell(void* data, std::size_t size, void* reading) {
    static_cast<CsvReading*>(reading)->take_cell({static_cast<const char*>(data), size});
  }
  static void on_row(int /*terminator*/, void* reading) {
    static_cast<CsvReading*>(reading)->take_row();
  }

  void take_cell(std::string_view cell) {
    if (builder_.has_fields()) {
      builder_.add_cell(cell);
    } else if (names_.size() <= ItemTable::most_fields) {
      names_.emplace_back(cell);
    }
  }
  void take_row() {
    if (builder_.failed()) return;
    if (builder_.has_fields()) {
      builder_.end_row();
    } else {
      builder_.name_fields(std::move(names_));
    }
  }

  TableBuilder& builder_;
  csv_parser parser_{};
  bool ready_ = false;
  std::vector<std::string> names_;
};

}  // namespace

void read_csv(std::istream& text, TableBuilder& builder) {
  CsvReading reading(builder);
  if (builder.failed()) return;
  for_each_piece(text, [&](const LinePiece& piece) {
    builder.at_line(piece.line);
    reading.take(without_mark(piece));
    return !builder.failed();
  });
  reading.end();
}

}  // namespace scenarios::templates
