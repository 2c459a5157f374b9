// Whatever a row says of its summary's places, it is refused or tells of each of its bytes.
#include "engine/documents/store/summary_places.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

/// The summary, a line feed, the places.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view summary = bytes.substr(0, bytes.find('\n'));
  const std::string_view places = bytes.substr(std::min(size, summary.size() + 1));
  const auto sentences = engine::documents::store::sentences_of(summary, places);
  if (!sentences) return 0;
  std::string joined;
  for (const engine::documents::store::Sentence& sentence : *sentences) {
    if (sentence.text.empty()) std::abort();
    if (sentence.source && sentence.source->begin >= sentence.source->end) std::abort();
    if (&sentence != sentences->data()) joined += ' ';
    joined += sentence.text;
  }
  if (joined != summary) std::abort();
  return 0;
}
