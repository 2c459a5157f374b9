#include <doctest/doctest.h>

#include "engine/archive/test_zip.h"
#include "engine/documents/parse/parser.h"

namespace detect_test {

using engine::archive::zip_of;
using engine::documents::parse::detect_format;
using engine::documents::parsed::Format;

TEST_CASE("a name's ending tells the format, .gz behind it or not") {
  CHECK(detect_format("a/b.DOCX", {}) == Format::docx);
  CHECK(detect_format("b.epub", {}) == Format::epub);
  CHECK(detect_format("b.epub.gz", {}) == Format::epub);
  CHECK(detect_format("b.txt.GZ", {}) == Format::text);
  CHECK(detect_format("b.md.gz", {}) == Format::markdown);
  CHECK_FALSE(detect_format("b.gz", {}));
  CHECK_FALSE(detect_format("b.txt.gz.gz", {}));
  CHECK_FALSE(detect_format(".gz", {}));
  CHECK(detect_format("b.gz", "# Title\n\nText") == Format::markdown);
}

TEST_CASE("the first bytes tell a package's format") {
  CHECK(detect_format("book", zip_of({{.name = "mimetype", .bytes = "application/epub+zip"}})) ==
        Format::epub);
  CHECK(detect_format("letter", zip_of({{.name = "[Content_Types].xml", .bytes = "<Types/>"}})) ==
        Format::docx);
  CHECK(detect_format("letter", zip_of({{.name = "word/document.xml", .bytes = "<document/>"}})) ==
        Format::docx);
  CHECK_FALSE(detect_format("other", zip_of({{.name = "poem.txt", .bytes = "Roses"}})));
  CHECK_FALSE(detect_format("other", zip_of({})));
  CHECK(detect_format("a", "Not word/ nor mimetype: text.") == Format::text);
}

}  // namespace detect_test
