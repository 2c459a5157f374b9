#include "scenarios/words/quoted_words.h"

#include <doctest/doctest.h>

#include <vector>

namespace scenarios::quoted_words_test {

TEST_CASE("words stay as they are where a shell would leave them alone") {
  CHECK(quoted_words(std::vector<std::string>{"run", "steady", "--rate=5/s"}) ==
        "run steady --rate=5/s");
  CHECK(quoted_words({}).empty());
}

TEST_CASE("all else is quoted, quotes included") {
  CHECK(quoted_words(std::vector<std::string>{"a b", "", "it's", "{item}"}) ==
        R"('a b' '' 'it'\''s' {item})");
  CHECK(quoted_words(std::vector<std::string>{"a\nb"}) == "'a\nb'");
}

}  // namespace scenarios::quoted_words_test
