#include "scenarios/terminal/claim_words.h"

#include <doctest/doctest.h>

namespace claim_words_test {

using scenarios::claimant;
using scenarios::with_claimants;

TEST_CASE("who claims something is told by a word") {
  CHECK(claimant("000.S") == "V2 report");
  CHECK(claimant("000.18") == "V2 report");
  CHECK(claimant("001") == "experiments");
  CHECK(claimant("003.S") == "chapters report");
  CHECK(claimant("issue") == "own target");
  for (const char* const none : {"", "--objective", "005.1", "p99"}) CHECK(claimant(none).empty());
}

TEST_CASE("sentences name claimants, not ids") {
  CHECK(with_claimants("000.8 claims 1.2 s saved a hit.") ==
        "The V2 report claims 1.2 s saved a hit.");
  CHECK(with_claimants("recovered (claimed, 000.23: 95 %)") ==
        "recovered (claimed, the V2 report: 95 %)");
  CHECK(with_claimants("and 000.24 claims 70 to 90 %") == "and the V2 report claims 70 to 90 %");
  CHECK(with_claimants("as 003.S asks") == "as the chapters report asks");
}

TEST_CASE("what is no id stays as it is") {
  for (const char* const sentence :
       {"1,000.5 requests", "0.001.5", "page-000.18.txt", "000.x", "000.", "000", "1000.18 ms",
        "000.18b", "a000.18", "/000.18", ""}) {
    CAPTURE(sentence);
    CHECK(with_claimants(sentence) == sentence);
  }
}

}  // namespace claim_words_test
