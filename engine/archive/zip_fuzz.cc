// Any bytes as a zip file: opened or refused, its entries read or refused, within the budget.
#include <cstdlib>

#include "engine/archive/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t budget = 1 << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto zip = engine::archive::Zip::open(bytes, budget);
  if (!zip) return 0;
  if (zip->size() > engine::archive::most_entries) std::abort();
  std::uint64_t unpacked = 0;
  std::string entry;
  for (std::size_t i = 0; i < zip->size(); ++i) {
    const auto first = zip->find(zip->name(i));
    if (!first || *first > i) std::abort();
    const auto read = zip->read(i, entry);
    if (read) unpacked += entry.size();
    if (unpacked > budget) std::abort();
  }
  return 0;
}
