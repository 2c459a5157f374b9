#include "engine/codec/codec_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return engine::codec::fuzz(engine::codec::Format::json, data, size);
}
