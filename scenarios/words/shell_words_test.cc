#include "scenarios/words/shell_words.h"

#include <doctest/doctest.h>

#include <random>

namespace shell_words_test {

using scenarios::join_words;
using scenarios::needs_shell;
using scenarios::split_words;
using Words = std::vector<std::string>;

TEST_CASE("a line is taken apart as a shell does, without expanding anything") {
  CHECK(split_words("convert {item} /dev/null") == Words{"convert", "{item}", "/dev/null"});
  CHECK(split_words("  a\t b\n") == Words{"a", "b"});
  CHECK(split_words("").value().empty());
  CHECK(split_words("'a b' \"c d\" e\\ f") == Words{"a b", "c d", "e f"});
  CHECK(split_words("a'b'\"c\"\\d") == Words{"abcd"});
  CHECK(split_words("'' \"\"") == Words{"", ""});
  CHECK(split_words(R"("a\"b\\c\$d\`e\f")") == Words{R"(a"b\c$d`e\f)"});
  CHECK(split_words("$HOME *.txt '$x'") == Words{"$HOME", "*.txt", "$x"});
  CHECK(split_words("a\\\nb \"c\\\nd\"") == Words{"ab", "cd"});
}

TEST_CASE("what is not closed is told") {
  for (const char* const line : {"a 'b", "a \"b", "a \\"}) {
    const auto words = split_words(line);
    REQUIRE_FALSE(words);
    CHECK(words.error().message.find(line) != std::string::npos);
  }
}

TEST_CASE("words joined split again into exactly these words") {
  CHECK(join_words(Words{"convert", "{item}", "/dev/null"}) == "convert {item} /dev/null");
  CHECK(join_words(Words{"sh", "-c", "exit 3"}) == "sh -c 'exit 3'");
  CHECK(join_words(Words{"", "it's"}) == R"('' 'it'\''s')");
  CHECK(join_words(Words{}).empty());
  std::mt19937 random(1);
  const std::string letters = "a'\"\\ \n\t${}*;\xc3\xa9";
  for (int i = 0; i < 2000; ++i) {
    Words words(1 + random() % 4);
    for (std::string& word : words) {
      for (std::size_t length = random() % 6; length > 0; --length) {
        word += letters[random() % letters.size()];
      }
    }
    CAPTURE(join_words(words));
    CHECK(split_words(join_words(words)) == words);
  }
}

TEST_CASE("only what a shell makes more of needs one") {
  for (const char* const line : {"grep -c x file", "sort 'a b'", "echo '$HOME * | ;'",
                                 "echo a#b x=y", "", "a 'b", "echo \"*\""}) {
    CAPTURE(line);
    CHECK_FALSE(needs_shell(line));
  }
  for (const char* const line : {"a | b", "a > b", "a; b", "a && b", "echo $HOME", "echo \"$HOME\"",
                                 "ls *.txt", "X=1 a", "a `b`", "a\nb", "~/a", "a # b"}) {
    CAPTURE(line);
    CHECK(needs_shell(line));
  }
}

}  // namespace shell_words_test
