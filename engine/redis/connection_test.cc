#include "engine/redis/connection.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <functional>
#include <thread>

#include "engine/documents/items/test_folder.h"

namespace connection_test {

using engine::documents::items::TestFolder;
using engine::redis::Address;
using engine::redis::Connection;
using engine::redis::Patience;
using engine::redis::Trouble;
using namespace std::chrono_literals;

namespace {

/// Long enough for a busy machine; a pause that outlasts the test.
constexpr Patience patient{.connect = 10s, .command = 10s, .first_pause = 1h, .longest_pause = 1h};

/// Somebody who listens on a Unix socket, in place of a Redis server. `serve` is called with each
/// connection, one after the other, in a thread of its own.
class Peer {
 public:
  explicit Peer(std::function<void(int)> serve) : serve_(std::move(serve)) {
    address_ = *engine::redis::resolve("unix:" + (folder_ / "peer").string());
    listening_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto* const at = reinterpret_cast<const sockaddr*>(&address_.socket);
    REQUIRE(::bind(listening_, at, address_.bytes) == 0);
    REQUIRE(::listen(listening_, 4) == 0);
    if (serve_) thread_ = std::thread([this] { run(); });
  }
  ~Peer() {
    ::shutdown(listening_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    ::close(listening_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  const Address& address() const { return address_; }

 private:
  void run() {
    while (true) {
      const int connection = ::accept(listening_, nullptr, nullptr);
      if (connection < 0) return;
      serve_(connection);
      ::close(connection);
    }
  }

  TestFolder folder_;
  std::function<void(int)> serve_;
  Address address_;
  int listening_ = -1;
  std::thread thread_;
};

/// Waits until something comes; false when the other side is gone.
bool hear(int connection) {
  char bytes[4096];
  return ::recv(connection, bytes, sizeof bytes, 0) > 0;
}

void say(int connection, std::string_view bytes) {
  ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

/// Says the same to whatever it hears.
std::function<void(int)> parrot(std::string words) {
  return [words](int connection) {
    while (hear(connection)) say(connection, words);
  };
}

}  // namespace

TEST_CASE("a value, and none") {
  {
    const Peer peer(parrot("$5\r\nhello\r\n"));
    Connection connection(peer.address(), patient);
    CHECK(**connection.get("key") == "hello");
    CHECK(**connection.get("key") == "hello");
  }
  const Peer peer(parrot("$-1\r\n"));
  Connection connection(peer.address(), patient);
  const auto got = connection.get("key");
  REQUIRE(got);
  CHECK_FALSE(*got);
}

TEST_CASE("where nobody listens, the first call finds out and the next ones take no time") {
  const TestFolder folder;
  Connection connection(*engine::redis::resolve("unix:" + (folder / "nobody").string()), patient);
  CHECK(connection.get("key").error() == Trouble::broken);
  CHECK(connection.get("key").error() == Trouble::pausing);
  CHECK(connection.set("key", "value", {}).error() == Trouble::pausing);
  CHECK(connection.scan("0", "*", 10).error() == Trouble::pausing);
}

TEST_CASE("a server that takes the connection and never answers is given up") {
  const Peer peer(nullptr);
  Patience patience = patient;
  patience.command = 20ms;
  Connection connection(peer.address(), patience);
  CHECK(connection.set("key", "value", 1s));
  CHECK(connection.get("key").error() == Trouble::broken);
  CHECK(connection.failed_sets() == 1);
  CHECK(connection.get("key").error() == Trouble::pausing);
}

TEST_CASE("a server that answers byte by byte, without end, is given up") {
  const Peer peer([](int connection) {
    if (!hear(connection)) return;
    say(connection, "$100000000\r\n");
    while (::send(connection, "x", 1, MSG_NOSIGNAL) == 1) {
    }
  });
  Patience patience = patient;
  patience.command = 20ms;
  Connection connection(peer.address(), patience);
  CHECK(connection.get("key").error() == Trouble::broken);
}

TEST_CASE("nonsense breaks the connection") {
  for (const char* words : {"HTTP/1.1 400 Bad Request\r\n\r\n", ":5\r\n", "*1\r\n$1\r\na\r\n"}) {
    CAPTURE(words);
    const Peer peer(parrot(words));
    Connection connection(peer.address(), patient);
    CHECK(connection.get("key").error() == Trouble::broken);
    CHECK(connection.get("key").error() == Trouble::pausing);
  }
}

TEST_CASE("an error is an answer, after which the connection goes on") {
  const Peer peer([](int connection) {
    say(connection,
        "-OOM command not allowed when used memory > 'maxmemory'.\r\n-LOADING\r\n$-1\r\n");
    while (hear(connection)) {
    }
  });
  Connection connection(peer.address(), patient);
  CHECK(connection.set("key", "value", {}));
  CHECK(connection.get("key").error() == Trouble::refused);
  CHECK(connection.failed_sets() == 1);
  CHECK(connection.get("key"));
}

TEST_CASE("after its pause a server that went away is asked again") {
  int served = 0;
  const Peer peer([&](int connection) {
    if (served++ == 0) {
      hear(connection);  // and goes
    } else {
      parrot("$2\r\nhi\r\n")(connection);
    }
  });
  Patience patience = patient;
  patience.first_pause = patience.longest_pause = 0s;
  Connection connection(peer.address(), patience);
  CHECK(connection.get("key").error() == Trouble::broken);
  CHECK(**connection.get("key") == "hi");
}

TEST_CASE("what a server doesn't take does not pile up") {
  const Peer peer(nullptr);
  Connection connection(peer.address(), patient);
  const std::string value(1 << 20, 'v');
  int taken = 0;
  while (taken < 100 && connection.set("key", value, {})) ++taken;
  CHECK(taken < 20);
  CHECK(connection.set("key", value, {}).error() == Trouble::pausing);
}

TEST_CASE("a page of keys") {
  const Peer peer(parrot("*2\r\n$2\r\n17\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n"));
  Connection connection(peer.address(), patient);
  const auto page = connection.scan("0", "p:*", 100);
  REQUIRE(page);
  CHECK(page->cursor == "17");
  CHECK(page->keys == std::vector<std::string>{"a", "b"});
}

}  // namespace connection_test
