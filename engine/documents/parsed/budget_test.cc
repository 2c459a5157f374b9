#include "engine/documents/parsed/budget.h"

#include <doctest/doctest.h>

#include "engine/archive/test_zip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/invariants.h"
#include "engine/documents/parsed/string_source.h"

namespace budget_test {

using engine::Reason;
using engine::archive::zip_of;
using engine::documents::parse::Parser;
using engine::documents::parsed::Format;
using engine::documents::parsed::Limits;
using engine::documents::parsed::Part;

namespace {

Limits overdue() {
  return {.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1)};
}

std::string many(std::string_view piece) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += piece;
  return text;
}

std::string of(Format format) {
  switch (format) {
    case Format::html:
      return many("<p>A paragraph <b>of</b> some words.</p>\n");
    case Format::markdown:
      return many("A paragraph *of* some words.\n\n");
    default:
      return many("A paragraph of some words.\n\n");
  }
}

Reason refusal(const engine::Expected<engine::documents::parsed::Parsed>& parsed) {
  REQUIRE_FALSE(parsed);
  return parsed.error().reason;
}

/// A book of two chapters.
std::string book(const std::string& first, const std::string& second) {
  return zip_of({{.name = "mimetype", .bytes = "application/epub+zip"},
                 {.name = "META-INF/container.xml",
                  .bytes = "<container><rootfile full-path='book.opf'/></container>"},
                 {.name = "book.opf",
                  .bytes = "<package><manifest><item id='a' href='a.xhtml'/>"
                           "<item id='b' href='b.xhtml'/></manifest>"
                           "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>"},
                 {.name = "a.xhtml", .bytes = "<html>" + first + "</html>"},
                 {.name = "b.xhtml", .bytes = "<html>" + second + "</html>"}});
}

}  // namespace

TEST_CASE("a document ends at its limits, whatever its format and however it is read") {
  Parser parser;
  for (const Format format : {Format::text, Format::markdown, Format::html}) {
    const std::string bytes = of(format);
    const auto refused = [&](const Limits& limits) {
      engine::documents::parsed::EvenSource source(bytes, 1'000);
      const Reason streamed = refusal(parser.parse(format, source, limits));
      CHECK(streamed == refusal(parser.parse(format, bytes, limits)));
      return streamed;
    };
    CHECK(refused(overdue()) == Reason::timed_out);
    CHECK(refused({.cpu = std::chrono::nanoseconds(1)}) == Reason::out_of_cpu);
    CHECK(refused({.memory_bytes = 1'000}) == Reason::out_of_memory);
    // What has come to its end leaves nothing behind for the next one.
    CHECK(parser.parse(format, bytes, {.memory_bytes = 1 << 20}));
    CHECK(parser.parse(format, bytes));
  }
}

TEST_CASE("text that comes in one piece counts, too, though nothing comes after it") {
  const std::string text(100'000, 'x');
  const std::string html = "<p>" + text + "</p>";
  const std::string docx = zip_of(
      {{.name = "word/document.xml", .bytes = "<document><p><t>" + text + "</t></p></document>"}});
  Parser parser;
  CHECK(refusal(parser.parse(Format::text, text, {.memory_bytes = 90'000})) ==
        Reason::out_of_memory);
  CHECK(refusal(parser.parse(Format::html, html, {.memory_bytes = 90'000})) ==
        Reason::out_of_memory);
  CHECK(refusal(parser.parse(Format::docx, docx, {.memory_bytes = 90'000})) ==
        Reason::out_of_memory);
  CHECK(parser.parse(Format::html, html, {.memory_bytes = 110'000}));
}

TEST_CASE("of a document of parts those that are done are kept when a limit is passed") {
  Parser parser;
  const std::string short_one = "<p>A short chapter.</p>";
  const std::string bytes = book(short_one, of(Format::html));
  const auto parsed = parser.parse(Format::epub, bytes, {.memory_bytes = 10'000});
  REQUIRE(parsed);
  CHECK(engine::documents::parsed::broken_promise(*parsed) == "");
  CHECK(parsed->text == "A short chapter.");
  REQUIRE(parsed->parts.size() == 2);
  CHECK(parsed->parts[1].fate == Part::Fate::failed);
  CHECK(parsed->parts[1].problem.starts_with("out of memory: "));
  CHECK(engine::documents::parsed::extent_of(*parsed) ==
        engine::documents::parsed::Extent::cut_by_limits);

  SUBCASE("and what comes behind a spent budget fails, too, unread") {
    const auto other =
        parser.parse(Format::epub, book(of(Format::html), short_one), {.memory_bytes = 10'000});
    CHECK(refusal(other) == Reason::out_of_memory);
  }
  SUBCASE("parts that are too many are named") {
    const auto first = parser.parse(Format::epub, book(short_one, short_one), {.parts = 1});
    REQUIRE(first);
    REQUIRE(first->parts.size() == 2);
    CHECK(first->parts[0].fate == Part::Fate::extracted);
    CHECK(first->parts[1].problem == "too large: only 1 parts may be read");
    CHECK(engine::documents::parsed::extent_of(*first) == engine::documents::parsed::Extent::whole);
  }
}

}  // namespace budget_test
