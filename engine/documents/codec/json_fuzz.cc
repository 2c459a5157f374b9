#include "engine/documents/codec/codec_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return engine::documents::codec::fuzz(engine::documents::codec::Format::json, data, size);
}
