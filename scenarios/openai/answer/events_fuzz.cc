// Any bytes as a stream: read to an end, and the same however they are cut.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenarios/openai/answer/completion_reader.h"

using namespace scenarios::openai;

namespace {

struct Outcome {
  std::string reason;
  std::uint64_t units = 0;
  std::size_t gaps = 0;
  bool operator==(const Outcome&) const = default;
};

Outcome read(const AnswerForm& form, std::string_view bytes, std::size_t piece) {
  CompletionReader reader(form);
  reader.begin({});
  reader.take_field("Content-Type", "text/event-stream");
  reader.take_field("x-request-id", "x");
  reader.end_header(true);
  std::int64_t now = 0;
  while (!bytes.empty()) {
    if (!reader.take(bytes.substr(0, piece), harness::Instant(harness::Duration(++now)))) {
      return {.reason = reader.wrong().reason};
    }
    static_cast<void>(reader.how_far());
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  if (auto wrong = reader.end(harness::Instant(harness::Duration(++now)))) {
    return {.reason = wrong->reason};
  }
  scenarios::http::Results results;
  reader.take_results(results);
  if (results.first && results.gaps.size() + 1 < results.gaps.size()) std::abort();
  return {.reason = {}, .units = results.units, .gaps = results.gaps.size()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first byte says how.
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  TokenTally tally;
  const AnswerForm form{
      .streamed = (data[0] & 1) == 0,
      .verify = (data[0] & 2) == 0 ? Verify::id : Verify::echo,
      .asked = [](const harness::Request&,
                  AskedFor& into) { into = {.id = "x", .tokens = 4, .prompt = "abc"}; },
      .tally = &tally};
  const Outcome whole = read(form, bytes, std::max<std::size_t>(bytes.size(), 1));
  if (whole != read(form, bytes, 1 + (data[0] >> 2))) std::abort();
  return 0;
}
