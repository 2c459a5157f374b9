// Whatever a server has under a name is an entry or none; the first byte says of which format.
#include <cstdint>
#include <cstdlib>

#include "engine/documents/remote/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto format = data[0] % 2 == 0 ? engine::documents::codec::Format::json
                                       : engine::documents::codec::Format::msgpack;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto entry = engine::documents::remote::read_entry(format, bytes);
  if (!entry) return 0;
  const std::string written =
      engine::documents::remote::write_entry(format, entry->content, entry->cost);
  const auto again = engine::documents::remote::read_entry(format, written);
  if (!again || again->cost != entry->cost) std::abort();
  return 0;
}
