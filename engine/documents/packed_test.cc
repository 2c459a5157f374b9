// Documents that gzip packed, and documents that are packages, on their way through the engine.
#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>
#include <future>
#include <iterator>

#include "engine/archive/test_zip.h"
#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace packed_test {

using engine::archive::zip_of;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Document;
using engine::documents::items::piece_bytes;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::options::ReadMode;
using engine::documents::parsed::Format;
using engine::run::ExecutorKind;
using engine::run::QueuePolicy;

namespace {

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  std::string input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// Text that does not pack well, so that its packed bytes come in pieces, too.
std::string long_text(std::size_t bytes) {
  std::string text = "# Numbers\n\n";
  std::uint64_t state = 7;
  while (text.size() < bytes) {
    state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    text += "The number is " + std::to_string(state) + ". ";
    if (state >> 60 == 0) text += "\n\n";
  }
  return text;
}

std::string docx(const std::string& text) {
  return zip_of(
      {{.name = "[Content_Types].xml", .bytes = "<Types/>"},
       {.name = "word/document.xml",
        .bytes = "<w:document xmlns:w='w'><w:p><w:t>" + text + "</w:t></w:p></w:document>",
        .deflated = true}});
}

std::string epub(const std::string& text) {
  return zip_of({{.name = "mimetype", .bytes = "application/epub+zip"},
                 {.name = "META-INF/container.xml",
                  .bytes = "<container><rootfile full-path='book.opf'/></container>"},
                 {.name = "book.opf",
                  .bytes = "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine>"
                           "<itemref idref='a'/></spine></package>"},
                 {.name = "a.xhtml", .bytes = "<p>" + text + "</p>", .deflated = true}});
}

struct End {
  std::string error;  // its reason
  std::string text, title;
  std::vector<engine::documents::chunk::Chunk> chunks;
  engine::documents::analyse::Analysis analysis;
  bool unpacked = false, from_cache = false;
};

/// An engine that gets one document after the other.
class Desk {
 public:
  explicit Desk(Options options = Options::v2()) {
    options.cache_prefetch = false;
    options.run.queue_policy = QueuePolicy::block;
    auto engine = Engine::open(options, folder / "library.sqlite");
    REQUIRE(engine);
    engine_ = std::move(*engine);
  }

  End submit(const Document& document) {
    std::promise<End> promise;
    engine_->submit(document, [&](const Result& result) {
      End end;
      if (result.error) end.error = to_string(result.error->reason);
      if (result.content) {
        end.text = result.content->parsed.text;
        end.title = result.content->parsed.title;
        end.chunks = result.content->chunks;
        end.analysis = result.content->analysis;
      }
      const auto names = Engine::stage_names();
      const auto unpack = std::find(names.begin(), names.end(), "unpack") - names.begin();
      end.unpacked = result.stages[static_cast<std::size_t>(unpack)].count() >= 0;
      end.from_cache = result.from_cache;
      promise.set_value(end);
    });
    return promise.get_future().get();
  }
  End submit(const std::string& id, const std::string& bytes) {
    return submit({.id = id, .path = {}, .bytes = bytes});
  }
  End submit_file(const std::string& name, const std::string& bytes) {
    return submit({.id = name, .path = folder.write(name, bytes), .bytes = {}});
  }
  Engine& engine() { return *engine_; }

  const TestFolder folder;

 private:
  std::unique_ptr<Engine> engine_;
};

void check_same(const End& end, const End& plain) {
  CHECK(end.error == plain.error);
  CHECK_UNARY(end.text == plain.text);
  CHECK(end.title == plain.title);
  CHECK_UNARY(end.chunks == plain.chunks);
  CHECK_UNARY(end.analysis == plain.analysis);
}

}  // namespace

