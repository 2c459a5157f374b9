#include <doctest/doctest.h>

#include <string>

#include "engine/documents/markdown/markdown_nesting.h"
#include "engine/documents/markdown/markdown_runs.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/invariants.h"

namespace markdown_test {

using engine::Reason;
using engine::documents::markdown::is_nested_too_deep;
using engine::documents::parse::Parser;
using engine::documents::parsed::Format;
using engine::documents::parsed::Parsed;

namespace {

Parsed parsed(std::string_view markdown) {
  Parser parser;
  auto result = parser.parse(Format::markdown, markdown);
  REQUIRE(result);
  CHECK(engine::documents::parsed::broken_promise(*result) == "");
  return *result;
}

std::string blocks(std::string_view markdown) {
  return engine::documents::parsed::described_blocks(parsed(markdown));
}

Reason refused(std::string_view markdown) {
  const auto result = Parser().parse(Format::markdown, markdown);
  REQUIRE_FALSE(result);
  return result.error().reason;
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("each Markdown block is a block of its kind") {
  CHECK(blocks("# A `b`\n\nc\nd  \ne\n\n* f\n* g\n\n  h\n\n> i\n> > j\n\n---\n\n1. k\n") ==
        "heading 1|A b\nparagraph|c d e\nlist_item|f\nlist_item|g\nlist_item|h\nquote|i\nquote|j\n"
        "list_item|k\n");
  CHECK(blocks("a|b\n---|---\nc|\n") == "table_cell|a\ntable_cell|b\ntable_cell|c\n");
  CHECK(blocks("```c\n\n int  a;\n\n}\n```\nb\n\n    c\n      d\n") ==
        "code| int  a;\n\n}\nparagraph|b\ncode|c\n  d\n");
  CHECK(blocks("- [x] done\n- [ ] open\n") == "list_item|done\nlist_item|open\n");
}

TEST_CASE("what marks text up is left out, what it marks stays") {
  CHECK(blocks(
            "*a* **b** ~~c~~ [d](e \"f\") <g@h.org> ![i *j*](k) <b>l</b>\\*m [n][o]\n\n[o]: p\n") ==
        "paragraph|a b c d g@h.org l*m n\n");
}

TEST_CASE("references in Markdown are characters") {
  CHECK(blocks("&amp;&eacute; &#65;&#X4f60; &#0; &#xD800; &#1114112; &unknown; `&amp;`") ==
        "paragraph|&\u00E9 A\u4F60 \uFFFD \uFFFD \uFFFD &unknown; &amp;\n");
  CHECK(blocks("a&nbsp;&nbsp;b") == "paragraph|a b\n");
}

TEST_CASE("HTML within Markdown is read as HTML") {
  CHECK(blocks("a\n\n<div>\n<h2>b</h2><style>c</style>\n</div>\n\nd\n\n<!-- e -->\n") ==
        "paragraph|a\nheading 2|b\nparagraph|d\n");
  CHECK(refused("<!-- only\n\na comment -->\n") == Reason::empty);
}

TEST_CASE("the title is the first heading, else the first line") {
  CHECK(parsed("a\n\n## b\n\n# c\n").title == "b");
  CHECK(parsed("a\n\nb\n").title == "a");
  CHECK(refused("") == Reason::empty);
  CHECK(refused("\n---\n\n") == Reason::empty);
}

TEST_CASE("nesting is found in what lines begin with") {
  CHECK_FALSE(is_nested_too_deep(repeated("> ", 500) + "a\n"));
  CHECK(is_nested_too_deep("a\n" + repeated(">", 600) + "b\n"));
  CHECK(is_nested_too_deep(repeated("- ", 300) + "a"));
  CHECK(is_nested_too_deep(repeated("1. ", 300) + "a"));
  CHECK(is_nested_too_deep(std::string(300, ' ') + "- a"));
  CHECK_FALSE(is_nested_too_deep(std::string(300, ' ') + "a"));
  CHECK_FALSE(is_nested_too_deep(repeated("- ", 1'000)));
  CHECK_FALSE(is_nested_too_deep(repeated("* ", 1'000) + "\r\na"));
  CHECK_FALSE(is_nested_too_deep(std::string(100'000, '-')));
  CHECK_FALSE(is_nested_too_deep(""));
  CHECK(is_nested_too_deep("a\r" + repeated("- ", 300) + "a"));
}

TEST_CASE("endless paragraphs are broken, and nothing else is touched") {
  using engine::documents::markdown::longest_run;
  constexpr int lines = static_cast<int>(longest_run);
  std::string buffer;
  std::vector<std::size_t> inserted;
  for (const std::string& honest :
       {std::string(), std::string("a\n\nb"), repeated("a\n", lines - 1),
        repeated("a\r\n", lines - 1) + " \t\r\n" + repeated("a\r\n", lines - 1)}) {
    CHECK(engine::documents::markdown::with_runs_broken(honest, buffer, inserted).data() ==
          honest.data());
  }
  for (const char* line : {"a\n", "a\r\n", "a\r"}) {
    const std::string half = repeated(line, lines);
    CHECK(engine::documents::markdown::with_runs_broken(half + half + "b", buffer, inserted) ==
          half + "\n" + half + "\nb");
    CHECK(inserted == std::vector<std::size_t>{half.size(), 2 * half.size() + 1});
  }
}

TEST_CASE("Markdown made to be slow is read or refused in good time") {
  // Each of these has been quadratic, or worse, in one Markdown parser or another.
  constexpr int times = 30'000;
  for (const char* piece :
       {"[",        "![",    "[a](", "[a](<b",    "*a ",       "*a **a ", "_a __a ",
        "a**b c* ", "`a``b", "<!--", "<![CDATA[", "<?",        "<!A ",    "[a]: b\n",
        "[a][",     "a_",    "~~a ", "&#",        "http://a.", "a@b.",    "www.",
        "\\",       "| ",    "<a ",  "]",         "[ (](",     "\n\n",    "**x [a*b**c*](d)",
        "x\n> ",    "[a]\n", "<b\n", "[a]: <\n",  "[a]\r"}) {
    CAPTURE(piece);
    const auto result = Parser().parse(Format::markdown, repeated(piece, times));
    if (result) CHECK(engine::documents::parsed::broken_promise(*result) == "");
  }
  CHECK(refused(repeated(">", 1'000'000) + "a") == Reason::too_deep);
  CHECK(refused(repeated("- ", 1'000'000) + "a") == Reason::too_deep);
  const std::string wide = repeated("a|", 20'000) + "\n" + repeated("---|", 20'000) + "\n";
  CHECK(refused(wide + repeated("b|\n", 20'000)) == Reason::malformed);
}

TEST_CASE("Markdown that ends within a link is read no further than its end") {
  // Beyond the view lies what would finish the link, if anybody looked.
  const std::string_view whole = "Before.\n\n[text](target) behind";
  const std::string_view cut = whole.substr(0, whole.find(')'));
  engine::documents::parse::Parser parser;
  const auto parsed = parser.parse(engine::documents::parsed::Format::markdown, cut);
  REQUIRE(parsed);
  CHECK(parsed->text.find("target") != std::string::npos);
  CHECK(parsed->text.find("behind") == std::string::npos);
}

}  // namespace markdown_test
