#include "engine/documents/kept_content.h"

#include <xxhash.h>

#include "engine/codec/codec.h"

namespace engine::documents {
namespace {

constexpr std::size_t sum_bytes = 8;

std::string sum_of(std::string_view bytes, const key::Key& key) {
  std::uint64_t sum = XXH3_64bits_withSeed(bytes.data(), bytes.size(), key.high ^ key.low);
  std::string text;
  for (std::size_t i = 0; i < sum_bytes; ++i, sum >>= 8) text += static_cast<char>(sum);
  return text;
}

}  // namespace

std::string pack_content(const Content& content, const key::Key& key) {
  std::string bytes = codec::encode(codec::Format::msgpack, content);
  return bytes += sum_of(bytes, key);
}

Expected<Content> unpack_content(std::string_view bytes, const key::Key& key) {
  const std::size_t size = bytes.size() - std::min(bytes.size(), sum_bytes);
  const std::string_view written = bytes.substr(0, size);
  if (bytes.substr(size) != sum_of(written, key)) {
    return failure(Reason::malformed, "a kept content has another check sum");
  }
  return codec::decode(codec::Format::msgpack, written);
}

}  // namespace engine::documents
