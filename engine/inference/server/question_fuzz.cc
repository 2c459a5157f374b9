// Any bytes at all as the body of a request: refused with a reason, or a question within its
// bounds.
#include <cstdint>
#include <cstdlib>

#include "engine/inference/server/question.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto question = engine::inference::server::read_question(body, 1'000);
  if (!question) {
    require(!question.error().detail.empty());
    return 0;
  }
  const auto& ask = question->ask;
  require(!ask.prompt.empty() && ask.prompt.size() <= size);
  require(ask.most_tokens >= 1 && ask.most_tokens <= 1'000);
  require(ask.stops.size() <= 4);
  for (const std::string& stop : ask.stops) require(!stop.empty() && stop.size() <= 256);
  return 0;
}
