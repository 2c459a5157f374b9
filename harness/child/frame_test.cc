#include "harness/child/frame.h"

#include <doctest/doctest.h>

namespace frame_test {

using harness::child::frame_of;
using harness::child::FrameReader;
using harness::child::most_message_bytes;

TEST_CASE("texts come out as they went in, however the stream was cut") {
  const std::string stream = *frame_of("one") + *frame_of("") + *frame_of(std::string(300, 'x'));
  for (const std::size_t piece : {1U, 2U, 5U, 1000U}) {
    FrameReader reader;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < stream.size(); i += piece) {
      reader.add(std::string_view(stream).substr(i, piece));
      for (auto text = reader.next(); *text; text = reader.next()) texts.push_back(**text);
    }
    CHECK(texts == std::vector<std::string>{"one", "", std::string(300, 'x')});
  }
}

TEST_CASE("a frame begins with its length, lowest byte first") {
  CHECK(*frame_of("ab") == std::string("\2\0\0\0ab", 6));
  CHECK(frame_of(std::string(258, 'x'))->substr(0, 4) == std::string("\2\1\0\0", 4));
}

TEST_CASE("what is too long is neither sent nor waited for") {
  CHECK_FALSE(frame_of(std::string(most_message_bytes + 1, 'x')));
  FrameReader reader;
  reader.add("usage: prony");  // read as a length, over a gigabyte
  CHECK_FALSE(reader.next());
  reader.add(*frame_of("too late"));
  CHECK_FALSE(reader.next());
}

TEST_CASE("the longest text goes through") {
  FrameReader reader;
  reader.add(*frame_of(std::string(most_message_bytes, 'x')));
  const auto text = reader.next();
  REQUIRE((text && *text));
  CHECK((*text)->size() == most_message_bytes);
}

}  // namespace frame_test
