// What came to its end is not worked on again.
#include <doctest/doctest.h>

#include <array>

#include "engine/archive/test_zip.h"
#include "engine/documents/engine.h"
#include "engine/documents/options/test_options.h"
#include "engine/documents/stages/resuming.h"
#include "engine/documents/stages/work_bench.h"

namespace resume_test {

using engine::Error;
using engine::Reason;
using engine::archive::zip_of;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Document;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::stages::WorkBench;
using engine::documents::stages::Worked;

namespace {

Options resuming() {
  Options options = Options::v2();
  options.state_resume = true;
  return options;
}

constexpr const char* first_text = "The first content of it. It tells of tides.";
constexpr const char* other_text = "Another content of it. It tells of ships!!";

std::uint64_t times_processed(WorkBench& bench, const std::string& id) {
  const auto state = bench.store().find(id);
  REQUIRE(state);
  REQUIRE(state->has_value());
  return (*state)->times_processed;
}

void check_worked_on(const Worked& worked) {
  REQUIRE_MESSAGE(worked.outcome == Outcome::ok, (worked.error ? worked.error->detail : ""));
  CHECK_FALSE(worked.resumed);
  CHECK(worked.has_run("parse"));
  CHECK(worked.content);
}

void check_resumed(const Worked& worked, const std::set<std::string>& stages) {
  CHECK(worked.resumed);
  CHECK(worked.stages == stages);
  CHECK_FALSE(worked.content);
}

}  // namespace

TEST_CASE("a file whose stamp is that of its state is not even read") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", first_text);
  check_worked_on(WorkBench(resuming(), folder / "d.sqlite").work(path));
  WorkBench bench(resuming(), folder / "d.sqlite");
  const Worked again = bench.work(path);
  CHECK_UNARY(again.outcome == Outcome::ok);
  check_resumed(again, {"resume"});
  CHECK(times_processed(bench, path) == 1);
}

TEST_CASE("a file with the same bytes and another stamp is read, not parsed, and known again") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", first_text);
  WorkBench(resuming(), folder / "d.sqlite").work(path);
  std::filesystem::rename(folder.write("b.txt", first_text), path);
  WorkBench bench(resuming(), folder / "d.sqlite");
  check_resumed(bench.work(path), {"resume", "read", "validate", "key"});
  check_resumed(bench.work(path), {"resume"});
  CHECK(times_processed(bench, path) == 1);
}

TEST_CASE("a changed file is worked on") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", first_text);
  WorkBench(resuming(), folder / "d.sqlite").work(path);
  folder.write("a.txt", other_text);
  WorkBench bench(resuming(), folder / "d.sqlite");
  const Worked again = bench.work(path);
  check_worked_on(again);
  CHECK(again.content->parsed.text == other_text);
  CHECK(bench.store().search("ships", 5)->size() == 1);
  CHECK(bench.store().search("tides", 5)->empty());
}

TEST_CASE("a document that brings its bytes is told by their key") {
  const TestFolder folder;
  WorkBench(resuming(), folder / "d.sqlite").work("a.txt", first_text);
  WorkBench bench(resuming(), folder / "d.sqlite");
  check_resumed(bench.work("a.txt", first_text), {"resume", "read", "validate", "key"});
  check_worked_on(bench.work("b.txt", first_text + std::string(" Only longer.")));
  check_worked_on(bench.work("a.txt", other_text));
}

TEST_CASE("with state.resume=off, all is worked on as often as it comes") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", first_text);
  WorkBench(resuming(), folder / "d.sqlite").work(path);
  WorkBench bench(Options::v2(), folder / "d.sqlite");
  check_worked_on(bench.work(path));
  CHECK(times_processed(bench, path) == 2);
}

