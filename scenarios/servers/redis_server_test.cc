#include "scenarios/servers/redis_server.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include "engine/documents/remote/known_names.h"
#include "engine/redis/connection.h"

namespace redis_server_test {

using engine::documents::remote::KnownNames;
using engine::redis::Connection;
using engine::redis::Trouble;
using scenarios::RedisServer;
using namespace std::chrono_literals;

namespace {

constexpr engine::redis::Patience patient{
    .connect = 10s, .command = 10s, .first_pause = 1h, .longest_pause = 1h};

std::unique_ptr<RedisServer> started(const RedisServer::Limits& limits = {}) {
  auto server = RedisServer::start(limits);
  REQUIRE_MESSAGE(server, (server ? "" : server.error().message));
  return std::move(*server);
}

engine::redis::Address address_of(const RedisServer& server) {
  return *engine::redis::resolve(server.address());
}

}  // namespace

TEST_CASE("values of all sizes and bytes come back as they were") {
  const auto server = started();
  Connection connection(address_of(*server), patient);
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const std::string big(20 << 20, 'b');
  CHECK_FALSE(*connection.get("bytes"));
  for (const std::string& value : {every_byte, std::string(), std::string("v")}) {
    REQUIRE(connection.set(every_byte, value, {}));
    CHECK(**connection.get(every_byte) == value);
  }
  REQUIRE(connection.set("big", big, {}));
  CHECK(**connection.get("big") == big);
  CHECK(*connection.key_count() == 2);
  CHECK(connection.failed_sets() == 0);
}

TEST_CASE("a time to live is the server's to keep") {
  const auto server = started();
  Connection connection(address_of(*server), patient);
  for (int i = 0; i < 10; ++i) REQUIRE(connection.set("k" + std::to_string(i), "v", 48h));
  const std::string info = *connection.info("keyspace");
  CHECK(info.find("keys=10,expires=10,") != std::string::npos);
}

TEST_CASE("all keys of a prefix are found page by page") {
  const auto server = started();
  Connection connection(address_of(*server), patient);
  for (int i = 0; i < 500; ++i) {
    REQUIRE(connection.set("a:" + std::to_string(i), "v", {}));
    REQUIRE(connection.set("b:" + std::to_string(i), "v", {}));
  }
  KnownNames known("a:", {.every = 1h, .page = 50, .fewest = 2'000});
  CHECK(known.may_have("a:none"));  // nothing is known yet
  for (int i = 0; i < 200; ++i) known.learn(connection);
  int others = 0;
  for (int i = 0; i < 500; ++i) {
    REQUIRE(known.may_have("a:" + std::to_string(i)));
    others += known.may_have("b:" + std::to_string(i)) ? 1 : 0;
  }
  CHECK(others < 20);
  CHECK_FALSE(known.may_have("a:none"));
  known.add("a:new");
  CHECK(known.may_have("a:new"));
  // Another process's entry stays unknown until the names are learnt again.
  REQUIRE(connection.set("a:later", "v", {}));
  known.learn(connection);
  CHECK_FALSE(known.may_have("a:later"));
}

TEST_CASE("names are learnt anew, in the midst of which nothing is unlearnt") {
  const auto server = started();
  Connection connection(address_of(*server), patient);
  for (int i = 0; i < 300; ++i) REQUIRE(connection.set("a:" + std::to_string(i), "v", {}));
  KnownNames known("a:", {.every = 0s, .page = 10, .fewest = 2'000});
  for (int i = 0; i < 100; ++i) known.learn(connection);
  REQUIRE(connection.set("a:later", "v", {}));
  bool found = false;
  for (int i = 0; i < 200; ++i) {
    known.learn(connection);
    REQUIRE(known.may_have("a:7"));
    found = found || known.may_have("a:later");
  }
  CHECK(found);
}

TEST_CASE("more keys than a filter is made for are grown into, or not learnt at all") {
  const auto server = started();
  Connection connection(address_of(*server), patient);
  KnownNames known("a:", {.every = 1h, .page = 100, .fewest = 50, .most = 10'000});
  known.learn(connection);
  CHECK_FALSE(known.may_have("a:none"));
  const std::size_t before = known.memory_bytes();
  for (int i = 0; i < 400; ++i) {
    REQUIRE(connection.set("a:" + std::to_string(i), "v", {}));
    known.add("a:" + std::to_string(i));
    known.learn(connection);
  }
  CHECK(known.memory_bytes() > before);
  CHECK_FALSE(known.may_have("a:none"));
  for (int i = 0; i < 400; ++i) REQUIRE(known.may_have("a:" + std::to_string(i)));
  KnownNames small("a:", {.every = 0s, .page = 100, .fewest = 50, .most = 100});
  small.learn(connection);
  CHECK(small.may_have("a:none"));
}

TEST_CASE("a server that is full refuses, and goes on answering") {
  const auto server = started({.memory_bytes = 4 << 20, .evicts = false});
  Connection connection(address_of(*server), patient);
  const std::string value(200'000, 'v');
  for (int i = 0; i < 40; ++i) REQUIRE(connection.set("k" + std::to_string(i), value, {}));
  CHECK(connection.get("k0"));
  CHECK(connection.failed_sets() > 0);
  CHECK(connection.failed_sets() < 40);
}

TEST_CASE("it says how much memory it uses") {
  const auto server = started();
  const std::uint64_t before = *server->used_memory_bytes();
  CHECK(before > 100'000);
  Connection connection(address_of(*server), patient);
  REQUIRE(connection.set("key", std::string(5'000'000, 'v'), {}));
  REQUIRE(connection.get("key"));
  const std::uint64_t after = *server->used_memory_bytes();
  CHECK(after - before > 5'000'000);
  CHECK(after - before < 12'000'000);
}

TEST_CASE("one that is killed is gone, with its folder") {
  auto server = started();
  Connection connection(address_of(*server), patient);
  REQUIRE(connection.get("key"));
  const std::filesystem::path socket = server->address().substr(5);
  CHECK(std::filesystem::exists(socket));
  server->kill();
  CHECK(connection.get("key").error() == Trouble::broken);
  CHECK_FALSE(server->used_memory_bytes());
  server.reset();
  CHECK_FALSE(std::filesystem::exists(socket.parent_path()));
}

TEST_CASE("without the program it says which package has it") {
  const std::string path = ::getenv("PATH");
  ::setenv("PATH", "/nonexistent", 1);
  const auto server = RedisServer::start({});
  ::setenv("PATH", path.c_str(), 1);
  REQUIRE_FALSE(server);
  CHECK(server.error().message.find("redis-tools") != std::string::npos);
  CHECK(server.error().message.find('\n') == std::string::npos);
}

}  // namespace redis_server_test
