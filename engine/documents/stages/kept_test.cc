// Stages whose code and settings are the same are not run again.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <future>

#include "engine/documents/engine.h"
#include "engine/documents/stages/kept_content.h"
#include "engine/documents/stages/work_bench.h"

namespace kept_test {

using engine::documents::Engine;
using engine::documents::items::Content;
using engine::documents::items::Outcome;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::stages::pack_content;
using engine::documents::stages::unpack_content;
using engine::documents::stages::WorkBench;
using engine::documents::stages::Worked;
using engine::key::Key;

namespace {

Options keeping() {
  Options options = Options::v2();
  options.state_resume = options.state_keep = true;
  return options;
}

/// Some real documents, and one that is read in pieces and analysed in windows.
std::vector<std::filesystem::path> documents(const TestFolder& folder) {
  auto paths = engine::documents::items::real_documents(12);
  std::string large;
  for (int i = 0; large.size() < 400'000; ++i) {
    large += "Sentence number " + std::to_string(i) + " tells of weather, tides and ships.\n\n";
  }
  paths.push_back(folder.write("large.txt", large));
  return paths;
}

void execute(const std::filesystem::path& database, const std::string& sql) {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(database.c_str(), &connection) == SQLITE_OK);
  CHECK(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(sqlite3_changes(connection) > 0);
  sqlite3_close(connection);
}

/// What a database says of a document, but for how often it was worked on.
void check_same(WorkBench& one, WorkBench& other, const std::string& id) {
  CAPTURE(id);
  const auto a = **one.store().find(id);
  const auto b = **other.store().find(id);
  CHECK(a.key == b.key);
  CHECK(a.title == b.title);
  CHECK(a.language == b.language);
  CHECK(a.summary == b.summary);
  CHECK(a.keywords == b.keywords);
  CHECK(a.tokens == b.tokens);
  CHECK(a.chunks == b.chunks);
  CHECK(*one.store().chunks(id) == *other.store().chunks(id));
}

void check_same_hits(WorkBench& one, WorkBench& other) {
  for (const char* const query : {"tides", "the", "license", "file AND system"}) {
    CAPTURE(query);
    const auto a = one.store().search(query, 100);
    const auto b = other.store().search(query, 100);
    REQUIRE(a->size() == b->size());
    for (std::size_t i = 0; i < a->size(); ++i) {
      CHECK((*a)[i].id == (*b)[i].id);
      CHECK((*a)[i].score == doctest::Approx((*b)[i].score));
      CHECK((*a)[i].summary == (*b)[i].summary);
    }
  }
}

/// A database made with the usual settings, then worked on with others, is that which these make
/// by themselves; which stages ran for it?
std::set<std::string> stages_again(const Options& options) {
  const TestFolder folder;
  const auto paths = documents(folder);
  {
    WorkBench usual(keeping(), folder / "d.sqlite");
    for (const auto& path : paths) CHECK_UNARY(usual.work(path).outcome == Outcome::ok);
  }
  WorkBench again(options, folder / "d.sqlite");
  WorkBench anew(options, folder / "anew.sqlite");
  std::set<std::string> stages;
  for (const auto& path : paths) {
    const Worked worked = again.work(path);
    CHECK_UNARY(worked.outcome == Outcome::ok);
    CHECK_FALSE(worked.resumed);
    const Worked expected = anew.work(path);
    CHECK(worked.content->chunks == expected.content->chunks);
    CHECK(worked.content->analysis == expected.content->analysis);
    for (const std::string& stage : worked.stages) stages.insert(stage);
    check_same(again, anew, path);
    CHECK(again.work(path).resumed);
  }
  check_same_hits(again, anew);
  return stages;
}

}  // namespace

TEST_CASE("another chunker neither reads, parses nor analyses") {
  Options options = keeping();
  options.chunks.bytes = 700;
  options.chunks.overlap = 50;
  CHECK(stages_again(options) ==
        std::set<std::string>{"resume", "cache_lookup", "chunk", "cache_insert", "keep"});
}

TEST_CASE("another analyser neither reads, parses nor chunks") {
  Options options = keeping();
  options.analysis.keywords = 4;
  options.analysis.summary_sentences = 1;
  CHECK(stages_again(options) ==
        std::set<std::string>{"resume", "cache_lookup", "analyse", "cache_insert", "keep"});
}

TEST_CASE("of both, only the parser is spared") {
  Options options = keeping();
  options.analysis.keywords = 4;
  options.chunks.bytes = 700;
  CHECK(stages_again(options) == std::set<std::string>{"resume", "cache_lookup", "chunk", "analyse",
                                                       "cache_insert", "keep"});
}

TEST_CASE("child processes are not asked for what is kept") {
  const TestFolder folder;
  Options options = keeping();
  WorkBench(options, folder / "d.sqlite").work("a.txt", "Of tides and ships. Of weather.");
  options.run.executor = engine::run::ExecutorKind::processes;
  options.analysis.keywords = 1;
  auto engine = Engine::open(options, folder / "d.sqlite");
  REQUIRE(engine);
  (*engine)->submit({.id = "a.txt", .path = {}, .bytes = "Of tides and ships. Of weather."},
                    [](const engine::documents::items::Result& result) {
                      CHECK_UNARY(result.outcome == Outcome::ok);
                      CHECK(result.content->analysis.keywords.size() == 1);
                      const auto names = Engine::stage_names();
                      for (std::size_t i = 0; i < names.size(); ++i) {
                        if (names[i] == "parse") CHECK(result.stages[i].count() < 0);
                      }
                    });
  (*engine)->stop();
}

TEST_CASE("a document of another name with the same bytes and format has them, too") {
  const TestFolder folder;
  const std::string text = "Of tides and ships. Of weather.";
  WorkBench(keeping(), folder / "d.sqlite").work("a.txt", text);
  WorkBench bench(keeping(), folder / "d.sqlite");
  const Worked worked = bench.work("b.txt", text);
  CHECK(worked.from_cache);
  CHECK_FALSE(worked.has_run("parse"));
  CHECK(bench.work("c.md", text).has_run("parse"));
  CHECK(bench.store().search("tides", 5)->size() == 3);
}

TEST_CASE("a content that only memory has is kept with its next document") {
  const TestFolder folder;
  WorkBench bench(keeping(), folder / "d.sqlite");
  const std::string key =
      to_hex(engine::key::digest(keeping().key_hash, "Of tides and ships. Of weather."));
  bench.work("a.txt", "Of tides and ships. Of weather.");
  bench.work("a.txt", "Of something else.");
  CHECK_FALSE(bench.store().kept(key, 0)->has_value());
  CHECK(bench.work("b.txt", "Of tides and ships. Of weather.").from_cache);
  CHECK(bench.store().kept(key, 0)->has_value());
}

TEST_CASE("a kept content that was damaged is a miss, and replaced") {
  const TestFolder folder;
  Options options = keeping();
  WorkBench(options, folder / "d.sqlite").work("a.txt", "Of tides and ships. Of weather.");
  SUBCASE("a letter") {
    execute(folder / "d.sqlite",
            "UPDATE contents SET content = CAST(replace(CAST(content AS TEXT), 'ships', 'shops') "
            "AS BLOB)");
  }
  SUBCASE("its end") {
    execute(folder / "d.sqlite", "UPDATE contents SET content = substr(content, 1, 40)");
  }
  SUBCASE("all of it") {
    execute(folder / "d.sqlite", "UPDATE contents SET content = x''");
  }
  SUBCASE("its recipe") {
    execute(folder / "d.sqlite", "UPDATE contents SET recipe = x'0102'");
  }
  options.chunks.bytes = 500;
  {
    WorkBench bench(options, folder / "d.sqlite");
    const Worked worked = bench.work("a.txt", "Of tides and ships. Of weather.");
    CHECK_UNARY(worked.outcome == Outcome::ok);
    CHECK(worked.has_run("parse"));
    CHECK(bench.store().search("ships", 5)->size() == 1);
  }
  options.chunks.bytes = 600;
  WorkBench bench(options, folder / "d.sqlite");
  CHECK_FALSE(bench.work("a.txt", "Of tides and ships. Of weather.").has_run("parse"));
}

TEST_CASE("a damaged content of the same recipe is replaced, too") {
  const TestFolder folder;
  const std::string text = "Of tides and ships. Of weather.";
  WorkBench(keeping(), folder / "d.sqlite").work("a.txt", text);
  execute(folder / "d.sqlite", "UPDATE contents SET content = substr(content, 1, 40)");
  CHECK(WorkBench(keeping(), folder / "d.sqlite").work("b.txt", text).has_run("parse"));
  CHECK_FALSE(WorkBench(keeping(), folder / "d.sqlite").work("c.txt", text).has_run("parse"));
}

TEST_CASE("a content is kept under its own key only") {
  Content content;
  content.parsed.text = "Of tides.";
  content.analysis.language = "en";
  const std::string bytes = pack_content(content, Key{1, 2});
  const auto read = unpack_content(bytes, Key{1, 2});
  REQUIRE(read);
  CHECK(read->parsed.text == "Of tides.");
  CHECK_FALSE(unpack_content(bytes, Key{1, 3}));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 1);
    CHECK_FALSE(unpack_content(other, Key{1, 2}));
    CHECK_FALSE(unpack_content(bytes.substr(0, i), Key{1, 2}));
  }
}

TEST_CASE("what was forgotten is read and parsed, whatever the database had") {
  const TestFolder folder;
  const auto path = engine::documents::items::real_documents(1).front();
  const auto submit = [&](Engine& engine) {
    std::promise<bool> resumed;
    engine.submit(
        {.id = path.string(), .path = path, .bytes = {}},
        [&](const engine::documents::items::Result& result) { resumed.set_value(result.resumed); });
    return resumed.get_future().get();
  };
  auto engine = Engine::open(keeping(), folder / "d.sqlite");
  REQUIRE(engine);
  CHECK_FALSE(submit(**engine));
  CHECK(submit(**engine));
  const auto forgotten = (*engine)->forget_document(path.string());
  REQUIRE(forgotten);
  CHECK(forgotten->in_database == true);
  CHECK_FALSE(submit(**engine));
  CHECK((*engine)->store().check());
  CHECK((*engine)->store().find(path.string())->value().times_processed == 2);
}

}  // namespace kept_test
