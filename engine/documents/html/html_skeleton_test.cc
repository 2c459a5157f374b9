#include "engine/documents/html/html_skeleton.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include "engine/documents/html/html_elements.h"

namespace html_skeleton_test {

using engine::documents::html::find_element;

namespace {

std::string skeleton(std::string_view html) {
  std::string out = "what was there before";
  engine::documents::parsed::SkeletonMap map;
  engine::documents::html::strip_to_skeleton(html, out, map);
  return out;
}

}  // namespace

TEST_CASE("what decides on text and blocks stays") {
  CHECK(skeleton("<P Class=x>a</P >b<br/>") == "<p>a</p>b<br/>");
  CHECK(skeleton("<html lang='de' id=x xml:lang=en><div role = navigation>") ==
        "<html lang=\"de\"><div role=\"navigation\">");
  CHECK(skeleton("<html LANG=\"e'n\">") == "<html>");
  CHECK(skeleton("&lt;p&gt; &amp;") == "&lt;p&gt; &amp;");
}

TEST_CASE("phrases, comments, declarations, scripts and styles go") {
  CHECK(skeleton("a<b x='>'>c</b><wbr><unknown-thing>d</unknown-thing>") == "acd");
  CHECK(skeleton("<!DOCTYPE html>a<?xml x?>b<![CDATA[c>d<!-->e<!--->f<!-- -- > -->g<!--x--!>h") ==
        "abdefgh");
  CHECK(skeleton("a<script>if (b<c) '</scripts><p>'</SCRIPT >d<style>e</style>f") == "adf");
  CHECK(skeleton("a<script src=b/>c</script>d") == "ad");
  CHECK(skeleton("a<script src='b'/>c") == "a<script/>c");
}

TEST_CASE("what begins like markup and is none is text") {
  CHECK(skeleton("1<2 <3 < 4<<p>") == "1&lt;2 &lt;3 &lt; 4&lt;<p>");
  CHECK(skeleton("<title>The <b> of <p></title><p>") == "<title>The &lt;b> of &lt;p></title><p>");
  CHECK(skeleton("<title>a<p>b") == "<title>a<p>b");
  CHECK(skeleton("a</>b</ c>d") == "abd");
}

TEST_CASE("attributes are read as the standard says") {
  CHECK(skeleton("<p a=\"b\"c='>'d>g") == "<p>g");
  CHECK(skeleton("<p/a/>b") == "<p/>b");
  CHECK(skeleton("<p a=b/>c") == "<p>c");
  CHECK(skeleton("<p =a \"b>c") == "<p>c");
  CHECK(skeleton("<p a = 'b>\n' c>d") == "<p>d");
  CHECK(skeleton("<p a=>b") == "<p>b");
}

TEST_CASE("a page may end anywhere") {
  const std::string page =
      "<p a='b' c=d e = \"f\"/>g<!-- h --></p><script>i</script><title>j</title><?k>";
  for (std::size_t length = 0; length < page.size(); ++length) {
    const std::string cut = skeleton(std::string_view(page).substr(0, length));
    CHECK(cut.find("a=") == std::string::npos);
    CHECK(cut.size() <= length + 3);  // a "<" at the end
  }
  CHECK(skeleton("a<p b='c") == "a");
  CHECK(skeleton("a<!-- b") == "a");
  CHECK(skeleton("a<script>b</script") == "a");
}

TEST_CASE("whatever the page, its skeleton is its own skeleton") {
  constexpr const char* pieces[] = {"<",        ">",        "p",  "/",  "!--",   "--",
                                    "'",        "\"",       "=",  " ",  "<b>",   "</p>",
                                    "<script>", "</title",  "\n", "a",  "<div ", "role=x",
                                    "<title>",  "</script", "<?", "]]", "&lt;"};
  std::mt19937 random(17);
  for (int round = 0; round < 20'000; ++round) {
    std::string page;
    for (auto n = random() % 24; n > 0; --n) page += pieces[random() % std::size(pieces)];
    const std::string once = skeleton(page);
    CAPTURE(page);
    REQUIRE(skeleton(once) == once);
  }
}

TEST_CASE("pages made to be slow are stripped in linear time") {
  // Quadratic time would be minutes here.
  for (const char* piece : {"<", "<!--", "<!-- --", "<p a='", "<title>", "<script></scrip", "</p",
                            "<p =", "<a b", "<?", "<p/", "<title></titl"}) {
    std::string page;
    while (page.size() < 2'000'000) page += piece;
    CHECK(skeleton(page).size() <= 4 * page.size());
  }
}

TEST_CASE("elements are found by name, in whichever letters") {
  REQUIRE(find_element("BlockQuote") != nullptr);
  CHECK(find_element("BlockQuote")->name == "blockquote");
  CHECK(find_element("h6")->element.level == 6);
  for (const char* phrase : {"", "b", "a", "span", "hh", "h7", "blockquotes", "blockquotex"}) {
    CHECK(find_element(phrase) == nullptr);
  }
}

}  // namespace html_skeleton_test
