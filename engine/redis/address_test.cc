#include "engine/redis/address.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace address_test {

using engine::redis::resolve;

TEST_CASE("a socket's path") {
  const auto address = resolve("unix:/run/redis/redis.sock");
  REQUIRE(address);
  sockaddr_un socket{};
  std::memcpy(&socket, &address->socket, sizeof socket);
  CHECK(socket.sun_family == AF_UNIX);
  CHECK(std::string(socket.sun_path) == "/run/redis/redis.sock");
}

TEST_CASE("a host and its port") {
  for (const char* text : {"127.0.0.1:6380", "localhost:6380"}) {
    const auto address = resolve(text);
    REQUIRE(address);
    if (address->socket.ss_family != AF_INET) continue;  // what localhost is, the machine decides
    sockaddr_in socket{};
    std::memcpy(&socket, &address->socket, sizeof socket);
    CHECK(ntohs(socket.sin_port) == 6380);
    CHECK(ntohl(socket.sin_addr.s_addr) == INADDR_LOOPBACK);
  }
}

TEST_CASE("an IPv6 address stands in brackets") {
  const auto address = resolve("[::1]:6379");
  REQUIRE(address);
  sockaddr_in6 socket{};
  std::memcpy(&socket, &address->socket, sizeof socket);
  CHECK(socket.sin6_family == AF_INET6);
  CHECK(ntohs(socket.sin6_port) == 6379);
  CHECK(std::memcmp(&socket.sin6_addr, &in6addr_loopback, sizeof in6addr_loopback) == 0);
}

TEST_CASE("what is no address is told in one line") {
  for (const std::string& text :
       {std::string("unix:"), "unix:" + std::string(200, 'x'), std::string("127.0.0.1"),
        std::string("127.0.0.1:"), std::string("127.0.0.1:0"), std::string("127.0.0.1:65536"),
        std::string("127.0.0.1:6379x"), std::string(":6379"), std::string("")}) {
    CAPTURE(text);
    const auto address = resolve(text);
    REQUIRE_FALSE(address);
    CHECK(address.error().detail.find("unix:PATH or HOST:PORT") != std::string::npos);
    CHECK(address.error().detail.find('\n') == std::string::npos);
  }
}

}  // namespace address_test
