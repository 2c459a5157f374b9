#include "engine/documents/ingest/ingest.h"

#include <doctest/doctest.h>

#include "engine/documents/items/test_folder.h"

namespace ingest_test {

using engine::Reason;
using engine::documents::Engine;
using engine::documents::ingest::Ingest;
using engine::documents::ingest::Tally;
using engine::documents::ingest::Walk;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
namespace fs = std::filesystem;

namespace {

Options ingesting() {
  Options options = Options::v2();
  options.run.queue_policy = engine::run::QueuePolicy::block;
  options.state_resume = options.state_keep = true;
  return options;
}

Tally ingest(const TestFolder& folder, const Options& options) {
  auto walk = Walk::open(folder / "documents");
  REQUIRE(walk);
  auto engine = Engine::open(options, folder / "d.sqlite");
  REQUIRE(engine);
  Ingest ingest(**engine, *walk);
  CHECK(ingest.run({}));
  const Tally tally = ingest.tally();
  CHECK(tally.ended() == tally.submitted);
  CHECK((*engine)->store().check());
  return tally;
}

void fill(const TestFolder& folder) {
  fs::create_directories(folder / "documents/below");
  for (int i = 0; i < 50; ++i) {
    folder.write("documents/below/" + std::to_string(i) + ".txt",
                 "Document number " + std::to_string(i) + " tells of tides.");
  }
  folder.write("documents/small.docx", "PK\3\4 no zip file");
  folder.write("documents/large.docx", "PK\3\4 and neither is this");
  fs::create_symlink("nowhere", folder / "documents/gone.txt");
}

}  // namespace

TEST_CASE("every document of a folder is worked on once, and failures are told by reason") {
  const TestFolder folder;
  fill(folder);
  const Tally first = ingest(folder, ingesting());
  CHECK(first.submitted == 53);
  CHECK(first.ok == 50);
  CHECK(first.bytes > 50 * 30);
  CHECK(first.unchanged == 0);
  CHECK(first.failed == 3);
  CHECK(first.worked_on() == 53);
  REQUIRE(first.failures.contains(Reason::malformed));
  const auto& malformed = first.failures.at(Reason::malformed);
  CHECK(malformed.count == 2);
  CHECK(malformed.not_tried == 0);
  CHECK(malformed.example.ends_with("documents/large.docx"));
  CHECK_FALSE(malformed.detail.empty());

  const Tally second = ingest(folder, ingesting());
  CHECK(second.ok == 0);
  CHECK(second.bytes == 0);
  CHECK(second.unchanged == 50);
  CHECK(second.failures.at(Reason::malformed).not_tried == 2);
  CHECK(second.failures.at(Reason::unreadable).not_tried == 0);
  CHECK(second.worked_on() == 1);

  folder.write("documents/below/7.txt", "Something else.");
  const Tally third = ingest(folder, ingesting());
  CHECK(third.ok == 1);
  CHECK(third.unchanged == 49);
}

TEST_CASE("a document whose file has gone stays in the database") {
  const TestFolder folder;
  fill(folder);
  ingest(folder, ingesting());
  const fs::path gone = fs::canonical(folder / "documents/below/7.txt");
  fs::remove(gone);
  CHECK(ingest(folder, ingesting()).submitted == 52);
  auto engine = Engine::open(ingesting(), folder / "d.sqlite");
  CHECK((*engine)->store().find(gone.string())->has_value());
}

TEST_CASE("after a stop nothing more is taken in, what was has ended, and the rest can follow") {
  const TestFolder folder;
  fill(folder);
  {
    auto walk = Walk::open(folder / "documents");
    auto engine = Engine::open(ingesting(), folder / "d.sqlite");
    Ingest ingest(**engine, *walk);
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(ingest.run(stop.get_token()));
    CHECK(ingest.tally().submitted == 0);
  }
  CHECK(ingest(folder, ingesting()).ok == 50);
}

}  // namespace ingest_test
