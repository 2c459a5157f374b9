#include "engine/documents/analyse/tokeniser.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/byte_bits.h"

namespace tokeniser_test {

using namespace engine::documents::analyse;

namespace {

/// The words of a text, folded but not stemmed, parted by bars.
std::string words(std::string_view text) {
  Analyser analyser;
  const TokenStream stream = analyser.tokenise(text, "und");
  std::string joined;
  for (const Token& token : stream.tokens) {
    if (!joined.empty()) joined += '|';
    joined += stream.term(token.term);
  }
  return joined;
}

/// What the tokens cover of the text, parted by bars.
std::string covered(std::string_view text) {
  Analyser analyser;
  std::string joined;
  for (const Token& token : analyser.tokenise(text, "und").tokens) {
    if (!joined.empty()) joined += '|';
    joined += text.substr(token.begin, token.end - token.begin);
  }
  return joined;
}

}  // namespace

TEST_CASE("ASCII words are runs of letters and digits, in lower case") {
  CHECK(words("") == "");
  CHECK(words(" \t\n.,;") == "");
  CHECK(words("The quick, brown FOX-trot; utf8proc_iterate(3.14)") ==
        "the|quick|brown|fox|trot|utf8proc|iterate|3|14");
  CHECK(words("@AZ[`az{/09:") == "az|az|09");  // the neighbours of the ranges
  CHECK(words("one") == "one");
  CHECK(covered("One TWO") == "One|TWO");
}

TEST_CASE("Other scripts' words are case-folded in full") {
  CHECK(words("Ärger ÉCOLE Straße STRASSE") == "ärger|école|strasse|strasse");
  CHECK(words("ΟΔΥΣΣΕΥΣ Οδυσσεύς МОСКВА") == "οδυσσευσ|οδυσσεύσ|москва");
  CHECK(words("x\u00A0y\u2014z\u201Cq\u201D") == "x|y|z|q");
  CHECK(words("naïve-café's") == "naïve|café|s");
  CHECK(covered("«Straße»") == "Straße");
}

TEST_CASE("Composed and decomposed spellings are one term") {
  CHECK(words("cafe\u0301") == "café");
  CHECK(words("A\u030Angstro\u0308m") == "ångström");
  CHECK(covered("cafe\u0301 x") == "cafe\u0301|x");
  CHECK(words("\u0301abc") == "abc");  // a mark alone begins no word
}

TEST_CASE("Invisible characters inside a word do not count, nor do they end it") {
  CHECK(words("inter\u00ADnational") == "international");
  CHECK(words("ab\u200Dcd \u200Dx\u200D y") == "abcd|x|y");
  CHECK(covered("x\u00AD y") == "x|y");
  CHECK(words("a\u200Bb") == "a|b");  // the zero-width space does part words
}

TEST_CASE("Scripts without spaces give a word a character, with its marks") {
  CHECK(words("日本語 text テスト") == "日|本|語|text|テ|ス|ト");
  CHECK(words("ab日cd") == "ab|日|cd");
  CHECK(words("か\u3099") == "が");
  CHECK(words("한국어") == "한국어");
  CHECK(words("\U00020000\U00020001") == "\U00020000|\U00020001");
}

TEST_CASE("A long word's term is cut between characters, its token is not") {
  const std::string ascii(200, 'A');
  CHECK(words(ascii) == std::string(64, 'a'));
  CHECK(covered(ascii) == ascii);
  std::string greek = "a";
  for (int i = 0; i < 100; ++i) greek += "λ";
  CHECK(words(greek).size() == 63);  // 1 + 31 * 2, for the next would not fit
  CHECK(covered(greek) == greek);
}

TEST_CASE("Bytes that are no UTF-8 part words and do no harm") {
  CHECK(words("a\xFF"
              "b\xC3") == "a|b");
  CHECK(words("\x80\x80") == "");
}

TEST_CASE("Terms are stemmed, distinct and in order of first appearance") {
  Analyser analyser;
  const TokenStream stream =
      analyser.tokenise("Connected connections; a CONNECTION connects a", "en");
  REQUIRE(stream.term_count() == 2);
  CHECK(stream.term(0) == "connect");
  CHECK(stream.term(1) == "a");
  REQUIRE(stream.tokens.size() == 6);
  CHECK(stream.tokens[4] == Token{37 - 1, 45 - 1, 0});
  CHECK(stream.tokens[5] == Token{45, 46, 1});
}

TEST_CASE("Wherever a word lies in the text and whatever its length, it is found the same way") {
  for (std::size_t length = 1; length <= 130; ++length) {
    for (const std::size_t before : {0, 1, 7, 55, 63, 64, 65}) {
      const std::string word(length, 'X');
      const std::string text = std::string(before, ' ') + word + std::string(length % 3, '-');
      CHECK(covered(text) == word);
      CHECK(words(text) == std::string(std::min<std::size_t>(length, 64), 'x'));
    }
  }
}

TEST_CASE("The fast path agrees with character by character, on random mixtures") {
  static constexpr std::string_view alphabet[] = {"a", "B", "7", " ", "-", "é", "Σ", "\u00A0", "z"};
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    std::string expected;                            // by the plainest rule
    const unsigned exotic = round % 3 == 0 ? 9 : 5;  // a third of the rounds is beyond ASCII
    bool inside = false;
    for (unsigned i = random() % 200; i > 0; --i) {
      const std::string_view c = alphabet[random() % exotic];
      text += c;
      const bool part = c != " " && c != "-" && c != "\u00A0";
      if (part && !inside && !expected.empty()) expected += '|';
      if (part) expected += c == "B" ? "b" : c == "Σ" ? "σ" : c;
      inside = part;
    }
    // Long words would be cut; the alphabet's odds make them rare, so look at the others.
    bool long_word = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= expected.size(); ++i) {
      if (i < expected.size() && expected[i] != '|') continue;
      long_word = long_word || i - start > 64;
      start = i + 1;
    }
    if (!long_word) CHECK(words(text) == expected);
  }
}

TEST_CASE("Bytes are classified one by one the same as in blocks") {
  for (int c = 0; c < 256; ++c) {
    for (const std::size_t at : {0, 15, 16, 63}) {
      char bytes[64] = {};
      bytes[at] = static_cast<char>(c);
      const ByteBits bits = classify(bytes);
      const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      CHECK(bits.word == std::uint64_t{word} << at);
      CHECK(bits.high == std::uint64_t{c >= 0x80} << at);
    }
  }
}

TEST_CASE("What the lexicon forgets changes no answer") {
  Lexicon lexicon;
  Tokeniser tokeniser;
  Surfaces first;
  tokeniser.run("alpha beta alpha", lexicon, first);
  std::string flood;
  for (int i = 0; i < 70'000; ++i) flood += "w" + std::to_string(i) + ' ';
  Surfaces other;
  tokeniser.run(flood, lexicon, other);
  CHECK(other.words.size() == 70'000);
  CHECK(lexicon.size() > 70'000);
  Surfaces again;
  tokeniser.run("alpha beta alpha", lexicon, again);
  CHECK(lexicon.size() == 2);  // the bound was passed, so the memory was given up
  CHECK(again.tokens == first.tokens);
  CHECK(again.counts == std::vector<std::uint32_t>{2, 1});
}

}  // namespace tokeniser_test
