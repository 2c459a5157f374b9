#include "reports/words/escape.h"

#include <doctest/doctest.h>

namespace escape_test {

using namespace reports::words;

TEST_CASE("HTML text can't leave its element or attribute") {
  CHECK(html_text("<script>alert('x' & \"y\")</script>") ==
        "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
  CHECK(html_text("Gr\u00fc\u00dfe \u2013 \U0001F600") == "Gr\u00fc\u00dfe \u2013 \U0001F600");
}

TEST_CASE("Markdown text is no markup, no link, no mention, and stays in its cell") {
  CHECK(markdown_text("a|b") == "a\\|b");
  CHECK(markdown_text("a\nb\r\nc") == "a b  c");
  CHECK(markdown_text("*x* _y_ `z` [l](u) <b> a&b") ==
        "\\*x\\* \\_y\\_ \\`z\\` \\[l\\](u) &lt;b&gt; a&amp;b");
  CHECK(markdown_text("@someone #12") == "@<!-- -->someone #<!-- -->12");
  CHECK(markdown_text("https://x.y") == "https<!-- -->:<!-- -->//x.y");
  CHECK(markdown_text("www.x.y") == "www<!-- -->.<!-- -->x.y");
  CHECK(markdown_text("p99 at 1.5 ms: 3.4") == "p99 at 1.5 ms: 3.4");
  CHECK(markdown_text("\\|") == "\\\\\\|");
}

TEST_CASE("gnuplot text is one single-quoted string") {
  CHECK(gnuplot_text("plain") == "'plain'");
  CHECK(gnuplot_text("it's") == "'it''s'");
  CHECK(gnuplot_text("a\n!ls\n`ls`") == "'a !ls `ls`'");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters, one each") {
  CHECK(clean_text("a\xff"
                   "b") ==
        "a\uFFFD"
        "b");
  CHECK(clean_text("\xc3") == "\uFFFD");
  CHECK(clean_text("\xc0\xaf") == "\uFFFD\uFFFD");            // overlong
  CHECK(clean_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // a surrogate
  CHECK(clean_text("\xf5\x80\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(clean_text("\xf0\x9f\x98\x80") == "\U0001F600");
}

TEST_CASE("control characters and turned directions become spaces") {
  CHECK(clean_text(std::string_view("a\0b\x1b[0m\x7f", 8)) == "a b [0m ");
  CHECK(clean_text("a\u202Eb\u2066c\u0085d") == "a b c d");
  CHECK(clean_text("a\xEF\xBF\xBF"
                   "b") == "a b");
}

TEST_CASE("shortening counts characters and never cuts one") {
  CHECK(characters("Gr\u00fc\u00dfe") == 5);
  CHECK(shortened("Gr\u00fc\u00dfe", 5) == "Gr\u00fc\u00dfe");
  CHECK(shortened("Gr\u00fc\u00dfe", 4) == "Gr\u00fc\u2026");
  CHECK(shortened("", 4).empty());
}

}  // namespace escape_test
