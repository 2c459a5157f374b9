#include "scenarios/http/plan/http_plan.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace scenarios::http::http_plan_test {

using namespace std::string_literals;
using harness::scenario::Setting;

/// A folder that is removed with its files.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  const std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                      ("prony_http_plan_test_" + std::to_string(::getpid()));
};

const Setting to_local{"url", "http://127.0.0.1:8080/search?q={item}"};

HttpPlan plan(const std::vector<Setting>& settings, const std::filesystem::path& items = {}) {
  auto made = make_plan(settings, items);
  if (!made) FAIL(made.error().message);
  return std::move(*made);
}

std::string error_of(const std::vector<Setting>& settings,
                     const std::filesystem::path& items = {}) {
  const auto made = make_plan(settings, items);
  return made ? "no error" : made.error().message;
}

std::string checked(const std::vector<Setting>& settings) {
  const auto fits = check_plan(settings);
  return fits ? "fits" : fits.error().message;
}

std::string bytes(const HttpPlan& made, std::uint64_t id, std::uint64_t item) {
  std::string into;
  made.messages->write({.id = id, .item = item}, into);
  return into;
}

TEST_CASE("a URL is all that is needed") {
  const HttpPlan made = plan({to_local});
  CHECK(made.messages->endpoint() == Endpoint{false, "127.0.0.1", 8080, "127.0.0.1:8080"});
  CHECK(made.messages->population() == 1000);
  CHECK(made.messages->classes().names.empty());
  CHECK(bytes(made, 0, 7) ==
        "GET /search?q=7 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: prony\r\nAccept: */*\r\n"
        "\r\n");
  CHECK(made.client.connections == 0);
  CHECK(made.client.keep_alive);
  CHECK(made.client.timeout == std::chrono::seconds(10));
  CHECK(made.client.threads == 1);
  CHECK(made.describe(7) == "7");
}

TEST_CASE("without a place for an item there is but one request") {
  CHECK(plan({{"url", "http://h"}}).messages->population() == 1);
  CHECK(plan({{"url", "http://h/{id}"}}).messages->population() == 1);
  CHECK(plan({{"url", "http://h"}, {"population", "12"}}).messages->population() == 12);
}

TEST_CASE("items of a file fill the URL percent-encoded, headers raw and JSON escaped") {
  const Folder folder;
  const std::string items = folder.file("terms.csv", "term,lang\n\"a \"\"b\"\"/c\",de\nx,fr\n");
  const HttpPlan made = plan({{"url", "http://h/{lang}?q={term}"},
                              {"header", "X-Term: {term}\nAccept: text/html"},
                              {"body", R"({"q":{"term":"{term}","n":{id}}})"}},
                             items);
  CHECK(made.messages->population() == 2);
  CHECK(bytes(made, 5, 0) ==
        "POST /de?q=a%20%22b%22%2Fc HTTP/1.1\r\nHost: h\r\nX-Term: a \"b\"/c\r\n"
        "Accept: text/html\r\nUser-Agent: prony\r\nContent-Type: application/json\r\n"
        "Content-Length: 32\r\n\r\n"
        R"({"q":{"term":"a \"b\"/c","n":5}})");
  CHECK(made.describe(0) == "a \"b\"/c");
}

TEST_CASE("a body says its length, and what it is decides how its places are quoted") {
  const auto with_body = [](std::vector<Setting> settings) {
    if (settings.back().first != "method") settings.emplace_back("k", "a b\"");
    const HttpPlan made = plan(settings);
    const std::string all = bytes(made, 0, 0);
    return all.substr(all.find("Content-Length"));
  };
  const Setting url{"url", "http://h"};
  CHECK(with_body({url, {"body", "x={k}"}}) == "Content-Length: 6\r\n\r\nx=a b\"");
  CHECK(with_body({url,
                   {"body", "x={k}"},
                   {"header", "content-type: application/x-www-form-urlencoded"}}) ==
        "Content-Length: 10\r\n\r\nx=a%20b%22");
  CHECK(with_body({url, {"body", "\"{k}\""}, {"header", "Content-Type: text/json"}}) ==
        "Content-Length: 7\r\n\r\n\"a b\\\"\"");
  CHECK(with_body({url, {"method", "PUT"}}) == "Content-Length: 0\r\n\r\n");
  const Folder folder;
  const std::string file = folder.file("body", "raw \0 {k}"s);
  CHECK(with_body({url, {"body", "@" + file}}) == "Content-Length: 10\r\n\r\nraw \0 a b\""s);
}

