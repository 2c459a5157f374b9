#include "engine/documents/package/xml_reader.h"

#include <doctest/doctest.h>

#include "engine/documents/html/xhtml.h"
#include "engine/documents/package/xml_guard.h"

namespace xml_reader_test {

using engine::Reason;

namespace {

/// Writes down what it is told: "<p:1>text</p>", where 1 is the attribute val.
class Script final : public engine::documents::package::XmlHandler {
 public:
  void start(std::string_view name,
             const engine::documents::package::XmlAttributes& attributes) override {
    written += '<' + std::string(name);
    if (const auto value = attributes.find("val"); !value.empty()) {
      written += ':' + std::string(value);
    }
    written += '>';
  }
  void end(std::string_view name) override { written += "</" + std::string(name) + '>'; }
  void text(std::string_view piece) override { written += piece; }

  std::string written;
};

std::string script(const std::string& xml) {
  Script script;
  const auto read = engine::documents::package::read_xml(xml, script);
  return read ? script.written : "error: " + std::string(to_string(read.error().reason));
}

std::string repeated(std::string_view piece, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += piece;
  return all;
}

}  // namespace

TEST_CASE("elements, attributes and text come without prefixes, references replaced") {
  CHECK(script("<?xml version='1.0'?><w:a w:val='1 &amp; 2'>x<!-- no --><b/>&lt;&#x20AC;</w:a>") ==
        "<a:1 & 2>x<b></b><\u20AC</a>");
  CHECK(script("<a><![CDATA[<b>]]></a>") == "<a><b></a>");
  CHECK(script("\xEF\xBB\xBF<a/>") == "<a></a>");
  CHECK(script("<!DOCTYPE a PUBLIC '-//x' 'http://nowhere.invalid/x.dtd'><a>1&nbsp;2</a>") ==
        "<a>12</a>");
  CHECK(script("<?xml version='1.0' encoding='UTF-16'?><a>\u00E9</a>") == "<a>\u00E9</a>");
}

TEST_CASE("what is not well-formed is malformed") {
  for (const char* xml : {"", " ", "text", "<a>", "<a></b>", "<a", "<a b></a>", "<a b='1' b='2'/>",
                          "<a/><b/>", "<a>&undeclared;</a>", "<a>\xFF</a>", "<a>&#0;</a>",
                          "<a>&#xD800;</a>", "<a>\x01</a>", "<a>]]></a>", "<a b='<'/>"}) {
    CAPTURE(xml);
    CHECK(script(xml) == "error: malformed");
  }
  CHECK(script(std::string("<a>\0</a>", 8)) == "error: malformed");
  CHECK(script(std::string("\xFF\xFE<\0a\0/\0>\0", 10)) == "error: malformed");
}

TEST_CASE("no document declares entities, so none grows") {
  CHECK(script("<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;'>]><a>&c;</a>") ==
        "error: malformed");
  CHECK(script("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>") ==
        "error: malformed");
  CHECK(script("<!DOCTYPE a SYSTEM \"[\"><a/>") == "<a></a>");
}

TEST_CASE("elements may be nested 512 deep") {
  CHECK(script(repeated("<a>", 512) + repeated("</a>", 512)).size() == 512 * 7);
  CHECK(script(repeated("<a>", 513) + repeated("</a>", 513)) == "error: nested too deeply");
  CHECK(script(repeated("<a>", 100'000)) == "error: nested too deeply");
}

TEST_CASE("a tag may have so many attributes and no more") {
  const auto tag = [](std::size_t attributes) {
    std::string xml = "<a";
    for (std::size_t i = 0; i < attributes; ++i) xml += " a" + std::to_string(i) + "=\"'=>[\"";
    return xml + "/>";
  };
  CHECK(script(tag(engine::documents::package::most_attributes)) == "<a></a>");
  CHECK(script(tag(engine::documents::package::most_attributes + 1)) == "error: malformed");
  CHECK(script("<a>" + repeated("= ", 1'000) + "<!-- = " + repeated("= ", 1'000) + "--></a>")
            .size() == 2'007);
}

TEST_CASE("so many names may differ and no more") {
  const auto names = [](int count) {
    std::string xml = "<a>";
    for (int i = 0; i < count; ++i) xml += "<name" + std::to_string(i) + "/>";
    return xml + "</a>";
  };
  CHECK(script(names(10'000)).starts_with("<a><name0></name0>"));
  CHECK_UNARY(script(names(200'000)) == "error: malformed");
}

TEST_CASE("what a handler throws comes out") {
  class Thrower final : public engine::documents::package::XmlHandler {
    void start(std::string_view, const engine::documents::package::XmlAttributes&) override {
      throw 7;
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}
  };
  Thrower thrower;
  CHECK_THROWS_AS((void)engine::documents::package::read_xml("<a/>", thrower), int);
}

TEST_CASE("elements that are complete in one tag are blanked out, in their place") {
  const auto blanked = [](std::string xhtml) {
    engine::documents::html::blank_out_complete_elements(xhtml);
    return xhtml;
  };
  CHECK(blanked("<title/>a") == "        a");
  CHECK(blanked("<p>a<object data='/>'/>b</p>") == "<p>a" + std::string(19, ' ') + "b</p>");
  CHECK(blanked("<h1 id=\"x\" /><TITLE/>") == std::string(21, ' '));
  for (const char* same : {"a<br/>b<hr/>", "<a id='x'/>b", "<p class=\"/\">", "1 < 2 /> <p>", "<p/",
                           "<!-- <p/> -->", "<p title='", "</p/>", "<", ""}) {
    CAPTURE(same);
    CHECK(blanked(same) == same);
  }
}

}  // namespace xml_reader_test
