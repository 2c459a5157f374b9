#include <doctest/doctest.h>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/items/watched_source.h"
#include "engine/documents/options/test_options.h"
#include "engine/documents/pdf/plain_pdf.h"

namespace progress_test {

using engine::documents::Engine;
using engine::documents::Progress;
using engine::documents::items::TestFolder;
using engine::documents::items::WatchedSource;
using engine::run::ProgressBoard;

TEST_CASE("a board shows what is being parsed, the longest first, and how far it is") {
  ProgressBoard board;
  ProgressBoard::Seat& one = board.seat();
  ProgressBoard::Seat& other = board.seat();
  CHECK(board.look().empty());
  const engine::Time now{};
  one.begin("late.txt", now + std::chrono::seconds(2), "parse");
  other.begin("early.txt", now, "analyse");
  const std::string bytes(1'000, 'a');
  engine::documents::parsed::EvenSource source(bytes, 300);
  WatchedSource watched(source, one);
  REQUIRE(watched.next());
  REQUIRE(watched.next());
  const auto seen = board.look();
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].id == "early.txt");
  CHECK(seen[0].all == 0);
  CHECK(seen[0].stage == "analyse");
  CHECK(seen[1].done == 600);
  CHECK(seen[1].all == 1'000);
  watched.rewind();
  REQUIRE(watched.next());
  CHECK(board.look()[1].done == 300);
  one.end();
  CHECK(board.look().size() == 1);
}

TEST_CASE("the pages of a long PDF are counted while it is read" *
          doctest::skip(engine::documents::pdf::pdf_program().empty())) {
  // The second page never ends: the document stays in its parser's hands until its deadline.
  const std::string page = engine::documents::pdf::PlainPdf::lines({"The tide comes in."});
  const std::string bytes = engine::documents::pdf::PlainPdf()
                                .add_forms_of_forms(9, "0 0 m 9 9 l n")
                                .add_page(page)
                                .add_page("/X0 Do")
                                .add_page(page)
                                .str();
  const TestFolder folder;
  engine::documents::options::Options options =
      engine::documents::options::v2_with(engine::run::ExecutorKind::pipeline, false);
  options.document_deadline = std::chrono::seconds(20);
  options.document_max_cpu = std::chrono::seconds(1);
  const auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE(engine);
  std::atomic<bool> ended = false;
  (*engine)->submit({.id = "long.pdf", .path = {}, .bytes = bytes},
                    [&](const auto&) { ended = true; });
  bool seen = false;
  while (!ended && !seen) {
    for (const Progress& progress : (*engine)->progress()) {
      seen = seen || (progress.id == "long.pdf" && progress.unit == Progress::Unit::pages &&
                      progress.done == 1 && progress.all == 3);
    }
    std::this_thread::yield();
  }
  CHECK(seen);
  (*engine)->stop();
  CHECK((*engine)->progress().empty());
}

}  // namespace progress_test
