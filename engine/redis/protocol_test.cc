#include "engine/redis/protocol.h"

#include <doctest/doctest.h>

namespace protocol_test {

using engine::redis::append_command;
using engine::redis::Reply;
using engine::redis::ReplyReader;
using Kind = Reply::Kind;

TEST_CASE("commands are as the protocol's specification writes them") {
  std::string out = "*";
  append_command(out, {"LLEN", "mylist"});
  CHECK(out == "**2\r\n$4\r\nLLEN\r\n$6\r\nmylist\r\n");
  out.clear();
  append_command(out, {"SET", std::string_view("k\0\r", 3), ""});
  CHECK(out == std::string("*3\r\n$3\r\nSET\r\n$3\r\nk\0\r\r\n$0\r\n\r\n", 28));
}

TEST_CASE("replies of every kind, in pieces of any size") {
  const std::string bytes =
      "+OK\r\n-OOM "
      "full\r\n:42\r\n$-1\r\n$5\r\nhe\r\no\r\n*2\r\n$1\r\n0\r\n*3\r\n$1\r\na\r\n$-1\r\n$0\r\n\r\n";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    ReplyReader reader;
    std::vector<Reply> replies;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      REQUIRE(reader.feed(std::string_view(bytes).substr(at, piece)));
      while (auto reply = reader.next()) replies.push_back(std::move(*reply));
    }
    REQUIRE(replies.size() == 6);
    CHECK(replies[0].text == "OK");
    CHECK(replies[1].kind == Kind::error);
    CHECK(replies[1].text == "OOM full");
    CHECK(replies[2].number == 42);
    CHECK(replies[3].kind == Kind::nothing);
    CHECK(replies[4].kind == Kind::text);
    CHECK(replies[4].text == "he\r\no");
    REQUIRE(replies[5].list.size() == 2);
    REQUIRE(replies[5].list[1].list.size() == 3);
    CHECK(replies[5].list[1].list[0].text == "a");
    CHECK(replies[5].list[1].list[1].kind == Kind::nothing);
    CHECK(replies[5].list[1].list[2].text.empty());
  }
}

TEST_CASE("nonsense is broken for good") {
  for (const char* bytes :
       {"HTTP/1.1 400 Bad Request\r\n", "*2000000000\r\n", "*-7\r\n", "$x\r\n"}) {
    CAPTURE(bytes);
    ReplyReader reader;
    reader.feed(bytes);
    CHECK_FALSE(reader.next());
    CHECK(reader.broken());
    CHECK_FALSE(reader.feed("+OK\r\n"));
    CHECK_FALSE(reader.next());
  }
}

}  // namespace protocol_test
