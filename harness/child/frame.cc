#include "harness/child/frame.h"

#include <fmt/format.h>

namespace harness::child {
namespace {

constexpr std::size_t head_bytes = 4;

}  // namespace

Expected<std::string> frame_of(std::string_view text) {
  if (text.size() > most_message_bytes) {
    return failure(fmt::format("a message of {} bytes, of which {} can be sent", text.size(),
                               most_message_bytes));
  }
  std::string frame;
  frame.reserve(head_bytes + text.size());
  for (std::size_t i = 0; i < head_bytes; ++i) {
    frame += static_cast<char>((text.size() >> (8 * i)) & 0xff);
  }
  return frame.append(text);
}

Expected<std::optional<std::string>> FrameReader::next() {
  if (bytes_.size() < head_bytes) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < head_bytes; ++i) {
    length |= std::size_t{static_cast<unsigned char>(bytes_[i])} << (8 * i);
  }
  if (length > most_message_bytes) return failure("what it says is no message");
  if (bytes_.size() - head_bytes < length) return std::nullopt;
  std::string text = bytes_.substr(head_bytes, length);
  bytes_.erase(0, head_bytes + length);
  return text;
}

}  // namespace harness::child
