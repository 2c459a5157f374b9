#include "scenarios/templates/text_template.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

namespace scenarios::templates::text_template_test {

using namespace std::string_literals;

ItemTable table(const std::string& text, ItemFormat format = ItemFormat::lines) {
  std::istringstream stream(text);
  return ItemTable::read(stream, format, "items").value();
}

/// What the template comes to for the first item and the request 7; or the error.
std::string written(const std::string& text, Quoting quoting, const ItemTable& items,
                    const OwnValues& own = {}) {
  const auto parsed = TextTemplate::parse(text, quoting, items.fields(), own);
  if (!parsed) return parsed.error().message;
  std::string into = ">";
  parsed->write(items, {.id = 7, .item = 0}, into);
  return into.substr(1);
}

TEST_CASE("each place is filled, and quoted as its surroundings want it") {
  const ItemTable items = table("a b/\xC3\xA4\"\\\x01\n");
  CHECK(written("/q?x={item}&n={id}", Quoting::url, items) == "/q?x=a%20b%2F%C3%A4%22%5C%01&n=7");
  CHECK(written("{item}", Quoting::none, items) == "a b/\xC3\xA4\"\\\x01");
  CHECK(written("\"{item}\"", Quoting::json, items) == "\"a b/\xC3\xA4\\\"\\\\\\u0001\"");
  CHECK(written("{item:raw}", Quoting::url, items) == "a b/\xC3\xA4\"\\\x01");
  CHECK(written("{item:json}", Quoting::none, items) == "a b/\xC3\xA4\\\"\\\\\\u0001");
  CHECK(written("{item:url}", Quoting::json, items) == "a%20b%2F%C3%A4%22%5C%01");
}

TEST_CASE("fields and the user's own values fill places; a field id goes before the number") {
  const ItemTable items = table("id,first name\n12,Ada\n", ItemFormat::csv);
  CHECK(written("{id} {item} {first name} {k}", Quoting::none, items, {{"k", "v v"}}) ==
        "12 12 Ada v v");
  CHECK(written("{k}", Quoting::url, items, {{"k", "v v"}}) == "v%20v");
  CHECK(written("{id}", Quoting::url, items, {{"id", "1"}}) ==
        "{id} is both a setting and a field of the items; name one of them otherwise");
}

TEST_CASE("braces of JSON and of programs are plain text") {
  const ItemTable items = table("x\n");
  for (const std::string text :
       {R"({"a":{"b":[{}]}})", "{ name }", "}}{{", "{", "{{", "a{3}", "$x $", "{\n}"}) {
    CHECK(written(text, Quoting::json, items) == text);
  }
  CHECK(written(R"({"a":{"b":"{item}"}})", Quoting::json, items) == R"({"a":{"b":"x"}})");
  CHECK(written(R"({"a":{item}})", Quoting::json, items) == R"({"a":x})");
  CHECK(written("{{item}} is {item}", Quoting::none, items) == "{item} is x");
}

TEST_CASE("what nothing fills is an error with the nearest name") {
  const ItemTable items = table("term,lang\na,b\n", ItemFormat::csv);
  CHECK(written("{trem}", Quoting::url, items) ==
        "nothing fills {trem}; did you mean {term}?; {{trem}} is that text itself");
  CHECK(
      written("{whatever}", Quoting::url, items) ==
      "nothing fills {whatever}; there is {item}, {term}, {lang}, {id}; {{whatever}} is that text "
      "itself");
  CHECK(written("{term:jsn}", Quoting::url, items).find("raw, url or json") != std::string::npos);
}

TEST_CASE("the environment fills in what no file may hold, and errors tell no value") {
  ::setenv("PRONY_TEST_SECRET", "s{item}cret", 1);
  ::unsetenv("PRONY_TEST_NONE");
  const ItemTable items = table("x\n");
  CHECK(written("Bearer ${PRONY_TEST_SECRET} {item}", Quoting::none, items) ==
        "Bearer s{item}cret x");
  CHECK(written("$${PRONY_TEST_SECRET}", Quoting::none, items) == "${PRONY_TEST_SECRET}");
  CHECK(with_environment("a${PRONY_TEST_SECRET}b$${c}$").value() == "as{item}cretb${c}$");
  CHECK(with_environment("${PRONY_TEST_NONE}").error().message ==
        "${PRONY_TEST_NONE}: the environment has no PRONY_TEST_NONE; export it, then run again");
  CHECK_FALSE(with_environment("${not a name}"));
  CHECK_FALSE(with_environment("${"));
  CHECK(written("${PRONY_TEST_NONE}", Quoting::none, items).starts_with("${PRONY_TEST_NONE}: "));
}

TEST_CASE("an item's ${NAME} is never the environment's") {
  ::setenv("PRONY_TEST_SECRET", "secret", 1);
  CHECK(written("{item}", Quoting::none, table("${PRONY_TEST_SECRET}\n")) ==
        "${PRONY_TEST_SECRET}");
}

TEST_CASE("what can't stand where it would go is found before anything is sent") {
  const auto check = [](const std::string& text, Quoting quoting, const ItemTable& items,
                        Allowed allowed) {
    const auto fits =
        TextTemplate::parse(text, quoting, items.fields(), {}).value().check(items, allowed);
    return fits ? "fits"s : fits.error().message;
  };
  const ItemTable binary = table("a\n\xff\n");
  CHECK(check("{item}", Quoting::none, binary, Allowed::any) == "fits");
  CHECK(check("{item}", Quoting::url, binary, Allowed::url) == "fits");
  CHECK(check("{item}", Quoting::json, binary, Allowed::any) ==
        "{item} of item 1 is not UTF-8, so it can't stand in JSON");
  CHECK(check("{item:raw}", Quoting::json, binary, Allowed::any) == "fits");
  CHECK(
      check("{item:raw}", Quoting::url, binary, Allowed::url).starts_with("{item} of item 1 has"));
  const ItemTable lines = table("q\n\"a\r\nX: y\"\n", ItemFormat::csv);
  CHECK(check("{q}", Quoting::none, lines, Allowed::line) ==
        "{q} of item 0 has a line's end or a NUL, which a header can't have");
  CHECK(check("a\n", Quoting::none, lines, Allowed::line).starts_with("has a line's end"));
  CHECK(check("a b", Quoting::url, lines, Allowed::url).starts_with("has a byte that a URL"));
}

TEST_CASE("templates are put together, and taken apart from the start") {
  const ItemTable items = table("x\n");
  const auto parse = [&](const std::string& text) {
    return TextTemplate::parse(text, Quoting::none, items.fields(), {}).value();
  };
  TextTemplate all = TextTemplate::plain("A ");
  CHECK_FALSE(all.varies());
  all.append(parse("b{item}c"));
  all.append(TextTemplate::plain(" D "));
  all.append(parse("{id}"));
  all.append(TextTemplate::plain("!"));
  CHECK(all.varies());
  CHECK(all.varies_by_item());
  CHECK_FALSE(parse("{id}").varies_by_item());
  CHECK(all.start() == "A b");
  all.drop_start(2);
  std::string into;
  all.write(items, {.id = 3, .item = 0}, into);
  CHECK(into == "bxc D 3!");
}

TEST_CASE("names that a template could be filled from") {
  CHECK(names_in(R"({"a":"{b}"} {c:json} {b} ${D} { e })") == std::vector<std::string>{"b", "c"});
}

}  // namespace scenarios::templates::text_template_test
