// Rows that become an item table.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/templates/item_table.h"

namespace scenarios::templates {

/// Takes a table's fields, then its cells, row after row. The first complaint stays; after it
/// nothing more is taken.
class TableBuilder {
 public:
  /// `file` is named in complaints.
  TableBuilder(std::string file, std::uintmax_t bytes);

  bool has_fields() const { return table_.columns_ != 0; }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Complains of none, too many, one without a name or one that stands twice.
  void name_fields(std::vector<std::string> names);
  /// Precondition: has_fields().
  void add_cell(std::string_view text);
  /// Complains of a row that has not a cell for each field.
  void end_row();

  /// The line that complaints name from now on.
  void at_line(std::uint64_t line) { line_ = line; }
  void complain(std::string_view what);
  bool failed() const { return complaint_.has_value(); }

  /// The table, or what was complained of: also that there is no item.
  harness::Expected<ItemTable> finish();

 private:
  const std::string file_;
  ItemTable table_;
  std::vector<std::string> columns_;  // fields without the second name of the first
  std::uint64_t line_ = 0;
  std::size_t cells_ = 0;  // of the row that is being read
  std::optional<std::string> complaint_;
};

/// What reads the lines of a format, one after the other; each with its LF, but for a last line
/// that has none. It may hand over a long line in several pieces.
void read_lines(std::istream& text, TableBuilder& builder);
void read_csv(std::istream& text, TableBuilder& builder);
void read_json_lines(std::istream& text, TableBuilder& builder);

}  // namespace scenarios::templates