TEST_CASE("what limits cut short is read again where they are others, and not before") {
  const TestFolder folder;
  const auto text = [](const std::string& root, const std::string& words) {
    return "<" + root + "><p><t>" + words + "</t></p></" + root + ">";
  };
  std::string long_note;
  for (int i = 0; i < 20'000; ++i) long_note += "The harbour light burns. ";
  const auto path = folder.write("a.docx", zip_of({{.name = "word/document.xml",
                                                    .bytes = text("document", "The ferry is in."),
                                                    .deflated = true},
                                                   {.name = "word/footnotes.xml",
                                                    .bytes = text("footnotes", long_note),
                                                    .deflated = true}}));
  Options tight = resuming();
  tight.document_max_memory = 100'000;
  const Worked first = WorkBench(tight, folder / "d.sqlite").work(path);
  check_worked_on(first);
  CHECK(first.content->parsed.text == "The ferry is in.");
  REQUIRE(first.content->parsed.parts.size() == 2);
  CHECK(first.content->parsed.parts[1].problem.starts_with("out of memory: "));
  check_resumed(WorkBench(tight, folder / "d.sqlite").work(path), {"resume"});

  WorkBench roomy(resuming(), folder / "d.sqlite");
  const Worked all = roomy.work(path);
  check_worked_on(all);
  CHECK(all.content->parsed.text.size() > long_note.size());
  CHECK(roomy.store().search("harbour", 5)->size() == 1);
  check_resumed(roomy.work(path), {"resume"});
}

TEST_CASE("what failed for good is not tried again, and its stored reason is the result") {
  const TestFolder folder;
  const std::string html = std::string("<html><body>") + std::string(100, ' ') + "</body></html>";
  struct {
    const char* name;
    std::string bytes;
    Reason reason;
    bool has_key;
  } const cases[] = {{"a.txt", "\x80 is no UTF-8", Reason::invalid_utf8, false},
                     {"b.html", html, Reason::empty, true},
                     {"c.docx", "PK\3\4 and no zip file", Reason::malformed, true}};
  for (const auto& each : cases) {
    CAPTURE(each.name);
    const auto path = folder.write(each.name, each.bytes);
    const Worked first = WorkBench(resuming(), folder / "d.sqlite").work(path);
    REQUIRE(first.error);
    CHECK_UNARY(first.error->reason == each.reason);
    WorkBench bench(resuming(), folder / "d.sqlite");
    const Worked again = bench.work(path);
    check_resumed(again, {});
    CHECK_UNARY(again.outcome == Outcome::failed);
    CHECK_UNARY(again.error->reason == each.reason);
    CHECK(again.error->detail == first.error->detail);
    CHECK(times_processed(bench, path) == 1);
    if (!each.has_key) continue;
    std::filesystem::rename(folder.write("copy", each.bytes), path);
    check_resumed(bench.work(path), {"resume", "read", "validate"});
  }
}

TEST_CASE("a file that is too large is not tried again, until larger ones are allowed") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", first_text);
  Options options = resuming();
  options.document_max_bytes = 10;
  CHECK_UNARY(WorkBench(options, folder / "d.sqlite").work(path).error->reason ==
              Reason::too_large);
  check_resumed(WorkBench(options, folder / "d.sqlite").work(path), {});
  check_worked_on(WorkBench(resuming(), folder / "d.sqlite").work(path));
}

TEST_CASE("what failed for something that may pass is tried again") {
  using engine::documents::stages::is_for_good;
  CHECK(is_for_good({Reason::malformed, ""}));
  CHECK_FALSE(is_for_good({Reason::malformed, "", true}));
  for (const Reason reason : {Reason::store_failed, Reason::crashed, Reason::timed_out,
                              Reason::out_of_memory, Reason::unreadable, Reason::internal}) {
    CHECK_FALSE(is_for_good({reason, ""}));
  }
  const TestFolder folder;
  const auto path = folder / "a.txt";
  CHECK_UNARY(WorkBench(resuming(), folder / "d.sqlite").work(path).error->reason ==
              Reason::unreadable);
  folder.write("a.txt", first_text);
  check_worked_on(WorkBench(resuming(), folder / "d.sqlite").work(path));
}

TEST_CASE("other settings are other work, and failures of the parser stay") {
  const TestFolder folder;
  const auto good = folder.write("a.txt", first_text);
  const auto bad = folder.write("c.docx", "PK\3\4 and no zip file");
  {
    WorkBench bench(resuming(), folder / "d.sqlite");
    bench.work(good);
    bench.work(bad);
  }
  Options options = resuming();
  options.chunks.bytes = 500;
  WorkBench bench(options, folder / "d.sqlite");
  check_worked_on(bench.work(good));
  CHECK(bench.work(bad).resumed);
}

TEST_CASE("of a document that is under way twice neither is taken for finished") {
  const TestFolder folder;
  WorkBench bench(resuming(), folder / "d.sqlite");
  bench.work("a.txt", first_text);
  bench.under_way().begin("a.txt");
  CHECK_FALSE(bench.work("a.txt", first_text).resumed);
  bench.under_way().end("a.txt");
  CHECK(bench.work("a.txt", first_text).resumed);
}

TEST_CASE("the last submitted wins, though the database has its bytes from before") {
  Options options = engine::documents::options::v2_with_each_executor();
  options.state_resume = true;
  SUBCASE("coalesced") {}
  SUBCASE("not coalesced") {
    options.coalesce = false;
  }
  const TestFolder folder;
  for (int round = 0; round < 20; ++round) {
    auto engine = Engine::open(options, folder / "d.sqlite");
    REQUIRE(engine);
    for (const char* const text : {first_text, other_text, first_text}) {
      (*engine)->submit({.id = "a.txt", .path = {}, .bytes = text},
                        [](const Result& result) { CHECK_UNARY(result.outcome == Outcome::ok); });
    }
    (*engine)->stop();
    CHECK((*engine)->search("tides", 5)->size() == 1);
    CHECK((*engine)->search("ships", 5)->empty());
  }
}

TEST_CASE("what was begun and then told by its key is no longer under way") {
  Options options = resuming();
  options.store.updates = engine::documents::store::Updates::each;
  const TestFolder folder;
  for (int round = 0; round < 2; ++round) {
    auto engine = Engine::open(options, folder / "d.sqlite");
    REQUIRE(engine);
    (*engine)->submit({.id = "a.txt", .path = {}, .bytes = first_text},
                      [&](const Result& result) { CHECK(result.resumed == (round == 1)); });
    (*engine)->stop();
    CHECK((*engine)->store().under_way()->empty());
  }
}

}  // namespace resume_test
