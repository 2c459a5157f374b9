// Any bytes at all are a sound content or refused.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "engine/documents/stages/kept_content.h"

using namespace engine::documents::stages;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const engine::key::Key key{1, 2};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (unpack_content(bytes, key)) std::puts("a check sum by chance");
  const auto content = decompress(bytes);
  if (!content) return 0;
  const std::string packed = pack_content(*content, key);
  const auto again = unpack_content(packed, key);
  if (!again || pack_content(*again, key) != packed) {
    std::fputs("broken: the same content twice\n", stderr);
    std::abort();
  }
  return 0;
}
