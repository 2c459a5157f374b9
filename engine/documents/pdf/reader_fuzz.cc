// Any bytes at all as a PDF: read or refused, every page accounted for; whatever the child does.
#include <cstdint>
#include <cstdlib>

#include "engine/documents/parsed/utf8.h"
#include "engine/documents/pdf/reader.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engine::documents::pdf;
  static Reader reader;
  const Limits limits{.pages = 20, .text_bytes = 1U << 20, .cpu = std::chrono::seconds(5)};
  const auto document = reader.read({reinterpret_cast<const char*>(data), size}, limits,
                                    std::chrono::steady_clock::now() + std::chrono::seconds(10));
  if (!document) {
    require(document.error().reason != engine::Reason::internal);
    return 0;
  }
  std::size_t extracted = 0;
  for (const Page& page : document->pages) {
    require((page.fate == Page::Fate::extracted) == !page.text.empty());
    require(engine::documents::parsed::valid_utf8_prefix(page.text) == page.text.size());
    extracted += page.fate == Page::Fate::extracted;
  }
  require(extracted > 0 && extracted <= limits.pages);
  return 0;
}
