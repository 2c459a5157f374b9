#include "engine/inference/server/http_text.h"

#include <fmt/format.h>

#include <iterator>

namespace engine::inference::server {
namespace {

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Payload Too Large";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Internal Server Error";
  }
}

void append_head(std::string& to, const Head& head) {
  const auto line = [&](std::string_view name, std::string_view value) {
    ((((to += name) += ": ") += value) += "\r\n");
  };
  to += "HTTP/1.1 ";
  fmt::format_to(std::back_inserter(to), "{} ", head.status);
  (to += reason_of(head.status)) += "\r\n";
  line("Content-Type", head.type);
  if (!head.id.empty()) line("X-Request-Id", head.id);
  if (head.status == 429 || head.status == 503) line("Retry-After", "1");
  if (head.closes) {
    line("Connection", "close");
  } else if (head.is_1_0) {
    line("Connection", "keep-alive");
  }
}

}  // namespace

std::string http_answer(const Head& head, std::string_view body) {
  std::string text;
  text.reserve(256 + body.size());
  append_head(text, head);
  fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n\r\n", body.size());
  return text += body;
}

std::string stream_head(const Head& head) {
  std::string text;
  append_head(text, head);
  text += "Cache-Control: no-cache\r\n";
  if (!head.is_1_0) text += "Transfer-Encoding: chunked\r\n";
  return text += "\r\n";
}

void append_chunk(std::string& to, std::string_view piece, bool is_1_0) {
  if (is_1_0) {
    to += piece;
    return;
  }
  fmt::format_to(std::back_inserter(to), "{:x}\r\n", piece.size());
  (to += piece) += "\r\n";
}

}  // namespace engine::inference::server
