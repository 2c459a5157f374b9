#include "scenarios/templates/item_choice.h"

#include <memory>

#include "scenarios/templates/item_table.h"

namespace scenarios::templates {

harness::Expected<harness::scenario::ItemSet> choose_items(std::string_view chosen) {
  if (chosen.empty()) return harness::failure("which items? --items FILE names them");
  auto opened = ItemTable::open(chosen);
  if (!opened) return tl::unexpected(opened.error());
  const auto table = std::make_shared<const ItemTable>(std::move(*opened));
  return harness::scenario::ItemSet{.folder = std::filesystem::absolute(chosen),
                                    .count = table->count(),
                                    .name = [table](std::uint64_t item) {
                                      std::string scratch;
                                      return std::string(table->text(item, 0, scratch));
                                    }};
}

}  // namespace scenarios::templates
