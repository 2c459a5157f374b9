#include "harness/counter.h"

#include <fmt/format.h>

#include <algorithm>

namespace harness {
namespace {

bool is_small_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_name(std::string_view name) {
  return !name.empty() && is_small_letter(name.front()) && std::ranges::all_of(name, [](char c) {
    return is_small_letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

tl::unexpected<Error> wrong(const CounterInfo& counter, std::string_view what) {
  return failure(fmt::format("the target's counter '{}' {}", counter.name, what));
}

bool is_total(std::span<const CounterInfo> counters, const std::string& name) {
  return std::ranges::any_of(counters, [&](const CounterInfo& counter) {
    return counter.name == name && counter.kind == CounterKind::total;
  });
}

Expected<void> check_ratio(const CounterInfo& ratio, std::span<const CounterInfo> counters) {
  std::vector<std::string> terms = ratio.whole;
  terms.push_back(ratio.part);
  if (ratio.whole.empty()) return wrong(ratio, "is a ratio without a whole");
  for (const std::string& term : terms) {
    if (is_total(counters, term)) continue;
    return wrong(ratio, fmt::format("is a ratio of '{}', which is no total of the target", term));
  }
  return {};
}

}  // namespace

Expected<void> check_counters(std::span<const CounterInfo> counters,
                              std::span<const std::string_view> taken) {
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const CounterInfo& counter = counters[i];
    if (!is_name(counter.name)) {
      return wrong(counter, "needs a name of small letters, digits and _, a letter first");
    }
    if (std::ranges::find(taken, counter.name) != taken.end()) {
      return wrong(counter, "has the name of a figure that every run has");
    }
    const auto before = counters.first(i);
    if (std::ranges::find(before, counter.name, &CounterInfo::name) != before.end()) {
      return wrong(counter, "is told twice");
    }
    if (counter.kind != CounterKind::ratio) continue;
    if (auto sound = check_ratio(counter, counters); !sound) return sound;
  }
  return {};
}

}  // namespace harness
