#include "engine/documents/chunk/sentences.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "engine/documents/chunk/abbreviations.h"

namespace sentences_test {

using engine::documents::chunk::Span;
using Strings = std::vector<std::string>;

namespace {

Strings sentences(std::string_view text) {
  std::vector<Span> spans;
  engine::documents::chunk::split_sentences(text, 0, static_cast<std::uint32_t>(text.size()),
                                            spans);
  Strings out;
  for (const Span& span : spans) out.emplace_back(text.substr(span.begin, span.end - span.begin));
  return out;
}

}  // namespace

TEST_CASE("sentences end at their terminators, with the quotes and brackets that close there") {
  CHECK(sentences("One. Two! Three? Four") == Strings{"One.", "Two!", "Three?", "Four"});
  CHECK(sentences("He said \"No.\" (It was late.) Then he left.") ==
        Strings{"He said \"No.\"", "(It was late.)", "Then he left."});
  CHECK(sentences("What?! Really... Yes.") == Strings{"What?!", "Really...", "Yes."});
  CHECK(sentences("\u201EGut.\u201C Sie ging.") == Strings{"\u201EGut.\u201C", "Sie ging."});
}

TEST_CASE("points inside abbreviations, numbers, versions and names end nothing") {
  for (const char* one : {
           "Use a tool, e.g. GCC or Clang, i.e. a compiler.",
           "Dr. Smith met Prof. J. R. Jones and Mrs. O'Neill.",
           "Pi is 3.14159 and Python 3.11.2 is newer than 3.9 by far.",
           "See Fig. 3, No. 17 and vol. 2 of it.",
           "The U.S. Navy of St. Louis vs. Ph.D. Students.",
           "Open main.c and www.example.org in turn.",
           "1. Introduction to everything",
           "Das gilt z.B. Hunden, d.h. Tieren.",
           "\"Is it?\" he asked.",
           "Dr.\u00A0Smith came.",
       }) {
    CAPTURE(one);
    CHECK(sentences(one) == Strings{one});
  }
  CHECK(sentences("Oh no. He left.") == Strings{"Oh no.", "He left."});
  CHECK(sentences("It needs 3.11. Then go.") == Strings{"It needs 3.11.", "Then go."});
  CHECK(sentences("Cats, dogs, etc. They sleep.") == Strings{"Cats, dogs, etc.", "They sleep."});
}

TEST_CASE("other scripts' terminators count, with or without a space") {
  CHECK(sentences("\u4F60\u597D\u3002\u8C22\u8C22\uFF01\u518D\u89C1") ==
        Strings{"\u4F60\u597D\u3002", "\u8C22\u8C22\uFF01", "\u518D\u89C1"});
  CHECK(sentences("\u0928\u092E\u0964 \u0939\u093E\u0901\u0964") ==
        Strings{"\u0928\u092E\u0964", "\u0939\u093E\u0901\u0964"});
  // A small Cyrillic letter goes on, a capital one begins.
  CHECK(sentences("\u0414\u0430. \u041D\u0435\u0442.").size() == 2);
  CHECK(sentences("\u0414\u0430. \u043D\u0435\u0442.").size() == 1);
}

TEST_CASE("a newline ends a sentence, and white space belongs to none") {
  CHECK(sentences("  A heading\n\nA line. \t\n") == Strings{"A heading", "A line."});
  CHECK(sentences("").empty());
  CHECK(sentences(" \n ").empty());
  CHECK(sentences("...") == Strings{"..."});
}

TEST_CASE("only the asked stretch is looked at") {
  const std::string_view text = "One. Two. Three.";
  std::vector<Span> spans{{0, 1}};
  engine::documents::chunk::split_sentences(text, 5, 8, spans);
  CHECK(spans == std::vector<Span>{{0, 1}, {5, 8}});
}

TEST_CASE("whatever the text, sentences are in order, trimmed, and leave out only white space") {
  const std::vector<std::string> pieces = {"a", "B",  ".",      "!",      " ",      "\n", "e.g",
                                           "1", "\"", "\u3002", "\u2026", "\u00E9", ")",  "Dr"};
  std::mt19937 random(7);
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    std::vector<Span> spans;
    engine::documents::chunk::split_sentences(text, 0, static_cast<std::uint32_t>(text.size()),
                                              spans);
    std::string rebuilt;
    std::uint32_t behind = 0;
    for (const Span& span : spans) {
      REQUIRE(span.begin >= behind);
      REQUIRE(span.end > span.begin);
      const std::string sentence = text.substr(span.begin, span.end - span.begin);
      REQUIRE(sentence.find('\n') == std::string::npos);
      REQUIRE(sentence.front() != ' ');
      REQUIRE(sentence.back() != ' ');
      REQUIRE(text.substr(behind, span.begin - behind).find_first_not_of(" \n") ==
              std::string::npos);
      behind = span.end;
    }
    REQUIRE(text.substr(behind).find_first_not_of(" \n") == std::string::npos);
  }
}

TEST_CASE("long runs of anything cost linear time") {
  // Quadratic time would be minutes here, not milliseconds.
  for (const char* piece : {".", " ", ". ", "\n", "e.g. ", "(", "\u2026", ")", ".) "}) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    CHECK(sentences(text).size() <= text.size());
  }
}

TEST_CASE("abbreviations") {
  using engine::documents::chunk::is_abbreviation;
  CHECK(is_abbreviation("Dr", false));
  CHECK(is_abbreviation("dr", false));
  CHECK(is_abbreviation("J", false));
  CHECK(is_abbreviation("a.m", false));
  CHECK_FALSE(is_abbreviation("", false));
  CHECK_FALSE(is_abbreviation("x", false));
  CHECK_FALSE(is_abbreviation("3.11", false));
  CHECK_FALSE(is_abbreviation("main.c", false));
  CHECK(is_abbreviation("Fig", true));
  CHECK_FALSE(is_abbreviation("Fig", false));
  CHECK_FALSE(is_abbreviation("incomprehensible", true));
}

}  // namespace sentences_test
