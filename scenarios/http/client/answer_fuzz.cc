// Any bytes as an answer: read to an end, and a right one is right however it is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scenarios/http/client/answer_reader.h"

namespace {

using scenarios::http::AnswerReader;
using scenarios::http::Expectation;

struct Read {
  AnswerReader::Progress progress = AnswerReader::Progress::needs_more;
  std::string reason;
  bool operator==(const Read&) const = default;
};

/// In pieces of that size, then nothing more.
Read read(std::string_view bytes, std::size_t piece, const Expectation& expected, bool bodyless) {
  AnswerReader reader;
  reader.begin(expected, bodyless);
  auto progress = AnswerReader::Progress::needs_more;
  while (!bytes.empty() && progress == AnswerReader::Progress::needs_more) {
    progress = reader.take(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    static_cast<void>(reader.how_far());
  }
  if (progress == AnswerReader::Progress::needs_more) progress = reader.end();
  if (progress == AnswerReader::Progress::needs_more) std::abort();
  return {progress, reader.ending().reason};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first byte says how.
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Expectation expected{.body_holds = (data[0] & 1) != 0 ? "ell" : "", .most_body = 4096};
  const bool bodyless = (data[0] & 2) != 0;
  const Read whole = read(bytes, std::max<std::size_t>(bytes.size(), 1), expected, bodyless);
  const Read pieces = read(bytes, 1 + (data[0] >> 2), expected, bodyless);
  // A broken one may be found out earlier or later.
  if (whole.progress == AnswerReader::Progress::whole && whole != pieces) std::abort();
  return 0;
}
