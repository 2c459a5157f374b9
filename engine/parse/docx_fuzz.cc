// Any bytes as DOCX, and any texts in a zip file: the promises hold for the parsed document.
#include "engine/parse/parse_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return engine::parse::fuzz_package(engine::parse::Format::docx, data, size);
}
