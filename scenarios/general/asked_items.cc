#include "scenarios/general/asked_items.h"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace scenarios {

AskedItems asked_items(const AccessTrace& trace, const harness::scenario::ItemSet& items,
                       const std::string& word) {
  std::map<std::string, std::uint64_t> by_name;
  for (std::uint64_t i = 0; items.name && i < items.count; ++i) by_name.emplace(items.name(i), i);
  std::vector<std::uint64_t> item_of;  // by the trace's own
  std::size_t by_number = 0;
  for (std::size_t one = 0; one < trace.names.size(); ++one) {
    const auto found = by_name.find(trace.names[one]);
    by_number += found == by_name.end() ? 1 : 0;
    item_of.push_back(found == by_name.end() ? one % items.count : found->second);
  }
  auto asked = std::make_shared<std::vector<std::uint64_t>>();
  asked->reserve(trace.items.size());
  for (const std::uint32_t one : trace.items) asked->push_back(item_of[one]);
  AskedItems result{std::move(asked), {}};
  if (by_number == 0 || !items.name) return result;
  std::string warning = fmt::format(
      "of the trace's {} items {} have no name of the {} and stand for them by their number",
      trace.population, by_number, word);
  if (trace.population > items.count) {
    warning += fmt::format(", modulo their {}: several items are one", items.count);
  }
  result.warnings.push_back(warning + ".");
  return result;
}

}  // namespace scenarios
