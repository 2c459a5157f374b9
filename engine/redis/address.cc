#include "engine/redis/address.h"

#include <netdb.h>
#include <sys/un.h>

#include <charconv>
#include <cstring>
#include <memory>

namespace engine::redis {
namespace {

tl::unexpected<Error> wrong(std::string_view text, std::string_view why) {
  return failure(Reason::invalid_option, "'" + std::string(text) +
                                             "' is no address of a Redis server (unix:PATH or "
                                             "HOST:PORT): " +
                                             std::string(why));
}

Expected<Address> unix_address(std::string_view text, std::string_view path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty()) return wrong(text, "the path is missing");
  if (path.size() >= sizeof address.sun_path) return wrong(text, "a socket's path is shorter");
  path.copy(address.sun_path, path.size());
  Address made;
  std::memcpy(&made.socket, &address, sizeof address);
  made.bytes = sizeof address;
  return made;
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  return error == std::errc{} && stopped == end && port != 0;
}

}  // namespace

Expected<Address> resolve(std::string_view text) {
  constexpr std::string_view unix_prefix = "unix:";
  if (text.starts_with(unix_prefix)) return unix_address(text, text.substr(unix_prefix.size()));
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) {
    return wrong(text, "the port is missing");
  }
  std::string host(text.substr(0, colon));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty()) return wrong(text, "the host is missing");
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port(text.substr(colon + 1));
  if (const int error = getaddrinfo(host.c_str(), port.c_str(), &wanted, &found); error != 0) {
    return wrong(text, gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, freeaddrinfo);
  Address made;
  std::memcpy(&made.socket, found->ai_addr, found->ai_addrlen);
  made.bytes = found->ai_addrlen;
  return made;
}

}  // namespace engine::redis
