#include "engine/documents/pdf/reading.h"

#include <doctest/doctest.h>

namespace reading_test {

using namespace engine::documents::pdf;
using engine::Error;
using engine::Reason;

namespace {

NumberedPage text(std::uint32_t number, std::string words = "words") {
  return {number, {.fate = Page::Fate::extracted, .text = std::move(words), .error = {}}};
}

NumberedPage scan(std::uint32_t number) {
  return {number, {.fate = Page::Fate::empty, .text = {}, .error = {}}};
}

Reading opened(std::uint32_t pages, const Limits& limits = {}) {
  Reading reading(limits);
  reading.begin_child();
  REQUIRE(reading.take(Opened{.pages = pages, .title = "Tides"}));
  return reading;
}

}  // namespace

TEST_CASE("pages come in order, and all of them") {
  Reading reading = opened(3);
  CHECK(reading.take(text(0)));
  CHECK_FALSE(reading.take(text(0)));
  CHECK_FALSE(reading.take(text(2)));
  CHECK_FALSE(reading.take(Ended{}));
  CHECK(reading.take(scan(1)));
  CHECK(reading.take(text(2)));
  CHECK_FALSE(reading.take(text(3)));
  CHECK_FALSE(reading.has_ended());
  CHECK_FALSE(reading.take(Ended{Error{Reason::malformed, "after all"}}));
  CHECK(reading.take(Ended{}));
  CHECK(reading.has_ended());
  const auto document = std::move(reading).finish();
  REQUIRE(document);
  CHECK(document->title == "Tides");
  REQUIRE(document->pages.size() == 3);
  CHECK(document->pages[1].fate == Page::Fate::empty);
  CHECK(document->pages[2].text == "words");
}

TEST_CASE("nothing comes before a document is open, and it is opened once") {
  Reading reading({});
  reading.begin_child();
  CHECK_FALSE(reading.take(text(0)));
  CHECK_FALSE(reading.take(Ended{}));
  CHECK(reading.take(Opened{.pages = 1, .title = {}}));
  CHECK_FALSE(reading.take(Opened{.pages = 1, .title = {}}));
}

TEST_CASE("another child goes on with the same document, and no other") {
  Reading reading = opened(3);
  CHECK(reading.take(text(0)));
  reading.begin_child();
  CHECK_FALSE(reading.take(text(1)));
  CHECK_FALSE(reading.take(Opened{.pages = 4, .title = "Tides"}));
  CHECK(reading.take(Opened{.pages = 3, .title = "Tides"}));
  CHECK(reading.next_page() == 1);
  reading.fail_next({Reason::crashed, "twice"});
  CHECK(reading.take(text(2)));
  CHECK(reading.take(Ended{}));
  const auto document = std::move(reading).finish();
  REQUIRE(document);
  CHECK(document->pages[0].fate == Page::Fate::extracted);
  CHECK(document->pages[1].error.reason == Reason::crashed);
  CHECK(document->pages[2].fate == Page::Fate::extracted);
}

TEST_CASE("a child that dies after the last page has lost none") {
  Reading reading = opened(1);
  CHECK(reading.take(text(0)));
  reading.fail_next({Reason::crashed, "killed"});
  CHECK(reading.has_ended());
  const auto document = std::move(reading).finish();
  REQUIRE(document);
  CHECK(document->pages.size() == 1);
}

TEST_CASE("pages that are never reached have failed, with the reason") {
  Reading reading = opened(4, {.pages = 2});
  CHECK(reading.take(text(0)));
  CHECK(reading.take(text(1)));
  CHECK_FALSE(reading.take(text(2)));
  CHECK(reading.take(Ended{Error{Reason::too_large, "two at most"}}));
  const auto document = std::move(reading).finish();
  REQUIRE(document);
  REQUIRE(document->pages.size() == 4);
  CHECK(document->pages[3].fate == Page::Fate::failed);
  CHECK(document->pages[3].error.reason == Reason::too_large);
}

TEST_CASE("a page that would be too much text is not taken") {
  Reading reading = opened(2, {.text_bytes = 8});
  CHECK(reading.take(text(0, "12345")));
  CHECK(reading.text_bytes_left() == 3);
  CHECK_FALSE(reading.take(text(1, "1234")));
  CHECK(reading.take(text(1, "123")));
}

TEST_CASE("a document without any text has an error") {
  SUBCASE("it could not be opened") {
    Reading reading({});
    reading.begin_child();
    CHECK(reading.take(Ended{Error{Reason::encrypted, "it needs a password"}}));
    CHECK(std::move(reading).finish().error().reason == Reason::encrypted);
  }
  SUBCASE("its child died before it was open") {
    Reading reading({});
    reading.begin_child();
    reading.fail_next({Reason::crashed, "killed"});
    CHECK(reading.has_ended());
    CHECK(std::move(reading).finish().error().reason == Reason::crashed);
  }
  SUBCASE("all its pages are empty") {
    Reading reading = opened(1);
    CHECK(reading.take(scan(0)));
    CHECK(reading.take(Ended{}));
    CHECK(std::move(reading).finish().error().reason == Reason::empty);
  }
  SUBCASE("the others failed") {
    Reading reading = opened(3);
    CHECK(reading.take(scan(0)));
    reading.fail_rest({Reason::timed_out, "late"});
    const auto document = std::move(reading).finish();
    REQUIRE_FALSE(document);
    CHECK(document.error().reason == Reason::timed_out);
    CHECK(document.error().detail == "page 2: late");
  }
}

}  // namespace reading_test
