// What is cached is forgotten when somebody says so.
#include <array>
#include <optional>

#include "engine/documents/engine.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/services/second_level.h"

namespace engine::documents {
namespace {

using parsed::Format;

}  // namespace

std::optional<bool> Engine::forget_kept(const key::Key& key, std::span<const Format> formats) {
  std::vector<std::uint32_t> numbers;
  for (const Format format : formats) numbers.push_back(static_cast<std::uint32_t>(format));
  const auto was_there = store_.forget(key::to_hex(key), numbers);
  return was_there ? std::optional(*was_there) : std::nullopt;
}

// The files first: one that is looked up meanwhile finds a key without a content, and is read.
Forgotten Engine::forget(const key::Key& key, std::span<const Format> formats) {
  Forgotten forgotten{.files = known_files_.forget(key)};
  if (options_.state_keep || options_.state_resume)
    forgotten.in_database = forget_kept(key, formats);
  for (const Format format : formats) {
    if (second_level_) {
      const auto was_there = second_level_->forget(services::second_level_name(key, format));
      if (!was_there) {
        forgotten.in_second_level.reset();
      } else if (forgotten.in_second_level) {
        *forgotten.in_second_level |= *was_there;
      }
    }
    // After the second level, from which it would come back.
    forgotten.in_memory |= cache_.invalidate(items::content_key(key, format));
  }
  return forgotten;
}

Forgotten Engine::forget_content(Format format, std::string_view bytes) {
  return forget(key::digest(options_.key_hash, bytes), std::array{format});
}

Expected<Forgotten> Engine::forget_document(std::string_view id) {
  return store_.find(id).map([&](const std::optional<store::State>& state) {
    const auto key = state ? key::from_hex(state->key) : std::nullopt;
    if (!key) return Forgotten();
    const auto format = parse::detect_format(id, {});  // by its name alone
    return format ? forget(*key, std::array{*format}) : forget(*key, parsed::all_formats);
  });
}

}  // namespace engine::documents
