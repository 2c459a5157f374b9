#include "scenarios/scraped/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "scenarios/scraped/series.h"

namespace scenarios::scraped {
namespace {

using harness::CounterValue;
using harness::Expected;
using harness::failure;
using Json = nlohmann::json;

constexpr int deepest_metrics = 64;

bool begins_as_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && (text[first] == '{' || text[first] == '[');
}

std::optional<Json> parse_metrics(std::string_view text) {
  bool too_deep = false;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth > deepest_metrics;
    return !too_deep;
  };
  try {
    Json json = Json::parse(text, keep);
    if (!too_deep) return json;
  } catch (const Json::exception&) {
    // It is none, or has a number that is too large.
  }
  return std::nullopt;
}

/// "stats.0.hits" and "/stats/0/hits" are the same place.
const Json* find_place(const Json& json, std::string_view from) {
  const char between = from.starts_with('/') ? '/' : '.';
  if (between == '/') from.remove_prefix(1);
  const Json* place = &json;
  while (place != nullptr) {
    const std::string name(from.substr(0, from.find(between)));
    if (place->is_object()) {
      const auto found = place->find(name);
      place = found == place->end() ? nullptr : &*found;
    } else {
      std::size_t index = 0;
      const char* const end = name.data() + name.size();
      const auto [stopped, error] = std::from_chars(name.data(), end, index);
      const bool is_index = error == std::errc{} && stopped == end && place->is_array();
      place = is_index && index < place->size() ? &(*place)[index] : nullptr;
    }
    if (name.size() == from.size()) break;
    from.remove_prefix(name.size() + 1);
  }
  return place;
}

CounterValue number_at(const Json* place) {
  if (place == nullptr) return std::nullopt;
  if (place->is_boolean()) return place->get<bool>() ? 1 : 0;
  if (!place->is_number()) return std::nullopt;
  return place->get<double>();
}

/// Calls `take(series)` for each line that has one. False: some line has none and should.
template <class Take>
bool for_each_series(std::string_view text, Take take) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == line.npos || line.front() == '#') continue;
    const auto series = read_series(line);
    if (!series) return false;
    take(*series);
  }
  return true;
}

void add_names(const Json& json, const std::string& before, std::vector<std::string>& names) {
  if (json.is_number() || json.is_boolean()) names.push_back(before);
  if (!json.is_object()) return;
  for (const auto& [name, value] : json.items()) {
    add_names(value, before.empty() ? name : before + "." + name, names);
  }
}

}  // namespace

Expected<std::vector<CounterValue>> read_metrics(std::string_view text,
                                                 const std::vector<ScrapedCounter>& counters) {
  std::vector<CounterValue> values(counters.size());
  if (begins_as_json(text)) {
    const auto json = parse_metrics(text);
    if (!json) return failure("the answer is not JSON");
    for (std::size_t i = 0; i < counters.size(); ++i) {
      values[i] = number_at(find_place(*json, counters[i].from));
    }
    return values;
  }
  std::vector<Series> wanted;
  for (const ScrapedCounter& counter : counters) {
    wanted.push_back(read_selector(counter.from).value_or(Series{}));
  }
  const bool read = for_each_series(text, [&](const Series& series) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!selects(wanted[i], series) || !std::isfinite(series.value)) continue;
      values[i] = values[i].value_or(0) + series.value;
    }
  });
  if (!read) return failure("the answer is neither JSON nor Prometheus's text format");
  return values;
}

std::vector<std::string> metric_names(std::string_view text) {
  std::vector<std::string> names;
  if (begins_as_json(text)) {
    if (const auto json = parse_metrics(text)) add_names(*json, "", names);
    return names;
  }
  std::set<std::string> seen;
  for_each_series(text, [&](const Series& series) { seen.insert(series.name); });
  return {seen.begin(), seen.end()};
}

}  // namespace scenarios::scraped
