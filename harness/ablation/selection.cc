#include "harness/ablation/selection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "harness/nearest.h"

namespace harness::ablation {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(std::string_view name, std::string_view text) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(name.begin(), name.end(), text.begin(), text.end(), same) != name.end();
}

bool is_about(const Comparison& comparison, const std::string& text) {
  return !comparison.control &&
         (holds(comparison.optimisation, text) || holds(comparison.switch_name, text));
}

tl::unexpected<Error> no_such(const Design& design, const std::string& text) {
  std::set<std::string_view> names;
  for (const Comparison& comparison : design.comparisons) {
    if (!comparison.control) names.insert(comparison.optimisation);
  }
  std::vector<std::string_view> candidates(names.begin(), names.end());
  for (const Comparison& comparison : design.comparisons) {
    if (!comparison.control) candidates.push_back(comparison.switch_name);
  }
  for (std::string_view rest : names) {
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      candidates.push_back(rest.substr(0, blank));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  if (const auto meant = nearest(text, candidates)) {
    return failure(fmt::format("no optimisation '{}', did you mean '{}'?", text, *meant));
  }
  return failure(fmt::format("no optimisation '{}'; there are: {}", text, fmt::join(names, "; ")));
}

}  // namespace

Expected<void> keep_only(Design& design, std::span<const std::string> texts) {
  std::set<std::string> loads;
  for (const std::string& text : texts) {
    bool any = false;
    for (const Comparison& comparison : design.comparisons) {
      if (text.empty() || !is_about(comparison, text)) continue;
      loads.insert(comparison.load);
      any = true;
    }
    if (!any) return no_such(design, text);
  }
  const bool controlled = std::ranges::any_of(design.comparisons, [&](const Comparison& one) {
    return one.control && loads.contains(one.load);
  });
  std::erase_if(design.comparisons, [&](const Comparison& comparison) {
    if (comparison.control) return controlled && !loads.contains(comparison.load);
    return std::ranges::none_of(
        texts, [&](const std::string& text) { return is_about(comparison, text); });
  });
  return {};
}

}  // namespace harness::ablation
