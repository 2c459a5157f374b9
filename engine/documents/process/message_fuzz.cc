// Any bytes at all as a child's reply, a job or settings: decoded or refused, and what is decoded
// can be written again.
#include <cstdlib>

#include "engine/documents/process/message.h"

namespace {

void check(engine::documents::codec::Format format, std::string_view bytes) {
  using namespace engine::documents::process;
  const auto reply = decode_reply(format, bytes);
  if (!reply) return;
  const auto again = decode_reply(format, encode(format, *reply));
  if (!again || again->made.has_value() != reply->made.has_value()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engine::documents::process;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(engine::documents::codec::Format::json, bytes);
  check(engine::documents::codec::Format::msgpack, bytes);
  if (const auto job = decode_job(bytes)) {
    if (encode_head(*job) + std::string(job->bytes) != bytes) std::abort();
  }
  if (const auto settings = decode_settings(bytes)) {
    if (encode(*settings) != bytes) std::abort();
  }
  return 0;
}
