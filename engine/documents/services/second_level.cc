#include "engine/documents/services/second_level.h"

#include <fmt/format.h>

#include "engine/documents/codec/codec.h"
#include "engine/documents/content/recipe.h"

namespace engine::documents::services {
namespace {

/// All that a content depends on besides the bytes and their format.
std::string prefix_of(const options::Options& options) {
  const content::Recipe recipe = content::recipe_of(options::ingredients_of(options));
  return fmt::format("prony:{}:{}:{}:{:x}:{:x}:{:x}:", codec::schema_version,
                     options.codec == codec::Format::json ? "json" : "msgpack",
                     key::to_string(options.key_hash), recipe.parse, recipe.chunk, recipe.analyse);
}

}  // namespace

Expected<std::unique_ptr<remote::Level>> make_second_level(const options::Options& options) {
  if (options.second_level.redis.empty()) return nullptr;
  return redis::resolve(options.second_level.redis).map([&](const redis::Address& server) {
    remote::Settings settings;
    settings.server = server;
    settings.prefix = prefix_of(options);
    settings.format = options.codec;
    settings.ttl = options.cache.ttl;
    settings.bloom = options.second_level.bloom;
    return std::make_unique<remote::Level>(settings);
  });
}

std::string second_level_name(const key::Key& key, parsed::Format format) {
  return fmt::format("{}:{}", parsed::to_string(format), key::to_hex(key));
}

}  // namespace engine::documents::services
