#include "scenarios/http/plan/url.h"

#include <doctest/doctest.h>

namespace scenarios::http::url_test {

const std::vector<std::string> fields{"item"};

std::string target(const std::string& text) {
  const auto url = read_url(text, fields, {});
  if (!url) return url.error().message;
  std::string into;
  url->target.write(templates::ItemTable::numbers(10), {.id = 1, .item = 2}, into);
  return into;
}

Endpoint endpoint(const std::string& text) {
  return read_url(text, fields, {}).value().endpoint;
}

TEST_CASE("a URL is an address and what is asked of it") {
  CHECK(endpoint("http://Example.org") == Endpoint{false, "example.org", 80, "example.org"});
  CHECK(endpoint("HTTPS://h") == Endpoint{true, "h", 443, "h"});
  CHECK(endpoint("https://h:80/") == Endpoint{true, "h", 80, "h:80"});
  CHECK(endpoint("http://h:80/") == Endpoint{false, "h", 80, "h"});
  CHECK(endpoint("http://[::1]:8080/x") == Endpoint{false, "::1", 8080, "[::1]:8080"});
  CHECK(target("http://h") == "/");
  CHECK(target("http://h?a={item}") == "/?a=2");
  CHECK(target("http://h/a/{item}/{id}?b=/") == "/a/2/1?b=/");
  CHECK(target("http://h/a?b=http://x@y:z") == "/a?b=http://x@y:z");
}

TEST_CASE("what is no URL is told in a line") {
  CHECK(target("ftp://h/").starts_with("it begins with neither http:// nor https://; write it"));
  CHECK(target("localhost:8080").starts_with("it begins with neither"));
  CHECK(target("").starts_with("it begins with neither"));
  CHECK(target("http:///x").starts_with("there is no host's name or address in it"));
  CHECK(target("http://a b/").starts_with("there is no host's name or address in it"));
  CHECK(target("http://[::1/").starts_with("an address in brackets has no ]"));
  for (const char* const port : {"0", "65536", "x", "", "80x", "+1", "-1"}) {
    CHECK(target("http://h:" + std::string(port) + "/") ==
          "what stands behind the host is no :port from 1 to 65535");
  }
  CHECK(target("http://[::1]80/").find("no :port") != std::string::npos);
  CHECK(target("http://user:secret@h/").starts_with("a user and a password don't stand in a URL"));
  CHECK(target("http://user:secret@h/").find("secret") == std::string::npos);
  CHECK(target("http://h/#top").starts_with("what follows a # is never sent"));
  CHECK(target("http://{item}/").starts_with("there is no host") == false);
  CHECK(target("http://{item}/").starts_with("all requests go to one address"));
  CHECK(target("http://h:8{id}/").starts_with("all requests go to one address"));
  CHECK(target("http://h/{itme}").starts_with("nothing fills {itme}; did you mean {item}?"));
}

}  // namespace scenarios::http::url_test
