#include "scenarios/templates/table_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/result/printable.h"

namespace scenarios::templates {
namespace {

using harness::result::in_quotes;

constexpr std::size_t most_cells = 200'000'000;

}  // namespace

TableBuilder::TableBuilder(std::string file, std::uintmax_t bytes)
    : file_(harness::result::printable(file)) {
  table_.bytes_.reserve(static_cast<std::size_t>(std::min(bytes, ItemTable::most_bytes)));
  table_.ends_.push_back(0);
}

void TableBuilder::complain(std::string_view what) {
  if (complaint_) return;
  complaint_ = line_ == 0 ? fmt::format("{}: {}", file_, what)
                          : fmt::format("{} line {}: {}", file_, line_, what);
}

void TableBuilder::name_fields(std::vector<std::string> names) {
  if (names.empty()) return complain("there are no fields: no text, number or boolean");
  if (names.size() > ItemTable::most_fields) {
    return complain(fmt::format("there are more than {} fields", ItemTable::most_fields));
  }
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (name.empty()) return complain("a field has no name");
    if (!seen.insert(name).second) {
      return complain(fmt::format("two fields are named {}", in_quotes(name)));
    }
  }
  columns_ = std::move(names);
  table_.columns_ = columns_.size();
  table_.first_twice_ = !seen.contains("item");
  table_.fields_ = columns_;
  if (table_.first_twice_) table_.fields_.insert(table_.fields_.begin(), "item");
}

void TableBuilder::add_cell(std::string_view text) {
  if (failed()) return;
  if (table_.bytes_.size() + text.size() > ItemTable::most_bytes) {
    return complain("there is more than 4 GiB of items");
  }
  if (table_.ends_.size() > most_cells) return complain("there are more than 200 million cells");
  table_.bytes_ += text;
  table_.ends_.push_back(static_cast<std::uint32_t>(table_.bytes_.size()));
  ++cells_;
}

void TableBuilder::end_row() {
  if (failed()) return;
  if (cells_ != table_.columns_) {
    return complain(fmt::format("{} cell{} where the first line has {}", cells_,
                                cells_ == 1 ? "" : "s", table_.columns_));
  }
  cells_ = 0;
  if (++table_.count_ > ItemTable::most_items) {
    complain(fmt::format("there are more than {} items", ItemTable::most_items));
  }
}

harness::Expected<ItemTable> TableBuilder::finish() {
  line_ = 0;
  if (table_.count_ == 0) complain("there is no item in it");
  if (complaint_) return harness::failure(std::move(*complaint_));
  return std::move(table_);
}

}  // namespace scenarios::templates
