#include "engine/documents/package/package_path.h"

#include <doctest/doctest.h>

namespace package_path_test {

using engine::documents::package::resolve;

TEST_CASE("references lead from where they stand") {
  CHECK(resolve("OEBPS/content.opf", "text/1.xhtml") == "OEBPS/text/1.xhtml");
  CHECK(resolve("OEBPS/content.opf", "../text/1.xhtml") == "text/1.xhtml");
  CHECK(resolve("content.opf", "1.xhtml") == "1.xhtml");
  CHECK(resolve("a/b/c", "./../.././d//e/") == std::nullopt);
  CHECK(resolve("a/b/c", "./../.././d//e") == "d/e");
  CHECK(resolve("word/document.xml", "/docProps/core.xml") == "docProps/core.xml");
  CHECK(resolve("", "word/document.xml") == "word/document.xml");
  CHECK(resolve("a/b", "c.xhtml#part?x") == "a/c.xhtml");
  CHECK(resolve("a/b", "c:d") == std::nullopt);
  CHECK(resolve("a/b", "./c:d") == "a/c:d");
}

TEST_CASE("percent signs stand for bytes, where two digits follow") {
  CHECK(resolve("", "a%20b%2Fc") == "a b/c");
  CHECK(resolve("", "caf%C3%A9") == "caf\u00E9");
  CHECK(resolve("", "100%") == "100%");
  CHECK(resolve("", "%zz%4") == "%zz%4");
  CHECK(resolve("", "caf%E9") == std::nullopt);
  CHECK(resolve("", "a%00b") == std::nullopt);
}

TEST_CASE("nothing leads out of the package") {
  for (const char* reference :
       {"", "#top", "..", "../x", "a/../../x", "%2E%2E/x", "http://nowhere.invalid/x", "file:x",
        "//host/x", ".", "/", "a/..", "dir/"}) {
    CAPTURE(reference);
    CHECK(resolve("content.opf", reference) == std::nullopt);
  }
}

}  // namespace package_path_test
