#include "scenarios/http/plan/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "harness/result/printable.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using templates::TextTemplate;

constexpr std::string_view such_as = "such as http://127.0.0.1:8080/search?q={item}";
constexpr std::size_t longest_host = 253;

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

bool is_host(std::string_view host, bool in_brackets) {
  const auto fits = [&](char c) {
    if (in_brackets)
      return std::string_view("0123456789abcdefABCDEF:.").find(c) != std::string_view::npos;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  };
  return !host.empty() && host.size() <= longest_host && std::ranges::all_of(host, fits);
}

/// "127.0.0.1:8080", "[::1]", "example.org". The text may be secret, so no error shows it.
Expected<Endpoint> read_address(std::string_view text, bool tls) {
  Endpoint endpoint{.tls = tls, .port = static_cast<std::uint16_t>(tls ? 443 : 80)};
  if (text.find('@') != text.npos) {
    return failure(
        "a user and a password don't stand in a URL; name the variable that holds them: --header "
        "'Authorization: Basic ${CREDENTIALS}'");
  }
  const bool in_brackets = text.starts_with('[');
  const std::size_t end = in_brackets ? text.find(']') : text.find(':');
  if (in_brackets && end == text.npos) return failure("an address in brackets has no ]");
  const std::string_view host = text.substr(in_brackets ? 1 : 0, in_brackets ? end - 1 : end);
  if (!is_host(host, in_brackets)) {
    return failure(fmt::format("there is no host's name or address in it; {}", such_as));
  }
  endpoint.host = lower(host);
  endpoint.authority = in_brackets ? fmt::format("[{}]", endpoint.host) : endpoint.host;
  std::string_view rest = end == text.npos ? "" : text.substr(in_brackets ? end + 1 : end);
  if (rest.empty()) return endpoint;
  unsigned port = 0;
  const char* const last = rest.data() + rest.size();
  const auto [stopped, error] = std::from_chars(rest.data() + 1, last, port);
  if (rest.front() != ':' || error != std::errc{} || stopped != last || port < 1 || port > 65535) {
    return failure("what stands behind the host is no :port from 1 to 65535");
  }
  if (port != endpoint.port) endpoint.authority += fmt::format(":{}", port);
  endpoint.port = static_cast<std::uint16_t>(port);
  return endpoint;
}

/// Takes "http://" or "https://" from the start: is it the latter?
Expected<bool> take_scheme(TextTemplate& whole) {
  const std::string start = lower(whole.start().substr(0, 8));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!start.starts_with(scheme)) continue;
    whole.drop_start(scheme.size());
    return scheme == "https://";
  }
  return failure(fmt::format("it begins with neither http:// nor https://; write it {}", such_as));
}

}  // namespace

Expected<Url> read_url(std::string_view text, const std::vector<std::string>& fields,
                       const templates::OwnValues& own) {
  if (text.find('#') != text.npos) {
    return failure("what follows a # is never sent; write %23 where a # is meant");
  }
  auto whole = TextTemplate::parse(text, templates::Quoting::url, fields, own);
  if (!whole) return tl::unexpected(whole.error());
  const auto tls = take_scheme(*whole);
  if (!tls) return tl::unexpected(tls.error());
  const std::size_t end = whole->start().find_first_of("/?");
  if (end == std::string_view::npos && whole->varies()) {
    return failure(
        "all requests go to one address, so no item and no {id} may stand before the path's /");
  }
  auto endpoint = read_address(whole->start().substr(0, end), *tls);
  if (!endpoint) return tl::unexpected(endpoint.error());
  Url url{std::move(*endpoint), {}};
  const bool has_path = end != std::string_view::npos && whole->start()[end] == '/';
  whole->drop_start(std::min(end, whole->start().size()));
  if (!has_path) url.target.append(TextTemplate::plain("/"));
  url.target.append(*whole);
  return url;
}

}  // namespace scenarios::http
