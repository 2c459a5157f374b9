#include "scenarios/http/plan/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/result/printable.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lowered, lowered);
}

/// A header that only the client can know, and who says it instead.
struct Taken {
  std::string_view name, instead;
};
constexpr std::array<Taken, 7> taken{{{"Content-Length", "the body has a length"},
                                      {"Transfer-Encoding", "a body is sent whole"},
                                      {"Connection", "keep_alive=off closes it after each answer"},
                                      {"Keep-Alive", "keep_alive says it"},
                                      {"Expect", "a body is sent at once"},
                                      {"Upgrade", "only HTTP/1.1 is spoken"},
                                      {"TE", "only HTTP/1.1 is spoken"}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

bool is_token(std::string_view text) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const char small = lowered(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') ||
           others.find(c) != others.npos;
  });
}

Expected<void> check_header_name(std::string_view name) {
  if (!is_token(name)) {
    return failure(fmt::format("{} is no header's name; write 'Name: value'", in_quotes(name)));
  }
  for (const Taken& one : taken) {
    if (!same_name(name, one.name)) continue;
    return failure(fmt::format("{} is written by the client itself: {}", one.name, one.instead));
  }
  return {};
}

Expected<Header> read_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) {
    return failure(fmt::format("{} has no colon; write 'Name: value'", in_quotes(line)));
  }
  const std::string_view name = line.substr(0, colon);
  if (auto fits = check_header_name(name); !fits) return tl::unexpected(fits.error());
  return Header{std::string(name), std::string(trimmed(line.substr(colon + 1)))};
}

Expected<std::vector<Header>> read_headers(std::string_view lines) {
  std::vector<Header> headers;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    if (line.empty()) continue;
    auto header = read_header(line);
    if (!header) return tl::unexpected(header.error());
    headers.push_back(std::move(*header));
  }
  return headers;
}

const std::string* find_header(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (same_name(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::vector<Header> with(std::vector<Header> headers, const std::vector<Header>& others) {
  const std::vector<Header> first = headers;
  for (const Header& other : others) {
    if (find_header(first, other.name) == nullptr) headers.push_back(other);
  }
  return headers;
}

}  // namespace scenarios::http
