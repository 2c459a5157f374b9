#include "engine/inference/server/settings.h"

#include <algorithm>

namespace engine::inference::server {
namespace {

/// An address in digits.
OptionWords<std::string> address() {
  return {[](std::string_view text) -> Expected<std::string> {
            constexpr std::string_view allowed = "0123456789abcdefABCDEF.:";
            if (!text.empty() && text.find_first_not_of(allowed) == std::string_view::npos &&
                text.find_first_of(".:") != std::string_view::npos) {
              return std::string(text);
            }
            return failure(Reason::invalid_option,
                           "'" + std::string(text) +
                               "' is no address; write 127.0.0.1, ::1, or 0.0.0.0 for all");
          },
          [](const std::string& value) { return value; }};
}

OptionTable<Settings> limit_rows() {
  using namespace option_words;
  return {
      option<Settings>({"http.most_header", "a size", "A request with a longer head gets 431."},
                       &Settings::most_header, bytes()),
      option<Settings>({"http.most_body", "a size", "A request with a longer body gets 413."},
                       &Settings::most_body, bytes()),
      option<Settings>({"http.request_time", "a duration",
                        "A request that has not come whole in this time, since its first byte, "
                        "gets 408."},
                       &Settings::request_time, duration()),
      option<Settings>({"http.idle_time", "a duration",
                        "A connection on which nothing is asked for so long is closed."},
                       &Settings::idle_time, duration()),
      option<Settings>({"http.stall_time", "a duration",
                        "A client that has read nothing for so long, though there is something, "
                        "is cut off."},
                       &Settings::stall_time, duration()),
      option<Settings>(
          {"request.most_tokens", "1 to 131072", "What max_tokens of a request may be at most."},
          &Settings::most_tokens, count<std::uint32_t>(1, 131'072))};
}

OptionTable<Settings> stream_rows() {
  using namespace option_words;
  return {
      option<Settings>({"stream", "on | off",
                        "Send an answer token by token to who asks for that, or keep it until it "
                        "is whole.",
                        "004.8", "latency to first token -5-10 %, memory -15-20 % (projected)"},
                       &Settings::stream, on_off()),
      option<Settings>({"stream.coalesce", "on | off",
                        "Write all tokens that are there at once, or each by itself."},
                       &Settings::coalesce, on_off()),
      option<Settings>({"stream.buffer", "a size",
                        "Text that the reader of a stream may be behind, at most: then it is cut "
                        "off."},
                       &Settings::stream_buffer, bytes())};
}

}  // namespace

OptionTable<Settings> rows() {
  using namespace option_words;
  OptionTable<Settings> table{
      option<Settings>({"http.address", "an address",
                        "Where the server listens; on others than 127.0.0.1 anybody may ask it."},
                       &Settings::address, address()),
      option<Settings>({"http.threads", "1 to 16", "Threads that read and write."},
                       &Settings::threads, count<std::uint32_t>(1, 16)),
      option<Settings>(
          {"http.connections", "1 to 100000", "Connections at once, at most; others get 503.",
           "004.2", "saturation above 50"},
          &Settings::connections, count<std::uint32_t>(1, 100'000)),
      option<Settings>({"http.keep_alive", "on | off",
                        "Let a connection carry several requests, if its client wants that."},
                       &Settings::keep_alive, on_off())};
  append(table, limit_rows());
  append(table, stream_rows());
  return table;
}

Expected<void> check(const Settings& settings) {
  const Duration least = std::min({settings.request_time, settings.idle_time, settings.stall_time});
  if (least <= Duration::zero()) {
    return failure(Reason::invalid_option,
                   "http.request_time, http.idle_time and http.stall_time must be more than "
                   "nothing");
  }
  if (settings.most_header < 256 || settings.most_header > (1 << 20) ||
      settings.most_body > (64U << 20)) {
    return failure(Reason::invalid_option,
                   "http.most_header is from 256 bytes to 1MiB, http.most_body at most 64MiB");
  }
  return {};
}

}  // namespace engine::inference::server
