// Whatever a server sends, in two pieces: replies come, or none, and nothing breaks.
#include <cstdint>

#include "engine/redis/protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t half = data[0] % (bytes.size() + 1);
  engine::redis::ReplyReader reader;
  for (const std::string_view piece : {bytes.substr(0, half), bytes.substr(half)}) {
    if (!reader.feed(piece)) break;
    while (reader.next()) {
    }
  }
  return 0;
}
