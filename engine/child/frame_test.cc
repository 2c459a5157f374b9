#include "engine/child/frame.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace frame_test {

using namespace engine::child;
using namespace std::chrono_literals;

namespace {

struct Sockets {
  Sockets() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0); }
  ~Sockets() {
    for (int i : {0, 1}) close_end(i);
  }
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;
  void close_end(int i) {
    if (ends[i] >= 0) close(std::exchange(ends[i], -1));
  }
  void say(std::uint64_t length, std::string_view rest) {
    REQUIRE(write(ends[1], &length, sizeof length) == sizeof length);
    REQUIRE(write(ends[1], rest.data(), rest.size()) == static_cast<ssize_t>(rest.size()));
  }
  int ends[2];
};

Deadline soon() {
  return std::chrono::steady_clock::now() + 5ms;
}

}  // namespace

TEST_CASE("frames arrive whole and in order, head and body as one") {
  Sockets sockets;
  std::string large(5'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 997) large[i] = static_cast<char>(i);
  std::thread sender([&] {
    CHECK(send_frame(sockets.ends[1], "head ", "body", std::nullopt));
    CHECK(send_frame(sockets.ends[1], {}, {}, std::nullopt));
    CHECK(send_frame(sockets.ends[1], "h", large, std::nullopt));
  });
  CHECK(receive_frame(sockets.ends[0], 9, std::nullopt) == "head body");
  CHECK(receive_frame(sockets.ends[0], 0, std::nullopt) == "");
  CHECK(receive_frame(sockets.ends[0], large.size() + 1, std::nullopt) == "h" + large);
  sender.join();
}

TEST_CASE("what is no frame is told apart") {
  Sockets sockets;
  SUBCASE("nobody there") {
    sockets.close_end(1);
    CHECK(receive_frame(sockets.ends[0], 9, std::nullopt).error() == Broken::closed);
    CHECK(send_frame(sockets.ends[0], "a", "b", std::nullopt).error() == Broken::closed);
  }
  SUBCASE("cut short") {
    sockets.say(100, "half of it");
    sockets.close_end(1);
    CHECK(receive_frame(sockets.ends[0], 1'000, std::nullopt).error() == Broken::closed);
  }
  SUBCASE("longer than it may be") {
    sockets.say(1'001, {});
    CHECK(receive_frame(sockets.ends[0], 1'000, std::nullopt).error() == Broken::oversized);
  }
  SUBCASE("an absurd length costs no memory") {
    sockets.say(UINT64_MAX / 2, "little");
    sockets.close_end(1);
    CHECK(receive_frame(sockets.ends[0], UINT64_MAX, std::nullopt).error() == Broken::closed);
  }
  SUBCASE("nothing comes") {
    CHECK(receive_frame(sockets.ends[0], 9, soon()).error() == Broken::late);
  }
  SUBCASE("half comes") {
    sockets.say(100, "half of it");
    CHECK(receive_frame(sockets.ends[0], 1'000, soon()).error() == Broken::late);
  }
  SUBCASE("the other end takes nothing") {
    const std::string large(5'000'000, 'x');
    CHECK(send_frame(sockets.ends[0], {}, large, soon()).error() == Broken::late);
  }
  SUBCASE("the other end talks and takes nothing") {
    const std::string large(5'000'000, 'x');
    sockets.say(3, "abc");
    CHECK(send_frame(sockets.ends[0], {}, large, std::nullopt).error() == Broken::unasked);
  }
}

TEST_CASE("who listens has nothing to say and is there") {
  Sockets sockets;
  CHECK(is_listening(sockets.ends[0]));
  SUBCASE("talks") {
    sockets.say(3, "abc");
  }
  SUBCASE("gone") {
    sockets.close_end(1);
  }
  CHECK_FALSE(is_listening(sockets.ends[0]));
}

}  // namespace frame_test
