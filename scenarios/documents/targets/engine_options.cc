#include <fmt/format.h>

#include "harness/nearest.h"
#include "harness/quantity.h"
#include "scenarios/documents/targets/engine_target.h"

namespace scenarios {
namespace {

using engine::documents::options::OptionInfo;
using engine::documents::options::Options;
using harness::failure;
using harness::scenario::Setting;

tl::unexpected<harness::Error> unknown(const std::string& what, const std::string& name,
                                       const std::vector<std::string_view>& known,
                                       const std::string& where) {
  const auto near = harness::nearest(name, known);
  return failure(fmt::format("there is no {} '{}'; {}", what, name,
                             near ? fmt::format("did you mean {}?", *near) : where));
}

/// "25%" as a fraction; nothing if it is not a share.
std::optional<double> share(std::string_view text) {
  const auto read = harness::parse_percent(text, 0, 10);
  return read ? std::optional(*read) : std::nullopt;
}

harness::Expected<void> apply(Options& options, const Setting& setting,
                              std::uint64_t corpus_bytes) {
  const auto& [name, value] = setting;
  const OptionInfo* const option = engine::documents::options::find_option(name);
  if (option == nullptr) {
    std::vector<std::string_view> names;
    for (const OptionInfo& known : engine::documents::options::option_table())
      names.push_back(known.name);
    return unknown("engine switch", name, names, "see ./prony list --engine");
  }
  if (const auto part = share(value); part && name == "cache.capacity") {
    if (options.cache.capacity_bytes) {
      options.cache.capacity_bytes =
          static_cast<std::uint64_t>(*part * static_cast<double>(corpus_bytes));
    }
    return {};
  }
  if (name == "cache.redis" && value == own_redis) {
    options.second_level.redis = value;
    return {};
  }
  if (const auto set = option->set(options, value); !set) {
    return failure(fmt::format("--set {}: {} ({})", name, set.error().detail, option->values));
  }
  return {};
}

}  // namespace

harness::Expected<Options> engine_options(const std::string& preset,
                                          const std::vector<Setting>& settings,
                                          std::uint64_t corpus_bytes) {
  Options options = Options::v2();
  if (preset == "v1") {
    options = Options::v1();
  } else if (preset != "v2") {
    return unknown("engine", preset, {"v1", "v2"}, "there are v1 and v2");
  }
  for (const Setting& setting : settings) {
    if (auto applied = apply(options, setting, corpus_bytes); !applied) {
      return tl::unexpected(applied.error());
    }
  }
  if (const auto sound = engine::documents::options::check(options); !sound)
    return failure(sound.error().detail);
  return options;
}

}  // namespace scenarios