TEST_CASE("a packed document comes to the same result, however it is read") {
  const std::string small = "# A title\n\nThe ferry leaves at noon.\n";
  const std::string large = long_text(4 * piece_bytes);
  REQUIRE(gzip(large).size() > piece_bytes);
  for (const ReadMode mode : {ReadMode::whole, ReadMode::mapped, ReadMode::stream}) {
    CAPTURE(static_cast<int>(mode));
    Options options = Options::v2();
    options.read_mode = mode;
    Desk desk(options);
    for (const std::string& text : {small, large}) {
      const End plain = desk.submit_file("plain.md", text);
      REQUIRE(plain.error.empty());
      CHECK_FALSE(plain.unpacked);
      const End packed = desk.submit_file("packed.md.gz", gzip(text));
      CHECK(packed.unpacked);
      check_same(packed, plain);
      check_same(desk.submit_file("packed.gz", gzip(text)), plain);  // told by its text
    }
    for (const std::string& package :
         {docx("Roses are red."), docx(large), epub("Roses are red.")}) {
      const End plain = desk.submit_file("package", package);
      REQUIRE(plain.error.empty());
      check_same(desk.submit_file("package.gz", gzip(package)), plain);
      CHECK(desk.submit_file("package", package).from_cache);
    }
  }
}

TEST_CASE("packed documents and packages are worked out in child processes, too") {
  Desk desk(engine::documents::options::v2_with(ExecutorKind::processes, false));
  CHECK(desk.submit("a.txt.gz", gzip("Roses are red.")).text == "Roses are red.");
  CHECK(desk.submit("a.docx", docx("Roses are red.")).text == "Roses are red.");
  CHECK(desk.submit("a.epub.gz", gzip(epub("Roses are red."))).text == "Roses are red.");
  CHECK(desk.submit("b.docx", "no package at all").error == "malformed");
  // Its answer is a thousand times as long as what was sent.
  CHECK(desk.submit("c.docx", docx(std::string(5'000'000, 'x'))).text.size() == 5'000'000);
}

TEST_CASE("what is unpacked is bound by document.max_bytes and validated") {
  Options options = Options::v2();
  options.document_max_bytes = 100'000;
  Desk desk(options);
  CHECK(desk.submit("a.txt.gz", gzip(std::string(100'000, 'x'))).error.empty());
  CHECK(desk.submit("a.txt.gz", gzip(std::string(100'001, 'x'))).error == "too large");
  CHECK(desk.submit("a.docx", docx(std::string(100'000, 'x'))).error == "too large");
  CHECK(desk.submit("a.txt.gz", gzip("caf\xE9")).error == "invalid UTF-8");
  CHECK(desk.submit("a.txt.gz", gzip(std::string(50, '\0'))).error == "binary");
  CHECK(desk.submit("a.txt.gz", gzip("")).error == "empty");
  CHECK(desk.submit("a.txt.gz", gzip("some text").substr(0, 20)).error == "malformed");
  CHECK(desk.submit("a.txt.gz", gzip("text") + "rubbish").error == "malformed");
  CHECK(desk.submit("a.gz", gzip(std::string("\0\1\2", 3))).error == "unsupported format");
  CHECK(desk.submit("a.docx", "").error == "empty");
  CHECK(desk.submit("a.txt", docx("text")).error == "binary");
}

TEST_CASE("the same bytes are the same content, whether the name says gzip or not") {
  Desk desk;
  const std::string packed = gzip("Roses are red.");
  CHECK(desk.submit("a.txt.gz", packed).text == "Roses are red.");
  CHECK(desk.submit("b.txt", packed).from_cache);
  CHECK_FALSE(desk.submit("c.md", packed).from_cache);  // another format
  CHECK(desk.submit("d.txt.gz", "Not packed.").text == "Not packed.");
}

TEST_CASE("packed documents are forgotten like others") {
  Desk desk;
  for (const std::string id : {"a.txt.gz", "no ending.gz", "a.docx"}) {
    CAPTURE(id);
    const std::string bytes = id == "a.docx" ? docx("Text of " + id) : gzip("Text of " + id);
    CHECK_FALSE(desk.submit(id, bytes).from_cache);
    CHECK(desk.submit(id, bytes).from_cache);
    CHECK(desk.engine().forget_document(id)->in_memory);
    CHECK_FALSE(desk.submit(id, bytes).from_cache);
    CHECK(desk.engine()
              .forget_content(id == "a.docx" ? Format::docx : Format::text, bytes)
              .in_memory);
    CHECK_FALSE(desk.submit(id, bytes).from_cache);
  }
}

}  // namespace packed_test
