#include "scenarios/templates/item_table.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>

#include "harness/result/printable.h"
#include "scenarios/templates/line_pieces.h"
#include "scenarios/templates/table_builder.h"

namespace scenarios::templates {
namespace {

using harness::Expected;
using harness::failure;

}  // namespace

ItemFormat format_of(const std::filesystem::path& file) {
  const std::string ending = file.extension().string();
  if (ending == ".csv") return ItemFormat::csv;
  return ending == ".jsonl" || ending == ".ndjson" ? ItemFormat::json_lines : ItemFormat::lines;
}

void read_lines(std::istream& text, TableBuilder& builder) {
  builder.name_fields({"item"});
  std::string line;  // of what came in pieces
  const auto add = [&](std::string_view item) {
    if (item.ends_with('\n')) item.remove_suffix(item.ends_with("\r\n") ? 2 : 1);
    if (item.empty()) return;
    builder.add_cell(item);
    builder.end_row();
  };
  for_each_piece(text, [&](const LinePiece& piece) {
    builder.at_line(piece.line);
    if (piece.begins && piece.ends) {
      add(piece.bytes);
    } else {
      line += piece.bytes;
      if (piece.ends) {
        add(line);
        line.clear();
      }
    }
    return !builder.failed();
  });
  if (!line.empty()) add(line);
}

ItemTable ItemTable::numbers(std::uint64_t count) {
  ItemTable table;
  table.count_ = count;
  return table;
}

Expected<ItemTable> ItemTable::read(std::istream& text, ItemFormat format, const std::string& file,
                                    std::uintmax_t bytes) {
  TableBuilder builder(file, bytes);
  switch (format) {
    case ItemFormat::lines:
      read_lines(text, builder);
      break;
    case ItemFormat::csv:
      read_csv(text, builder);
      break;
    case ItemFormat::json_lines:
      read_json_lines(text, builder);
      break;
  }
  if (text.bad()) {
    builder.at_line(0);
    builder.complain("can't be read");
  }
  return builder.finish();
}

Expected<ItemTable> ItemTable::open(const std::filesystem::path& file) {
  const std::string name = harness::result::printable(file.string());
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return failure(name + ": no such file");
  if (!std::filesystem::is_regular_file(file, error)) return failure(name + ": not a file");
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  if (error) return failure(fmt::format("{}: {}", name, error.message()));
  if (bytes == 0) return failure(name + ": is empty, so there is no item in it");
  if (bytes > most_bytes) return failure(name + ": is larger than 4 GiB");
  std::ifstream text(file, std::ios::binary);
  if (!text) return failure(name + ": can't be read");
  return read(text, format_of(file), file.string(), bytes);
}

std::string_view ItemTable::text(std::uint64_t item, std::size_t field,
                                 std::string& scratch) const {
  if (columns_ == 0) {
    std::array<char, 20> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), item);
    return scratch.assign(digits.data(), end);
  }
  const std::size_t column = first_twice_ && field > 0 ? field - 1 : field;
  const std::size_t cell = static_cast<std::size_t>(item) * columns_ + column;
  return std::string_view(bytes_).substr(ends_[cell], ends_[cell + 1] - ends_[cell]);
}

}  // namespace scenarios::templates
