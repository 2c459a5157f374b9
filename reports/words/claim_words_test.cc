#include "reports/words/claim_words.h"

#include <doctest/doctest.h>

namespace claim_words_test {

using namespace reports::words;

TEST_CASE("a claim is called a claim, anybody else by their name") {
  CHECK(source_in_words("000.S") == "claim 000.S");
  CHECK(source_in_words("000.18") == "claim 000.18");
  CHECK(source_in_words("001") == "claim 001");
  CHECK(source_in_words("issue") == "own target");
  for (const char* other : {"", "--objective", "default", "0", "00", "0001", "000.", "000.SX",
                            "000.1x", "100.1", "user"}) {
    CAPTURE(other);
    CHECK(source_in_words(other) == other);
    CHECK_FALSE(is_claim(other));
  }
}

TEST_CASE("a sentence is cut at the claims that it names, and nowhere else") {
  const auto parts = parts_of_sentence("000.4 claims that it grows (000.23: 95 %).");
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].claim == "000.4");
  CHECK(parts[1].text == " claims that it grows (");
  CHECK(parts[2].claim == "000.23");
  CHECK(parts[3].text == ": 95 %).");
  for (const char* plain : {"1000.4/s", "0.001 and 001", "1.000.4", "000.4a", "x000.4", ""}) {
    CAPTURE(plain);
    std::string all;
    for (const SentencePart& part : parts_of_sentence(plain)) {
      CHECK(part.claim.empty());
      all += part.text;
    }
    CHECK(all == plain);
  }
  CHECK(parts_of_sentence("by 000.S").back().claim == "000.S");
}

}  // namespace claim_words_test
