#include "scenarios/servers/redis_memory.h"

#include <doctest/doctest.h>

#include "scenarios/servers/redis_server.h"

namespace redis_memory_test {

using scenarios::RedisMemory;
using scenarios::RedisServer;
using scenarios::used_memory_in;

TEST_CASE("used_memory is found in what INFO says, and nothing is made of anything else") {
  CHECK(used_memory_in("# Memory\r\nused_memory:873640\r\nused_memory_human:853.16K\r\n") ==
        873640);
  CHECK(used_memory_in("used_memory:18446744073709551615") == UINT64_MAX);
  CHECK_FALSE(used_memory_in("used_memory:18446744073709551616"));
  CHECK_FALSE(used_memory_in("used_memory:"));
  CHECK_FALSE(used_memory_in("used_memory:many"));
  CHECK_FALSE(used_memory_in("used_memory_human:853.16K"));
  CHECK_FALSE(used_memory_in(""));
}

TEST_CASE("a server's memory is read, and forgotten when it is gone") {
  auto started = RedisServer::start({});
  REQUIRE(started);
  RedisServer& server = **started;
  RedisMemory memory(server.address());
  std::optional<std::uint64_t> bytes;
  while (!(bytes = memory.read())) {  // on a loaded machine it may not answer in time
  }
  CHECK(*bytes > 100'000);
  CHECK(*bytes < 2 * *server.used_memory_bytes());
  server.kill();
  while (memory.read()) {  // what it said a moment ago
  }
}

TEST_CASE("where there is no server nothing is read") {
  CHECK_FALSE(RedisMemory("").read());
  CHECK_FALSE(RedisMemory("unix:/nonexistent/redis.sock").read());
  CHECK_FALSE(RedisMemory("no address").read());
}

}  // namespace redis_memory_test
