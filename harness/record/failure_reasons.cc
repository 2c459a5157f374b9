#include "harness/record/failure_reasons.h"

#include <algorithm>

namespace harness::record {
namespace {

/// The start of a text, which does not end within a character of UTF-8.
std::string_view beginning(std::string_view text) {
  constexpr std::size_t most = FailureReasons::most_bytes;
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

void FailureReasons::add(const Sample& sample) {
  const auto after = std::upper_bound(first_windows_.begin(), first_windows_.end(), sample.window);
  const auto number = static_cast<std::uint32_t>(after - first_windows_.begin() - 1);
  const std::lock_guard lock(mutex_);
  Phase& phase = phases_[number];
  std::string_view reason = beginning(sample.why.reason);
  auto found = phase.find(reason);
  if (found == phase.end()) {
    if (phase.size() >= most_reasons) reason = others;
    const auto [entry, is_new] = phase.try_emplace(std::string(reason));
    found = entry;
    if (is_new) {
      found->second = {.phase = number,
                       .reason = entry->first,
                       .count = 0,
                       .request = sample.request,
                       .example = std::string(beginning(sample.why.example))};
    }
  }
  ++found->second.count;
}

std::vector<FailureCount> FailureReasons::counts() const {
  std::vector<FailureCount> all;
  const std::lock_guard lock(mutex_);
  for (const Phase& phase : phases_) {
    const auto first = static_cast<std::ptrdiff_t>(all.size());
    for (const auto& [reason, counted] : phase) all.push_back(counted);
    std::stable_sort(
        all.begin() + first, all.end(),
        [](const FailureCount& a, const FailureCount& b) { return a.count > b.count; });
  }
  return all;
}

}  // namespace harness::record
