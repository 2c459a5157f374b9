#include "scenarios/http/client/address.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace scenarios::http {

std::string text_of(const Address& address) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  const auto* const bytes = reinterpret_cast<const sockaddr*>(&address.bytes);
  if (::getnameinfo(bytes, address.length, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "an address that has no text";
  }
  const bool six = address.bytes.ss_family == AF_INET6;
  return fmt::format("{}{}{}:{}", six ? "[" : "", host.data(), six ? "]" : "", port.data());
}

harness::Expected<std::vector<Address>> resolve(const Endpoint& endpoint) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error =
      ::getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &wanted, &found);
  if (error != 0) {
    return harness::failure(fmt::format("{}: no address is known of that host: {}", endpoint.host,
                                        ::gai_strerror(error)));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    Address address{.length = one->ai_addrlen};
    std::memcpy(&address.bytes, one->ai_addr, one->ai_addrlen);
    addresses.push_back(address);
  }
  return addresses;
}

int begin_to_connect(const Address& address) {
  const int socket =
      ::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (socket < 0) return -errno;
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto* const bytes = reinterpret_cast<const sockaddr*>(&address.bytes);
  if (::connect(socket, bytes, address.length) == 0 || errno == EINPROGRESS) return socket;
  const int error = errno;
  ::close(socket);
  return -error;
}

int connected(int socket) {
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  if (error != 0) return error;
  pollfd asked{.fd = socket, .events = POLLOUT, .revents = 0};
  return ::poll(&asked, 1, 0) == 1 ? 0 : EINPROGRESS;
}

}  // namespace scenarios::http
