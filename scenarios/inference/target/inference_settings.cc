#include "scenarios/inference/target/inference_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/inference/options/options.h"
#include "harness/nearest.h"
#include "scenarios/openai/plan/openai_plan.h"
#include "scenarios/openai/plan/openai_settings.h"

namespace scenarios::inference {
namespace {

using engine::inference::options::find_option;
using engine::inference::options::option_table;
using engine::inference::options::Options;
using harness::Expected;
using harness::failure;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;

constexpr std::string_view client_prefix = "client.";

/// What the client does that asks this service, where it is not what it usually does.
struct ClientDefault {
  std::string_view name, in_v1, in_v2;
  std::string_view claim = {}, claim_id = {};
};
constexpr std::array client_defaults{
    ClientDefault{"keep_alive", "off", "on",
                  "a pool: latency -10-15 %, memory -5 %, throughput +10 % (projected)", "004.6"},
    ClientDefault{"connections", "90", "90"},  // the service takes 100; one is for its counters
    ClientDefault{"prompt", "16", "16"},
    ClientDefault{"token_bytes", "1", "1"},  // the models that come along read bytes
    ClientDefault{"ignore_eos", "on", "on"},
    ClientDefault{"verify", "id", "id"},
};

/// The server is known, its model asked for, and what it demands is not to be said twice.
constexpr std::array<std::string_view, 6> not_asked{"url",          "model",  "server",
                                                    "server_ready", "tls_ca", "tls_verify"};

const ClientDefault* default_of(std::string_view name) {
  const auto found = std::ranges::find(client_defaults, name, &ClientDefault::name);
  return found == client_defaults.end() ? nullptr : &*found;
}

void add_client(std::vector<SettingInfo>& all) {
  for (SettingInfo info : openai::openai_settings()) {
    if (std::ranges::find(not_asked, info.name) != not_asked.end()) continue;
    const std::string usual(openai::usual_value(info.name));
    info.presets = {usual, usual};
    if (const ClientDefault* const own = default_of(info.name)) {
      info.presets = {std::string(own->in_v1), std::string(own->in_v2)};
      info.claim = own->claim;
      info.claim_id = own->claim_id;
    }
    info.name = std::string(client_prefix) + info.name;
    info.option.clear();
    info.joined = false;
    all.push_back(std::move(info));
  }
}

tl::unexpected<harness::Error> unknown_setting(const std::string& name) {
  const std::vector<SettingInfo> infos = inference_settings();
  std::vector<std::string_view> names;
  for (const SettingInfo& info : infos) names.push_back(info.name);
  const auto near = harness::nearest(name, names);
  return failure(fmt::format("there is no setting '{}'{}", name,
                             near ? fmt::format("; did you mean {}?", *near) : std::string()));
}

bool is_client_setting(const std::string& name) {
  const std::vector<SettingInfo> infos = inference_settings();
  return name.starts_with(client_prefix) &&
         std::ranges::find(infos, name, &SettingInfo::name) != infos.end();
}

}  // namespace

std::vector<SettingInfo> inference_settings() {
  const Options v1 = Options::v1(), v2 = Options::v2();
  std::vector<SettingInfo> all;
  for (const auto& option : option_table()) {
    all.push_back({.name = std::string(option.name),
                   .values = std::string(option.values),
                   .help = std::string(option.help),
                   .presets = {option.get(v1), option.get(v2)},
                   .claim = std::string(option.claim),
                   .claim_id = std::string(option.claim_id)});
  }
  add_client(all);
  return all;
}

Expected<SettingsApart> take_apart(const std::string& preset,
                                   const std::vector<Setting>& settings) {
  const bool plain = preset == "v1";
  SettingsApart apart;
  for (const ClientDefault& own : client_defaults) {
    apart.client.emplace_back(own.name, plain ? own.in_v1 : own.in_v2);
  }
  Options options = plain ? Options::v1() : Options::v2();
  for (const auto& [name, value] : settings) {
    if (is_client_setting(name)) {
      apart.client.emplace_back(name.substr(client_prefix.size()), value);
      continue;
    }
    const auto* const option = find_option(name);
    if (option == nullptr) return unknown_setting(name);
    if (auto set = option->set(options, value); !set) {
      return failure(fmt::format("{}: {}", name, set.error().detail));
    }
    apart.server.emplace_back(name, value);
  }
  if (auto fits = check(options); !fits) return failure(fits.error().detail);
  return apart;
}

}  // namespace scenarios::inference
