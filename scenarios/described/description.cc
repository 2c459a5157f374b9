#include "scenarios/described/description.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/nearest.h"
#include "harness/objective/objective.h"
#include "harness/result/printable.h"
#include "scenarios/described/setting_text.h"

namespace scenarios::described {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;
using harness::scenario::SettingInfo;
using harness::scenario::Subject;

constexpr std::array<std::string_view, 9> own_keys{"name",     "description", "item",
                                                   "items",    "kind",        "items_file",
                                                   "settings", "counters",    "objectives"};

/// What people look for in such a file, and what the command line says instead.
constexpr std::array<std::string_view, 12> keys_of_loads{
    "rate",    "scenario", "scenarios", "length",  "duration", "load",
    "clients", "users",    "arrivals",  "warm_up", "steps",    "seed"};

bool is_place_name(std::string_view name) {
  return !name.empty() && (name.front() < '0' || name.front() > '9') &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == name.npos;
}

/// Reads a file's keys until one is wrong.
class DescriptionReading {
 public:
  DescriptionReading(const std::filesystem::path& file, const std::vector<const Subject*>& bases)
      : file_(harness::result::printable(file.string())),
        folder_(std::filesystem::absolute(file).parent_path()),
        bases_(bases) {
    read_.name = file.stem().string();
  }

  Expected<Description> read(const Node& root) {
    find_kind(root);
    for (const auto& [key, node] : root.members) {
      if (error_) break;
      take(key, node);
    }
    if (error_) return failure(std::move(*error_));
    return std::move(read_);
  }

 private:
  void complain(const Node& node, std::string_view what) {
    if (error_) return;
    error_ = node.line == 0 ? fmt::format("{}: {}", file_, what)
                            : fmt::format("{} line {}: {}", file_, node.line, what);
  }
  void complain_of(const Node& node, std::string_view key,
                   const std::vector<std::string_view>& known) {
    const auto near = harness::nearest(key, known);
    complain(node, fmt::format("there is no {}; {}", in_quotes(key),
                               near ? fmt::format("did you mean {}?", *near)
                                    : fmt::format("there are {}", fmt::join(known, ", "))));
  }
  /// Of a text, number or boolean; empty after a complaint.
  std::string text_of(std::string_view key, const Node& node) {
    auto text = plain_text(node);
    if (text) return std::move(*text);
    complain(node, fmt::format("{} {}", key, text.error().message));
    return {};
  }
  bool is_table(std::string_view key, const Node& node) {
    if (node.kind != Node::Kind::table) complain(node, fmt::format("{} is not a table", key));
    return node.kind == Node::Kind::table;
  }

  void find_kind(const Node& root) {
    std::vector<std::string_view> kinds;
    for (const Subject* const base : bases_) kinds.push_back(base->name);
    const Node* const kind = root.find("kind");
    if (kind == nullptr) {
      return complain(
          {}, fmt::format("says no kind; write kind = \"{}\"", fmt::join(kinds, "\" or \"")));
    }
    read_.kind = text_of("kind", *kind);
    for (const Subject* const base : bases_) {
      if (base->name == read_.kind) base_ = base;
    }
    if (base_ == nullptr && !error_) complain_of(*kind, read_.kind, kinds);
  }

  void take(const std::string& key, const Node& node) {
    if (key == "kind") return;
    if (key == "name") return take_name(node);
    if (key == "description") read_.description = text_of(key, node);
    if (key == "item") read_.item = text_of(key, node);
    if (key == "items") read_.items = text_of(key, node);
    if (key == "items_file") read_.items_file = folder_ / text_of(key, node);
    if (key == "settings") return take_settings(node);
    if (key == "counters") return take_counters(node);
    if (key == "objectives") return take_objectives(node);
    if (std::ranges::find(own_keys, key) == own_keys.end()) take_setting(key, node);
  }

  void take_name(const Node& node) {
    read_.name = text_of("name", node);
    if (!error_ && !is_place_name(read_.name)) {
      complain(node, fmt::format("name: {} is not made of letters, digits, _, - and .",
                                 in_quotes(read_.name)));
    }
  }

