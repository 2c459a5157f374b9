#include "scenarios/traces/access_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "harness/schedule/csv_column.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::schedule::CsvColumn;

constexpr std::size_t longest_name = 4096;

bool is_integer(std::string_view cell) {
  return !cell.empty() &&
         std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr CsvColumn item_column{
    .name = "item",
    .is_value = is_integer,
    .no_column = "no column item: a trace is one column of integers, or its header names one item",
    .no_cell = "no item: the row is too short"};

/// Numbers the names of one file as they come.
class AccessReading {
 public:
  explicit AccessReading(std::size_t most) : most_(most) {}

  Expected<void> take(std::string_view name) {
    if (name.empty()) return failure("an item without a name");
    if (name.size() > longest_name) return failure("an item's name of more than 4096 bytes");
    if (trace_.items.size() == most_) {
      return failure(fmt::format("more than {} accesses", most_));
    }
    const auto [known, is_new] = numbers_.try_emplace(std::string(name), trace_.population);
    if (is_new) {
      name_bytes_ += name.size();
      if (name_bytes_ > AccessTrace::most_name_bytes) {
        return failure("names that take more than 64 MiB together");
      }
      ++trace_.population;
    }
    trace_.items.push_back(known->second);
    return {};
  }

  AccessTrace finish() {
    trace_.names.resize(trace_.population);
    for (auto& [name, number] : numbers_) trace_.names[number] = name;
    return std::move(trace_);
  }

 private:
  const std::size_t most_;
  std::size_t name_bytes_ = 0;
  AccessTrace trace_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace

Expected<AccessTrace> read_access_trace(std::istream& csv, const std::string& name,
                                        std::size_t most) {
  AccessReading reading(most);
  const auto taken = harness::schedule::read_csv_column(
      csv, name, item_column, [&](std::string_view cell) { return reading.take(cell); });
  if (!taken) return tl::unexpected(taken.error());
  AccessTrace trace = reading.finish();
  if (trace.items.empty()) return failure(name + ": no access in it");
  return trace;
}

Expected<AccessTrace> read_access_trace(const std::filesystem::path& file) {
  auto csv = harness::schedule::open_csv(file);
  if (!csv) return tl::unexpected(csv.error());
  return read_access_trace(*csv, file.string());
}

}  // namespace scenarios
