#include "scenarios/documents/targets/engine_check.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <fstream>

#include "harness/result/sample/temporary_folder.h"

namespace engine_check_test {

using engine::documents::Engine;
using harness::Expected;
using scenarios::check_outputs;
using scenarios::Corpus;
namespace fs = std::filesystem;

namespace {

constexpr int documents = 40;

/// Forty documents, processed; whoever changes the database afterwards ought to be found out.
class Processed {
 public:
  explicit Processed(const engine::documents::options::Options& options) {
    fs::create_directory(corpus_folder());
    for (int i = 0; i < documents; ++i) write(i);
    corpus_ = *Corpus::open(corpus_folder());
    engine_ = *Engine::open(options, database());
    for (const Corpus::Document& document : corpus_.documents()) {
      engine_->submit({.id = document.id, .path = document.path, .bytes = {}},
                      [this](const engine::documents::items::Result& result) {
                        if (result.outcome == engine::documents::Outcome::ok) ++ok_;
                      });
    }
    engine_->stop();
    REQUIRE(ok_ == documents);
    for (std::size_t i = 0; i < documents; ++i) acknowledged_.push_back(i);
  }

  Expected<void> check() const { return check_outputs(*engine_, corpus_, acknowledged_); }

  void change(const std::string& sql) const {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(database().c_str(), &connection) == SQLITE_OK);
    CHECK(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(sqlite3_changes(connection) > 0);
    sqlite3_close(connection);
  }

  void rewrite_first() const { std::ofstream(corpus_.documents()[0].path) << "Another text."; }
  void acknowledge_only(std::vector<std::size_t> items) { acknowledged_ = std::move(items); }

 private:
  fs::path corpus_folder() const { return folder_.path() / "corpus"; }
  fs::path database() const { return folder_.path() / "engine.sqlite"; }

  void write(int i) const {
    const std::string number = std::to_string(100 + i);
    std::ofstream(corpus_folder() / (number + ".md"))
        << "# Harbour " << number << "\n\nShips of line " << number
        << " come with the tide. The pilot waits for them at the lighthouse. Nobody else does.\n";
  }

  harness::result::sample::TemporaryFolder folder_;
  Corpus corpus_ = *Corpus::open({});
  std::vector<std::size_t> acknowledged_;
  std::atomic<int> ok_{0};
  std::unique_ptr<Engine> engine_;
};

engine::documents::options::Options patient(engine::documents::options::Options options) {
  options.run.queue_policy = engine::run::QueuePolicy::block;
  return options;
}

/// What the check says after such a change, which must not pass.
std::string found_out(const std::string& sql) {
  const Processed processed(patient(engine::documents::options::Options::v2()));
  processed.change(sql);
  const auto checked = processed.check();
  CAPTURE(sql);
  REQUIRE_FALSE(checked);
  return checked.error().message;
}

}  // namespace

TEST_CASE("what either engine processed passes") {
  for (const engine::documents::options::Options& options :
       {engine::documents::options::Options::v1(), engine::documents::options::Options::v2()}) {
    const auto checked = Processed(patient(options)).check();
    CHECK_MESSAGE(checked, (checked ? "" : checked.error().message));
  }
}

TEST_CASE("a state that is not the document's is found") {
  const std::string wrong = ".md: its stored state is not what it comes to alone";
  for (const char* column : {"title", "language", "key"}) {
    const std::string sql = std::string("UPDATE documents SET ") + column + " = 'other'";
    CHECK(found_out(sql) == "100" + wrong);
  }
  CHECK(found_out("UPDATE documents SET summary = 'other'") ==
        "the places of the summary are damaged");
  CHECK(found_out("UPDATE documents SET keywords = '[\"other\"]'") == "100" + wrong);
}

TEST_CASE("a document that was acknowledged and is gone is found, whichever it is") {
  for (const char* id : {"100.md", "117.md", "139.md"}) {
    CHECK(found_out("DELETE FROM documents WHERE id = '" + std::string(id) + "'") ==
          std::string(id) + ": acknowledged as ok, but not so in the database");
  }
}

TEST_CASE("index entries without a document are found, though nobody asks for it") {
  Processed processed(patient(engine::documents::options::Options::v2()));
  processed.change("DELETE FROM documents WHERE id = '105.md'");
  processed.acknowledge_only({});
  const auto checked = processed.check();
  REQUIRE_FALSE(checked);
  CHECK(checked.error().message == "state and index disagree on 2 documents");
}

TEST_CASE("a document that was acknowledged as ok but is stored as failed is found") {
  CHECK(found_out("UPDATE documents SET status = 1 WHERE id = '123.md'") ==
        "123.md: acknowledged as ok, but not so in the database");
}

TEST_CASE("damaged keywords are found") {
  CHECK_FALSE(found_out("UPDATE documents SET keywords = '{' WHERE id = '131.md'").empty());
}

TEST_CASE("a document that has become another meanwhile is found") {
  const Processed processed(patient(engine::documents::options::Options::v2()));
  processed.rewrite_first();
  CHECK_FALSE(processed.check());
}

TEST_CASE("only what was acknowledged is asked for") {
  Processed processed(patient(engine::documents::options::Options::v2()));
  processed.change("UPDATE documents SET title = 'other' WHERE id = '106.md'");
  CHECK_FALSE(processed.check());
  processed.acknowledge_only({0, 1, 39});
  CHECK(processed.check());
  processed.acknowledge_only({});
  CHECK(processed.check());
}

}  // namespace engine_check_test