  void take_setting(const std::string& key, const Node& node) {
    const auto known = std::ranges::find(base_->settings, key, &SettingInfo::name);
    if (known != base_->settings.end()) {
      auto text = setting_text(*known, node, folder_);
      if (!text) return complain(node, fmt::format("{} {}", key, text.error().message));
      read_.settings.emplace_back(key, std::move(*text));
      return;
    }
    if (std::ranges::find(keys_of_loads, key) != keys_of_loads.end()) {
      return complain(node, fmt::format("{} is of the load, and the file describes a subject only; "
                                        "say it on the command line, or in C++",
                                        key));
    }
    std::vector<std::string_view> keys{own_keys.begin(), own_keys.end()};
    for (const SettingInfo& info : base_->settings) keys.push_back(info.name);
    complain_of(node, key, keys);
  }

  void take_settings(const Node& node) {
    if (!is_table("settings", node)) return;
    for (const auto& [name, setting] : node.members) {
      if (!is_place_name(name)) {
        return complain(setting,
                        fmt::format("{} can't stand in a place as {{NAME}}", in_quotes(name)));
      }
      if (std::ranges::find(base_->settings, name, &SettingInfo::name) != base_->settings.end()) {
        return complain(setting, fmt::format("{0} is a setting of {1} already; write {0} = ... "
                                             "before the first [table]",
                                             name, base_->name));
      }
      take_own(name, setting);
    }
  }
  void take_own(const std::string& name, const Node& node) {
    OwnSetting own{.info = {.name = name, .presets = {}}, .value = {}};
    if (node.kind != Node::Kind::table) {
      own.value = text_of(name, node);
    } else if (node.find("default") == nullptr) {
      return complain(node, fmt::format("{} has no default", name));
    }
    for (const auto& [key, part] : node.members) {
      if (key == "default") {
        own.value = text_of(key, part);
      } else if (key == "values") {
        own.info.values = text_of(key, part);
      } else if (key == "help") {
        own.info.help = text_of(key, part);
      } else {
        return complain_of(part, key, {"default", "values", "help"});
      }
    }
    own.info.help += fmt::format("{}({})", own.info.help.empty() ? "" : " ", own.value);
    read_.own.push_back(std::move(own));
  }

  void take_objectives(const Node& node) {
    if (node.kind != Node::Kind::list) return complain(node, "objectives is not a list of texts");
    for (const Node& item : node.items) {
      read_.objectives.push_back(text_of("objectives", item));
      if (error_) return;
      const auto objective = harness::objective::Objective::parse(read_.objectives.back());
      if (!objective) return complain(item, "objectives: " + objective.error().message);
    }
  }

  void take_counters(const Node& node) {
    if (!is_table("counters", node)) return;
    const Node* const url = node.find("url");
    if (url == nullptr) return complain(node, "counters has no url");
    std::vector<scraped::ScrapedCounter> all;
    for (const auto& [name, counter] : node.members) {
      if (name != "url") take_counter(name, counter, all);
      if (error_) return;
    }
    auto plan = scraped::read_plan(text_of("url", *url), std::move(all));
    if (!plan) return complain(node, "counters: " + plan.error().message);
    read_.counters = std::move(*plan);
  }
  void take_counter(const std::string& name, const Node& node,
                    std::vector<scraped::ScrapedCounter>& all) {
    scraped::ScrapedCounter counter{.info = {.name = name}, .from = name};
    std::string kind = "level";
    if (node.kind != Node::Kind::table) kind = text_of(name, node);
    for (const auto& [key, part] : node.members) {
      const std::array<std::pair<std::string_view, std::string*>, 4> parts{
          {{"kind", &kind},
           {"unit", &counter.info.unit},
           {"help", &counter.info.help},
           {"from", &counter.from}}};
      const auto known = std::ranges::find(parts, key, [](const auto& one) { return one.first; });
      if (known == parts.end()) return complain_of(part, key, {"kind", "unit", "help", "from"});
      *known->second = text_of(key, part);
    }
    if (kind != "total" && kind != "level") {
      return complain(node,
                      fmt::format("{}: {} is neither total nor level", name, in_quotes(kind)));
    }
    counter.info.kind = kind == "total" ? harness::CounterKind::total : harness::CounterKind::level;
    all.push_back(std::move(counter));
  }

  const std::string file_;
  const std::filesystem::path folder_;
  const std::vector<const Subject*>& bases_;
  const Subject* base_ = nullptr;
  Description read_;
  std::optional<std::string> error_;
};

}  // namespace

Expected<Description> read_description(const Node& root, const std::filesystem::path& file,
                                       const std::vector<const Subject*>& bases) {
  return DescriptionReading(file, bases).read(root);
}

}  // namespace scenarios::described
