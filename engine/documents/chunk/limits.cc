#include "engine/documents/chunk/limits.h"

namespace engine::documents::chunk {

OptionTable<Limits> rows() {
  using option_words::count;
  return {option<Limits>({"chunk.size", "100 to 1000000", "Bytes of text in a chunk, at most."},
                         &Limits::bytes, count<std::uint32_t>(100, 1'000'000)),
          option<Limits>({"chunk.overlap", "0 to 100000",
                          "Bytes of text that a chunk repeats of the one before."},
                         &Limits::overlap, count<std::uint32_t>(0, 100'000))};
}

Expected<void> check(const Limits& limits) {
  if (limits.overlap < limits.bytes) return {};
  return failure(Reason::invalid_option, "chunk.overlap must be smaller than chunk.size");
}

}  // namespace engine::documents::chunk
