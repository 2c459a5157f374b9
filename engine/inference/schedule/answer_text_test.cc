#include "engine/inference/schedule/answer_text.h"

#include <doctest/doctest.h>

namespace answer_text_test {

using engine::inference::schedule::AnswerText;

TEST_CASE("characters come out whole, whatever pieces they come in") {
  AnswerText text;
  CHECK(text.add("a\xE2") == "a");
  CHECK(text.add("\x82").empty());
  CHECK(text.add("\xAC z") == "\xE2\x82\xAC z");
  CHECK(text.finish().empty());
}

TEST_CASE("bytes that are no character are replaced, so that all of the text is UTF-8") {
  AnswerText text;
  CHECK(text.add("\xFF") == "\xEF\xBF\xBD");
  CHECK(text.add("\xE2x") == "\xEF\xBF\xBDx");
  CHECK(text.add("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(text.add("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(text.add("\xF0\x9F").empty());
  CHECK(text.finish() == "\xEF\xBF\xBD");
}

TEST_CASE("an answer ends before the first stop text, of which nothing is ever given out") {
  const std::vector<std::string> stops{"END", "\n\n"};
  AnswerText text(stops);
  CHECK(text.add("one E") == "one ");
  CHECK(text.add("N").empty());
  CHECK(text.add("V E") == "ENV ");
  CHECK(text.add("ND and more").empty());
  CHECK(text.is_stopped());
  CHECK(text.add("more").empty());
  CHECK(text.finish().empty());
}

TEST_CASE("what was held back for a stop text that did not come is given out at the end") {
  const std::vector<std::string> stops{"stop"};
  AnswerText text(stops);
  CHECK(text.add("will it sto") == "will it ");
  CHECK(text.finish() == "sto");
  CHECK_FALSE(text.is_stopped());
}

TEST_CASE("of two stop texts that begin alike the longer hold decides") {
  const std::vector<std::string> stops{"aab", "aX"};
  AnswerText text(stops);
  CHECK(text.add("aa").empty());
  CHECK(text.add("X") == "a");
  CHECK(text.is_stopped());
}

}  // namespace answer_text_test
