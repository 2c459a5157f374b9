#include "scenarios/documents/targets/own_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace scenarios {

using harness::scenario::Setting;

std::optional<std::string> take_setting(std::vector<Setting>& settings, std::string_view name) {
  std::optional<std::string> value;
  for (const Setting& setting : settings) {
    if (setting.first == name) value = setting.second;
  }
  std::erase_if(settings, [&](const Setting& setting) { return setting.first == name; });
  return value;
}

harness::Expected<std::uint64_t> take_number(std::vector<Setting>& settings, std::string_view name,
                                             std::uint64_t otherwise) {
  const std::optional<std::string> text = take_setting(settings, name);
  if (!text) return otherwise;
  std::uint64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, number);
  if (error == std::errc{} && stopped == end) return number;
  return harness::failure(fmt::format("{}: '{}' is no whole number", name, *text));
}

}  // namespace scenarios
