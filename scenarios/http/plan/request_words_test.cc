#include "scenarios/http/plan/request_words.h"

#include <doctest/doctest.h>

#include "scenarios/http/plan/expected_answers.h"

namespace scenarios::http::request_words_test {

std::string error_of(const std::string& text) {
  const auto kinds = read_requests(text, "kinds", {});
  return kinds ? "no error" : kinds.error().message;
}

TEST_CASE("an array and an object a line are the same") {
  const std::string read = R"({"name":"read","weight":9,"path":"/r"})";
  const std::string write = R"({"name":"write","method":"PUT","path":"/w","body":[1]})";
  for (const std::string& text : {"[" + read + ",\n" + write + "]", read + "\n\n" + write + "\r\n",
                                  " [" + read + "," + write + "] "}) {
    const auto kinds = read_requests(text, "kinds", {}).value();
    REQUIRE(kinds.size() == 2);
    CHECK(kinds[0].name == "read");
    CHECK(kinds[0].weight == 9);
    CHECK_FALSE(kinds[0].body);
    CHECK(kinds[1].method == "PUT");
    CHECK(kinds[1].body == "[1]");
    CHECK(kinds[1].weight == 1);
  }
}

TEST_CASE("a key that there is not names the nearest one, and errors say where") {
  CHECK(error_of("[{\"nam\":\"a\"}]") == "kinds request 1: there is no 'nam'; did you mean name?");
  CHECK(error_of("{\"name\":\"a\"}\n{\"name\":\"b\",\"wieght\":2}") ==
        "kinds line 2: there is no 'wieght'; did you mean weight?");
  CHECK(error_of("") == "kinds: there is no request in it");
  CHECK(error_of("[]") == "kinds: there is no request in it");
  CHECK(error_of("[\n{\"name\":\n}]") == "kinds line 3: is not JSON");
  CHECK(error_of("{\"name\":\"a\"}\n{") == "kinds line 2: is not JSON");
  CHECK(error_of("[1]") == "kinds request 1: is not an object {...}");
  CHECK(error_of("[{\"path\":\"/\"},{}]") == "kinds request 1: has no name");
  CHECK(error_of("[{\"name\":\"a\"},{\"name\":\"a\"}]") == "kinds: two requests are named 'a'");
  CHECK(error_of("[{\"weight\":0}]") == "kinds request 1: weight: is not a number above 0");
  CHECK(error_of("[{\"weight\":\"9\"}]") == "kinds request 1: weight: is not a number above 0");
  CHECK(error_of("[{\"path\":\"x\"}]") ==
        "kinds request 1: path: does not begin with /; the host stands in the URL");
  CHECK(error_of("[{\"headers\":{\"A\":1}}]") == "kinds request 1: headers: A is not a text");
  CHECK(error_of("[{\"headers\":{\"Connection\":\"close\"}}]").find("keep_alive") !=
        std::string::npos);
  CHECK(error_of("[{\"ok\":\"20\"}]").starts_with("kinds request 1: ok: '20' is no list"));
  CHECK(error_of("[{\"method\":\"CONNECT\"}]").starts_with("kinds request 1: method: CONNECT"));
  CHECK(error_of(std::string(1000, '[')).starts_with("kinds"));
}

TEST_CASE("statuses are numbers and ranges of them") {
  const auto statuses = read_statuses("200-299,404").value();
  REQUIRE(statuses.size() == 2);
  CHECK(statuses[0].low == 200);
  CHECK(statuses[0].high == 299);
  CHECK(statuses[1].low == 404);
  CHECK(statuses[1].high == 404);
  for (const char* const text : {"", ",", "200,", "200-", "-200", "99", "600", "300-200", "2 00"}) {
    CHECK_FALSE(read_statuses(text));
  }
  const auto left = without({{500, 505}}, {{502, 503}});
  REQUIRE(left.size() == 2);
  CHECK(left[0].low == 500);
  CHECK(left[0].high == 501);
  CHECK(left[1].low == 504);
  CHECK(left[1].high == 505);
}

}  // namespace scenarios::http::request_words_test