TEST_CASE("an item of 10 MB is sent whole") {
  const Folder folder;
  const std::string large(std::size_t{10} << 20, '\x01');
  const std::string items = folder.file("items", "a\n" + large + "\n");
  const HttpPlan made = plan({{"url", "http://h"}, {"body", "{item}"}}, items);
  CHECK(bytes(made, 0, 1).ends_with("Content-Length: 10485760\r\n\r\n" + large));
  CHECK(made.describe(1).size() < 100);
}

TEST_CASE("kinds of requests come as often as their weights say, by the request's number alone") {
  const std::string kinds =
      R"([{"name":"read","weight":90,"path":"/k/{item}"},
          {"name":"write","weight":10,"method":"PUT","path":"/k/{item}","body":{"v":"{id}"},
           "ok":"201,204","expect":"stored","headers":{"X-A":"1"}}])";
  const std::vector<Setting> settings{
      {"url", "http://h/base/"}, {"requests", kinds}, {"header", "X-A: 0\nX-B: 2"}};
  const HttpPlan made = plan(settings);
  const harness::RequestClasses classes = made.messages->classes();
  CHECK(classes.names == std::vector<std::string>{"read", "write"});
  std::size_t writes = 0;
  constexpr std::uint64_t count = 100'000;
  for (std::uint64_t id = 0; id < count; ++id) {
    const harness::Request request{.id = id, .item = id % 1000};
    std::string into;
    const std::size_t kind = made.messages->write(request, into);
    writes += kind;
    const bool right = kind == classes.of(request) &&
                       into.starts_with(kind == 1 ? "PUT /base/k/" : "GET /base/k/");
    if (!right) FAIL(into);
  }
  CHECK(writes > 9'600);  // four standard deviations about 10,000
  CHECK(writes < 10'400);
  std::uint64_t first_write = 0;
  while (classes.of({.id = first_write}) != 1) ++first_write;
  CHECK(bytes(made, first_write, 3) == bytes(plan(settings), first_write, 3));
  CHECK(bytes(made, first_write, 3).find("X-A: 1\r\nX-B: 2\r\n") != std::string::npos);
  CHECK(made.messages->expectation(0).ok.front().high == 299);
  CHECK(made.messages->expectation(1).ok.front().low == 201);
  CHECK(made.messages->expectation(1).body_holds == "stored");
}

TEST_CASE("secrets come from the environment, and stand in no parameter and no error") {
  ::setenv("PRONY_TEST_TOKEN", "hush", 1);
  ::setenv("PRONY_TEST_LINES", "hush\r\nX: y", 1);
  ::unsetenv("PRONY_TEST_NONE");
  const HttpPlan made = plan({to_local, {"header", "Authorization: Bearer ${PRONY_TEST_TOKEN}"}});
  CHECK(bytes(made, 0, 0).find("Authorization: Bearer hush\r\n") != std::string::npos);
  for (const auto& [name, value] : made.parameters) CHECK(value.find("hush") == std::string::npos);
  const auto has = [&](const std::string& name, const std::string& value) {
    return std::ranges::find(made.parameters, harness::result::Parameter{name, value}) !=
           made.parameters.end();
  };
  CHECK(has("header", "Authorization: Bearer ${PRONY_TEST_TOKEN}"));
  CHECK(has("url", to_local.second));
  CHECK(error_of({to_local, {"header", "A: ${PRONY_TEST_NONE}"}}) ==
        "header A: ${PRONY_TEST_NONE}: the environment has no PRONY_TEST_NONE; export it, then run "
        "again");
  CHECK(error_of({to_local, {"header", "A: ${PRONY_TEST_LINES}"}}) ==
        "header A: has a line's end or a NUL, which a header can't have");
  CHECK(error_of({{"url", "http://${PRONY_TEST_LINES}/"}}).find("hush") == std::string::npos);
}

TEST_CASE("no item ends a header's line or a URL") {
  const Folder folder;
  const std::string items = folder.file("items.csv", "q\na\n\"b\r\nX: y\"\n");
  CHECK(plan({{"url", "http://h/{q}"}}, items).messages->population() == 2);
  CHECK(error_of({{"url", "http://h"}, {"header", "X-Q: {q}"}}, items) ==
        "header X-Q: {q} of item 1 has a line's end or a NUL, which a header can't have");
  CHECK(error_of({{"url", "http://h/{q:raw}"}}, items).starts_with("url: {q} of item 1 has"));
}

TEST_CASE("what can't be is told before anything is opened, in a line") {
  CHECK(checked({to_local}) == "fits");
  CHECK(checked({{"url", "http://h/{any_field}"}}) == "fits");
  CHECK(checked({}).starts_with("there is no url; say where requests go: --url 'http://"));
  CHECK(checked({to_local, {"metod", "GET"}}) ==
        "there is no setting 'metod'; did you mean method?");
  for (const auto& [name, value, message] : std::vector<std::array<std::string, 3>>{
           {"method", "G ET", "method: 'G ET' is no method"},
           {"header", "X", "header: 'X' has no colon; write 'Name: value'"},
           {"header", "A b: c", "header: 'A b' is no header's name; write 'Name: value'"},
           {"ok_status", "2xx",
            "ok_status: '2xx' is no list of statuses from 100 to 599, such as 200-299,404"},
           {"timeout", "0", "timeout: '0' is not from 1ms to 1h"},
           {"connections", "0", "connections: '0' is no whole number from 1 to 10000"},
           {"threads", "65", "threads: '65' is no whole number from 1 to 64"},
           {"keep_alive", "yes", "keep_alive: 'yes' is neither on nor off"},
           {"most_body", "big", "most_body: 'big' is no size up to 64GB, such as 64MiB"},
           {"population", "0", "population: '0' is no whole number from 1 to 1000000000"},
           {"tls_ca", "/nowhere/ca.pem", "tls_ca: '/nowhere/ca.pem' is no file"}}) {
    CHECK(checked({to_local, {name, value}}) == message);
  }
  CHECK(checked({to_local, {"requests", "[{\"path\":\"/\"}]"}, {"body", "x"}}) ==
        "body: does not fit beside requests, each of which says its own");
  CHECK(checked({to_local, {"requests", "[{\"path\":\"/\"}]"}}).starts_with("url: has a query or"));
  CHECK(checked({to_local, {"header", "Content-Length: 3"}}) ==
        "header: Content-Length is written by the client itself: the body has a length");
}

TEST_CASE("a field that the items don't have is told with the nearest one that they have") {
  const Folder folder;
  const std::string items = folder.file("terms.csv", "term,lang\na,de\n");
  CHECK(error_of({{"url", "http://h/{trem}"}}, items) ==
        "url: nothing fills {trem}; did you mean {term}?; {{trem}} is that text itself");
  CHECK(error_of({{"url", "http://h/{term}"}, {"population", "3"}}, items)
            .starts_with("population: does not fit beside "));
}

TEST_CASE("settings of the user's own fill templates and the server's command") {
  const HttpPlan made = plan({{"url", "http://h:{port}/?k={k}"},
                              {"server", "serve -p {port} -o '{o}' ${HOME} {x} '{'"},
                              {"k", "3"},
                              {"k", "4"},
                              {"port", "81"},
                              {"o", "p"}});
  CHECK(made.messages->endpoint().authority == "h:81");
  CHECK(bytes(made, 0, 0).starts_with("GET /?k=4 HTTP/1.1\r\n"));
  CHECK(made.client.server.command == "serve -p 81 -o 'p' ${HOME} {x} '{'");
  CHECK(checked({{"url", "http://h/?k={k}"}, {"k", "3"}}) == "fits");
  CHECK(checked({{"url", "http://h/?k={limit}"}, {"limt", "3"}}) ==
        "there is no setting 'limt'; did you mean limit?");
  CHECK(checked({{"url", "http://h/"}, {"whatever_it_is", "3"}})
            .starts_with("there is no setting 'whatever_it_is', and no place {whatever_it_is} in"));
}

TEST_CASE("statuses that are ok are not shed unless somebody says that they are") {
  const Expectation usual = plan({to_local}).messages->expectation(0);
  CHECK(usual.shed.size() == 2);
  const Expectation all = plan({to_local, {"ok_status", "200-499"}}).messages->expectation(0);
  REQUIRE(all.shed.size() == 1);
  CHECK(all.shed.front().low == 503);
}

TEST_CASE("a proxy of the environment is ignored, and said so without its value") {
  ::setenv("http_proxy", "http://user:hush@proxy", 1);
  const HttpPlan made = plan({to_local});
  ::unsetenv("http_proxy");
  const auto found = std::ranges::find(made.parameters, "proxy", &Setting::first);
  REQUIRE(found != made.parameters.end());
  CHECK(found->second.starts_with("http_proxy "));
  CHECK(found->second.find("hush") == std::string::npos);
}

}  // namespace scenarios::http::http_plan_test
