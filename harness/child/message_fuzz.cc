// Any bytes as a stream of messages, and each message as an order and as an answer: an error or a
// value, and what was read is what writing and reading it again gives.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/child/answers.h"
#include "harness/child/frame.h"
#include "harness/child/orders.h"

using namespace harness::child;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void try_message(std::string_view text) {
  if (const auto order = read_order(text)) {
    const std::string written = write_order(*order);
    const auto again = read_order(written);
    require(again.has_value() && write_order(*again) == written);
  }
  if (const auto answer = read_answer(text)) {
    const std::string written = write_answer(*answer);
    const auto again = read_answer(written);
    require(again.has_value() && write_answer(*again) == written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try_message(bytes);
  FrameReader whole, cut;
  whole.add(bytes);
  for (const char& byte : bytes) cut.add({&byte, 1});
  while (true) {
    const auto one = whole.next(), other = cut.next();
    require(one.has_value() == other.has_value());
    if (!one || !*one) break;
    require(**one == **other);
    try_message(**one);
  }
  return 0;
}
