#include "engine/documents/stages/kept_content.h"

#include <lz4.h>
#include <xxhash.h>

#include <algorithm>

#include "engine/documents/codec/codec.h"

namespace engine::documents::stages {

using content::Content;

namespace {

constexpr std::size_t sum_bytes = 8;
constexpr std::size_t size_bytes = 4;

std::string sum_of(std::string_view bytes, const key::Key& key) {
  std::uint64_t sum = XXH3_64bits_withSeed(bytes.data(), bytes.size(), key.high ^ key.low);
  std::string text;
  for (std::size_t i = 0; i < sum_bytes; ++i, sum >>= 8) text += static_cast<char>(sum);
  return text;
}

/// Before LZ4's block stands how long it was, the least significant byte first.
std::string compress(const std::string& written) {
  if (written.size() > LZ4_MAX_INPUT_SIZE) return {};  // to be refused when it is read
  const int size = static_cast<int>(written.size());
  std::string bytes(size_bytes + static_cast<std::size_t>(LZ4_compressBound(size)), '\0');
  for (std::size_t i = 0; i < size_bytes; ++i)
    bytes[i] = static_cast<char>(written.size() >> 8 * i);
  const int packed = LZ4_compress_default(written.data(), bytes.data() + size_bytes, size,
                                          LZ4_compressBound(size));
  bytes.resize(size_bytes + static_cast<std::size_t>(packed));
  return bytes;
}

tl::unexpected<Error> damaged() {
  return failure(Reason::malformed, "a kept content is damaged");
}

}  // namespace

std::string pack_content(const Content& content, const key::Key& key) {
  std::string bytes = compress(codec::encode(codec::Format::msgpack, content));
  return bytes += sum_of(bytes, key);
}

Expected<Content> unpack_content(std::string_view bytes, const key::Key& key) {
  const std::size_t size = bytes.size() - std::min(bytes.size(), sum_bytes);
  if (bytes.substr(size) != sum_of(bytes.substr(0, size), key)) {
    return failure(Reason::malformed, "a kept content has another check sum");
  }
  return decompress(bytes.substr(0, size));
}

Expected<Content> decompress(std::string_view bytes) {
  if (bytes.size() < size_bytes || bytes.size() > LZ4_MAX_INPUT_SIZE) return damaged();
  std::uint64_t size = 0;
  for (std::size_t i = size_bytes; i-- > 0;) size = size << 8 | static_cast<std::uint8_t>(bytes[i]);
  const std::string_view packed = bytes.substr(size_bytes);
  // No block of LZ4's is worth more than 255 times its bytes.
  if (size > LZ4_MAX_INPUT_SIZE || size / 255 > packed.size()) return damaged();
  std::string written(size, '\0');
  const int got = LZ4_decompress_safe(packed.data(), written.data(),
                                      static_cast<int>(packed.size()), static_cast<int>(size));
  if (got < 0 || static_cast<std::uint64_t>(got) != size) return damaged();
  return codec::decode(codec::Format::msgpack, written);
}

}  // namespace engine::documents::stages
