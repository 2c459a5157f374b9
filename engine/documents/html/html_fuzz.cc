// Any bytes as HTML: the promises hold for the parsed document and for its chunks.
#include "engine/documents/parse/parse_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return engine::documents::parse::fuzz(engine::documents::parsed::Format::html, data, size);
}
