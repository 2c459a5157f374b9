#include "engine/documents/remote/forgotten_names.h"

#include <doctest/doctest.h>

#include <string>

namespace forgotten_names_test {

using engine::documents::remote::ForgottenNames;

TEST_CASE("a name is forgotten until it is written anew") {
  ForgottenNames forgotten;
  CHECK_FALSE(forgotten.has("a"));
  forgotten.add("a");
  forgotten.add("b");
  CHECK(forgotten.has("a"));
  CHECK_FALSE(forgotten.has("c"));
  forgotten.remove("a");
  forgotten.remove("c");
  CHECK_FALSE(forgotten.has("a"));
  CHECK(forgotten.has("b"));
}

TEST_CASE("the oldest go when there are too many, but not one that was forgotten again") {
  ForgottenNames forgotten;
  forgotten.add("oldest");
  forgotten.add("again");
  for (std::size_t i = 3; i < ForgottenNames::most; ++i) forgotten.add(std::to_string(i));
  forgotten.add("again");
  CHECK(forgotten.has("oldest"));
  forgotten.add("one more");
  CHECK_FALSE(forgotten.has("oldest"));
  forgotten.add("and another");
  CHECK(forgotten.has("again"));
  CHECK(forgotten.has("and another"));
}

}  // namespace forgotten_names_test
