#include "scenarios/http/plan/http_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/result/printable.h"
#include "scenarios/http/plan/http_words.h"
#include "scenarios/http/plan/messages.h"
#include "scenarios/http/plan/proxies.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::Parameter;
using harness::scenario::Setting;
using templates::ItemTable;

constexpr std::uint64_t usual_population = 1000;
constexpr std::size_t longest_shown = 80;  // of an item, for people

/// All texts that have places.
std::vector<std::string_view> templates_of(const HttpWords& words) {
  std::vector<std::string_view> all{words.url};
  for (const RequestWords& kind : words.kinds) {
    all.push_back(kind.path);
    for (const Header& header : kind.headers) all.push_back(header.value);
    if (kind.body) all.push_back(*kind.body);
  }
  return all;
}

std::vector<std::string> places_of(const HttpWords& words) {
  std::vector<std::string> all;
  for (const std::string_view text : templates_of(words)) {
    for (std::string& name : templates::names_in(text)) all.push_back(std::move(name));
  }
  return all;
}

/// A place wants an item: there are so many as anybody says, or as usual.
std::uint64_t population_of(const HttpWords& words) {
  const std::vector<std::string> places = places_of(words);
  const bool varies = std::ranges::find(places, "item") != places.end();
  return words.population.value_or(varies ? usual_population : 1);
}

std::string shown(std::string_view text) {
  std::string name = harness::result::printable(text.substr(0, longest_shown));
  return text.size() > longest_shown ? name + "..." : name;
}

std::string words_of_kind(const RequestWords& kind) {
  return fmt::format("{} x {} {} {}", kind.weight, kind.name,
                     !kind.method.empty() ? kind.method
                     : kind.body          ? "POST"
                                          : "GET",
                     kind.path);
}

std::vector<Parameter> parameters_of(const SettingValues& settings, const HttpWords& words,
                                     const std::filesystem::path& file, const ItemTable& items) {
  std::vector<Parameter> all{{"protocol", "HTTP/1.1"}};
  for (const auto& [name, value] : settings.all()) {
    all.emplace_back(name, harness::result::printable(value));
  }
  for (const auto& [name, value] : settings.own()) all.emplace_back(name, value);
  if (words.kinds.size() > 1) {
    std::vector<std::string> kinds;
    for (const RequestWords& kind : words.kinds) kinds.push_back(words_of_kind(kind));
    all.emplace_back("kinds", fmt::format("{}", fmt::join(kinds, ", ")));
  }
  all.emplace_back("items", file.empty() ? fmt::format("numbers below {}", items.count())
                                         : fmt::format("{} of {}", items.count(), file.string()));
  const auto unsaid = [&](const char* name, std::string value) {
    if (settings.find(name) == nullptr) all.emplace_back(name, std::move(value));
  };
  unsaid("connections", "auto");
  unsaid("keep_alive", "on");
  unsaid("timeout", "10s");
  unsaid("threads", "1");
  if (const auto proxies = ignored_proxies()) all.emplace_back("proxy", *proxies);
  return all;
}

/// An error: also settings that are none.
Expected<HttpWords> read_checked(const SettingValues& values) {
  auto words = read_words(values);
  if (!words) return words;
  std::vector<std::string> places = places_of(*words);
  if (const std::string* const server = values.find("server")) {
    for (std::string& name : templates::names_in(*server)) places.push_back(std::move(name));
  }
  if (auto fits = values.check_own(places); !fits) return tl::unexpected(fits.error());
  return words;
}

Expected<ItemTable> open_items(const HttpWords& words, const std::filesystem::path& file) {
  if (file.empty()) return ItemTable::numbers(population_of(words));
  if (words.population) {
    return failure(fmt::format("population: does not fit beside {}, which has the items",
                               harness::result::printable(file.string())));
  }
  return ItemTable::open(file);
}

}  // namespace

Expected<HttpPlan> make_plan(const std::vector<Setting>& settings,
                             const std::filesystem::path& items) {
  const SettingValues values(settings);
  const auto words = read_checked(values);
  if (!words) return tl::unexpected(words.error());
  auto opened = open_items(*words, items);
  if (!opened) return tl::unexpected(opened.error());
  const auto table = std::make_shared<const ItemTable>(std::move(*opened));
  auto messages = make_messages(*words, {table, table->fields(), values.own()});
  if (!messages) return tl::unexpected(messages.error());
  return HttpPlan{.messages = std::move(*messages),
                  .client = words->client,
                  .parameters = parameters_of(values, *words, items, *table),
                  .describe = [table](std::uint64_t item) {
                    std::string scratch;
                    return shown(table->text(item, 0, scratch));
                  }};
}

Expected<void> check_plan(const std::vector<Setting>& settings) {
  const SettingValues values(settings);
  const auto words = read_checked(values);
  if (!words) return tl::unexpected(words.error());
  std::vector<std::string> fields = places_of(*words);
  std::erase_if(fields, [&](const std::string& name) { return values.own().contains(name); });
  fields.emplace_back("item");
  auto none = std::make_shared<const ItemTable>(ItemTable::numbers(0));
  if (auto made = make_messages(*words, {none, fields, values.own()}); !made) {
    return tl::unexpected(made.error());
  }
  return {};
}

}  // namespace scenarios::http
