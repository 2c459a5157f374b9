#include "engine/documents/remote/entry.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/documents/codec/codec.h"

namespace engine::documents::remote {
namespace {

constexpr std::size_t cost_bytes = 8;
/// No honest document took longer; a sum of such costs does not overflow.
constexpr std::chrono::nanoseconds highest_cost = std::chrono::hours(1);

}  // namespace

std::string write_entry(codec::Format format, const content::Content& content,
                        std::chrono::nanoseconds cost) {
  const std::string written = codec::encode(format, content);
  std::string bytes;
  bytes.reserve(cost_bytes + written.size());
  auto left = static_cast<std::uint64_t>(
      std::clamp(cost, std::chrono::nanoseconds(0), highest_cost).count());
  for (std::size_t i = 0; i < cost_bytes; ++i, left >>= 8) bytes += static_cast<char>(left & 0xFF);
  return bytes += written;
}

std::optional<Entry> read_entry(codec::Format format, std::string_view bytes) {
  if (bytes.size() < cost_bytes) return std::nullopt;
  std::uint64_t cost = 0;
  for (std::size_t i = cost_bytes; i-- > 0;) {
    cost = cost << 8 | static_cast<unsigned char>(bytes[i]);
  }
  if (cost > static_cast<std::uint64_t>(highest_cost.count())) return std::nullopt;
  auto content = codec::decode(format, bytes.substr(cost_bytes));
  if (!content) return std::nullopt;
  return Entry{std::move(*content), std::chrono::nanoseconds(cost)};
}

}  // namespace engine::documents::remote
