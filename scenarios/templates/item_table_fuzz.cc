// Any bytes as a file of items: an error in a line that names the file, or cells that can be read.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "scenarios/templates/item_table.h"

using namespace scenarios::templates;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const ItemTable& table) {
  require(table.count() > 0 && !table.fields().empty());
  std::string scratch;
  std::size_t bytes = 0;
  for (std::uint64_t item = 0; item < table.count(); ++item) {
    for (std::size_t field = 0; field < table.fields().size(); ++field) {
      for (const char c : table.text(item, field, scratch)) bytes += c == 'x' ? 1 : 0;
    }
  }
  require(bytes < std::size_t{1} << 40);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const ItemFormat format : {ItemFormat::lines, ItemFormat::csv, ItemFormat::json_lines}) {
    std::istringstream text(bytes);
    const auto table = ItemTable::read(text, format, "fuzz", size);
    if (table) {
      check(*table);
    } else {
      require(table.error().message.starts_with("fuzz"));
      require(table.error().message.find('\n') == std::string::npos);
    }
  }
  return 0;
}
