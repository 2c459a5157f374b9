// A document's content key: 128 bits that name its bytes.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace engine::key {

enum class Hash : std::uint8_t { md5, sha256, xxh3 };

std::string_view to_string(Hash hash);

struct Key {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Key&) const = default;
};

/// MD5 (RFC 1321), the first 128 bits of SHA-256 (FIPS 180-4), or XXH3-128 (seed 0) of the bytes.
/// All are read big-endian, so that to_hex gives the digest as other tools print it (md5sum, the
/// beginning of sha256sum, xxh128sum).
Key digest(Hash hash, std::string_view bytes);

/// The same digest of bytes that come piece by piece.
class Digester {
 public:
  explicit Digester(Hash hash);
  ~Digester();
  Digester(Digester&&) noexcept;
  Digester& operator=(Digester&&) noexcept;

  void add(std::string_view piece);
  /// The digest of all that was added since the beginning, or since the last call.
  Key finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// 32 lower-case hexadecimal digits.
std::string to_hex(const Key& key);
/// The same, behind what the text holds.
void append_hex(const Key& key, std::string& text);
/// The key of which to_hex made the text; nothing if it made it of none.
std::optional<Key> from_hex(std::string_view text);

}  // namespace engine::key

template <>
struct std::hash<engine::key::Key> {
  std::size_t operator()(const engine::key::Key& key) const noexcept { return key.low; }
};
