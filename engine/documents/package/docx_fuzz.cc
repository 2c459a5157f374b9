// Any bytes as DOCX, and any texts in a zip file: the promises hold for the parsed document.
#include "engine/documents/parse/parse_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return engine::documents::parse::fuzz_package(engine::documents::parsed::Format::docx, data,
                                                size);
}
