// PDFs on their way through the engine.
#include <doctest/doctest.h>

#include <future>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"
#include "engine/documents/pdf/plain_pdf.h"

namespace pdf_test {

using namespace std::chrono_literals;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Document;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::options::v2_with;
using engine::documents::parsed::Part;
using engine::documents::pdf::PlainPdf;
using engine::run::ExecutorKind;

namespace {

struct End {
  Outcome outcome = Outcome::shed;
  std::string error;  // its reason
  engine::documents::parsed::Parsed parsed;
};

std::unique_ptr<Engine> open(const Options& options, const TestFolder& folder) {
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE_MESSAGE(engine, (engine ? "" : engine.error().detail));
  return std::move(*engine);
}

End end_of(Engine& engine, const Document& document) {
  std::promise<End> promise;
  engine.submit(document, [&](const Result& result) {
    End end{.outcome = result.outcome};
    if (result.error) end.error = to_string(result.error->reason);
    if (result.content) end.parsed = result.content->parsed;
    promise.set_value(end);
  });
  return promise.get_future().get();
}

std::string page(const std::string& line) {
  return PlainPdf::lines({line});
}

/// A page that draws for hours.
std::string with_endless_page() {
  return PlainPdf()
      .add_forms_of_forms(9, "0 0 m 9 9 l n")
      .add_page(page("The tide comes in."))
      .add_page("/X0 Do")
      .add_page(page("The tide goes out."))
      .str();
}

const bool has_poppler = !engine::documents::pdf::pdf_program().empty();

}  // namespace

TEST_CASE("a PDF's pages are parts of its text, with every executor and in every way of reading" *
          doctest::skip(!has_poppler)) {
  PlainPdf pdf;
  pdf.add_page(page("The tide comes in.")).add_page("").add_page(page("The lighthouse stands."));
  for (int i = 0; i < 3'000; ++i) pdf.add_form("0 0 m 9 9 l n % to make it a large file");
  const std::string bytes = pdf.str();
  REQUIRE(bytes.size() > engine::documents::items::piece_bytes);
  for (const ExecutorKind executor :
       {ExecutorKind::sequential, ExecutorKind::pipeline, ExecutorKind::processes}) {
    for (const engine::documents::options::ReadMode mode :
         {engine::documents::options::ReadMode::whole, engine::documents::options::ReadMode::mapped,
          engine::documents::options::ReadMode::stream}) {
      const TestFolder folder;
      Options options = v2_with(executor, false);
      options.read_mode = mode;
      const auto engine = open(options, folder);
      const End end =
          end_of(*engine, {.id = "a.pdf", .path = folder.write("a.pdf", bytes), .bytes = {}});
      CHECK(end.error == "");
      CHECK(end.parsed.text == "The tide comes in.\nThe lighthouse stands.");
      REQUIRE(end.parsed.parts.size() == 3);
      CHECK(end.parsed.parts[1].fate == Part::Fate::empty);
      CHECK(end.parsed.parts[2].name == "page 3");
      CHECK(engine->search("lighthouse", 5)->size() == 1);
      // Another format's documents go on as before.
      CHECK(end_of(*engine, {.id = "b.txt", .path = {}, .bytes = "The boat is out."}).error == "");
    }
  }
}

TEST_CASE("a page that never ends is stopped by the deadline, and the finished ones are kept" *
          doctest::skip(!has_poppler)) {
  const TestFolder folder;
  Options options = v2_with(ExecutorKind::pipeline, false);
  SUBCASE("the deadline") {
    options.document_deadline = 500ms;
  }
  SUBCASE("the budget of CPU time") {
    options.document_max_cpu = 300ms;
  }
  const auto engine = open(options, folder);
  const End end = end_of(*engine, {.id = "a.pdf", .path = {}, .bytes = with_endless_page()});
  CHECK(end.outcome == Outcome::ok);
  CHECK(end.parsed.text == "The tide comes in.");
  REQUIRE(end.parsed.parts.size() == 3);
  const auto state = engine->store().find("a.pdf");
  REQUIRE(state);
  REQUIRE((*state)->problems.size() == 2);
  CHECK((*state)->problems[0] == "page 2: " + end.parsed.parts[1].problem);
  const std::string why = options.document_deadline == 500ms ? "timed out: " : "out of CPU time: ";
  CHECK(end.parsed.parts[1].problem.starts_with(why));
  CHECK(end.parsed.parts[2].problem.starts_with(why));
}

TEST_CASE("pages beyond document.max_pages are named as such" * doctest::skip(!has_poppler)) {
  const TestFolder folder;
  Options options = v2_with(ExecutorKind::pipeline, false);
  options.document_max_pages = 1;
  const auto engine = open(options, folder);
  const std::string bytes = PlainPdf().add_page(page("One.")).add_page(page("Two.")).str();
  const End end = end_of(*engine, {.id = "a.pdf", .path = {}, .bytes = bytes});
  CHECK(end.parsed.text == "One.");
  REQUIRE(end.parsed.parts.size() == 2);
  CHECK(end.parsed.parts[1].problem.starts_with("too large: "));
}

TEST_CASE("what is no PDF fails with its reason" * doctest::skip(!has_poppler)) {
  const TestFolder folder;
  const auto engine = open(v2_with(ExecutorKind::pipeline, false), folder);
  CHECK(end_of(*engine, {.id = "a.pdf", .path = {}, .bytes = "%PDF-1.4 and no more"}).error ==
        "malformed");
  CHECK(end_of(*engine, {.id = "b.pdf", .path = {}, .bytes = ""}).outcome == Outcome::failed);
}

}  // namespace pdf_test
