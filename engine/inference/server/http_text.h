// The heads of answers over HTTP.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine::inference::server {

/// Of an answer whose length is known.
struct Head {
  unsigned status = 200;
  std::string_view type = "application/json";
  std::string_view id;  // x-request-id; empty: none
  bool closes = false;  // the connection, behind it
  bool is_1_0 = false;
};

/// A whole answer. 429 and 503 say when to come again.
std::string http_answer(const Head& head, std::string_view body);
/// The head of events that come piece by piece: in chunks, or, in HTTP/1.0, until the end.
std::string stream_head(const Head& head);
/// A piece of a stream as a chunk; in HTTP/1.0 as it is.
void append_chunk(std::string& to, std::string_view piece, bool is_1_0);
/// Behind the last chunk.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace engine::inference::server
