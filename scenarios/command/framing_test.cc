#include "scenarios/command/framing.h"

#include <doctest/doctest.h>

namespace framing_test {

using scenarios::command::AnswerReader;
using scenarios::command::append_frame;
using scenarios::command::Framing;
using scenarios::command::read_framing;
using scenarios::command::unframable;
using State = AnswerReader::State;

namespace {

std::string framed(Framing framing, std::string_view text) {
  std::string into;
  append_frame(framing, text, into);
  return into;
}

}  // namespace

TEST_CASE("frames are as told") {
  CHECK(framed(Framing::line, "ab") == "ab\n");
  CHECK(framed(Framing::nul, "ab") == std::string("ab\0", 3));
  CHECK(framed(Framing::length, "ab") == std::string("\0\0\0\2ab", 6));
  CHECK(framed(Framing::length, std::string(258, 'x')).substr(0, 4) == std::string("\0\0\1\2", 4));
  CHECK(framed(Framing::decimal, "ab") == "2\nab");
}

TEST_CASE("what a frame can't hold is told") {
  CHECK(unframable(Framing::line, "a\nb"));
  CHECK_FALSE(unframable(Framing::line, std::string_view("a\0b", 3)));
  CHECK(unframable(Framing::nul, std::string_view("a\0b", 3)));
  CHECK_FALSE(unframable(Framing::nul, "a\nb"));
  CHECK_FALSE(unframable(Framing::length, std::string_view("a\n\0b", 4)));
  CHECK_FALSE(unframable(Framing::decimal, std::string_view("a\n\0b", 4)));
}

TEST_CASE("an answer is read in whatever pieces it comes") {
  for (const Framing framing : {Framing::line, Framing::nul, Framing::length, Framing::decimal}) {
    for (const std::string text : {"", "x", "some words"}) {
      const std::string frame = framed(framing, text);
      AnswerReader reader(framing, 100);
      for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i + 1 < frame.size(); ++i) {
          CHECK(reader.add({&frame[i], 1}) == State::incomplete);
        }
        CHECK(reader.add({&frame.back(), 1}) == State::complete);
        CHECK(reader.answer() == text);
        CHECK(reader.add("z") == State::excess);
        reader.clear();
      }
      CHECK(reader.add(frame) == State::complete);
      reader.clear();
      CHECK(reader.add(frame + frame) == State::excess);
    }
  }
  AnswerReader lines(Framing::line, 100);
  CHECK(lines.add("dos\r\n") == State::complete);
  CHECK(lines.answer() == "dos");
}

TEST_CASE("answers that are too large or no answers are told before they are all there") {
  CHECK(AnswerReader(Framing::line, 4).add("12345") == State::too_large);
  CHECK(AnswerReader(Framing::line, 4).add("1234") == State::incomplete);
  CHECK(AnswerReader(Framing::length, 4).add(std::string_view("\0\0\0\5", 4)) == State::too_large);
  CHECK(AnswerReader(Framing::decimal, 4).add("5\n") == State::too_large);
  CHECK(AnswerReader(Framing::decimal, 4).add("x\n") == State::malformed);
  CHECK(AnswerReader(Framing::decimal, 4).add("-1\n") == State::malformed);
  CHECK(AnswerReader(Framing::decimal, 4).add("123456789012") == State::malformed);
  CHECK(AnswerReader(Framing::decimal, 4).add("\n") == State::malformed);
}

TEST_CASE("framings by name") {
  CHECK(read_framing("decimal") == Framing::decimal);
  CHECK(read_framing("lenght").error().message.find("did you mean length?") != std::string::npos);
}

}  // namespace framing_test
