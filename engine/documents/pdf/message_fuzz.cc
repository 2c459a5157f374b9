// Any bytes at all as a child's answer or as a request: decoded or refused, and what is decoded can
// be written again. The answers also go to a Reading, one after the other: whatever they are, what
// comes of it is sound.
#include <cstdlib>

#include "engine/documents/parsed/utf8.h"
#include "engine/documents/pdf/message.h"
#include "engine/documents/pdf/reading.h"

namespace {

using namespace engine::documents::pdf;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_document(const Document& document, const Limits& limits) {
  require(document.pages.size() <= most_pages && document.title.size() <= max_title_bytes);
  std::uint64_t text_bytes = 0;
  for (const Page& page : document.pages) {
    require((page.fate == Page::Fate::extracted) == !page.text.empty());
    require(engine::documents::parsed::valid_utf8_prefix(page.text) == page.text.size());
    text_bytes += page.text.size();
  }
  require(text_bytes <= limits.text_bytes);
}

/// Each answer after its length in one byte.
void read_answers(std::string_view bytes) {
  const Limits limits{.pages = 3, .text_bytes = 100};
  Reading reading(limits);
  reading.begin_child();
  while (!bytes.empty()) {
    const auto length = static_cast<unsigned char>(bytes[0]);
    const std::string_view frame = bytes.substr(1, length);
    bytes.remove_prefix(1 + frame.size());
    auto answer = decode_answer(frame);
    if (answer && reading.take(std::move(*answer))) continue;
    if (reading.has_ended()) break;
    reading.fail_next({engine::Reason::crashed, "nonsense"});
    reading.begin_child();
  }
  if (!reading.has_ended()) reading.fail_rest({engine::Reason::timed_out, "late"});
  if (const auto document = std::move(reading).finish()) check_document(*document, limits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto answer = decode_answer(bytes)) require(encode(*answer) == bytes);
  if (const auto request = decode_request(bytes)) require(encode(*request) == bytes);
  read_answers(bytes);
  return 0;
}
