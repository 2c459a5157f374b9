// What was forgotten is worked out anew; what was not is not.
#include <doctest/doctest.h>

#include <algorithm>
#include <future>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"

namespace forget_test {

using engine::documents::Engine;
using engine::documents::Forgotten;
using engine::documents::Outcome;
using engine::documents::items::Document;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::parsed::Format;

namespace {

/// What was done for a document.
struct Worked {
  bool read = false, parsed = false, from_cache = false;

  bool operator==(const Worked&) const = default;
};
constexpr Worked anew{.read = true, .parsed = true, .from_cache = false};
constexpr Worked from_cache{.read = true, .parsed = false, .from_cache = true};
constexpr Worked unread{.read = false, .parsed = false, .from_cache = true};

/// An engine that gets one document after the other.
class Desk {
 public:
  explicit Desk(Options options = Options::v2()) {
    options.cache_prefetch = false;
    auto engine = Engine::open(options, folder_ / "library.sqlite");
    REQUIRE(engine);
    engine_ = std::move(*engine);
  }

  Worked submit(const Document& document) {
    std::promise<Worked> worked;
    engine_->submit(document, [&](const Result& result) {
      CHECK_UNARY(result.outcome == Outcome::ok);
      worked.set_value({has_run(result, "read"), has_run(result, "parse"), result.from_cache});
    });
    return worked.get_future().get();
  }
  Worked submit(const std::string& id, const std::string& bytes) {
    return submit({.id = id, .path = {}, .bytes = bytes});
  }
  Engine& engine() { return *engine_; }

 private:
  static bool has_run(const Result& result, std::string_view stage) {
    const auto names = Engine::stage_names();
    const auto number = std::find(names.begin(), names.end(), stage) - names.begin();
    return result.stages[static_cast<std::size_t>(number)].count() >= 0;
  }

  TestFolder folder_;
  std::unique_ptr<Engine> engine_;
};

const std::string bytes = "# Harbour\n\nThe ferry leaves at *noon*, and waits for nobody.\n";
const std::string others = "The captain of the other ferry waits for everybody.";

Forgotten forgotten_in_memory(std::size_t files = 0) {
  return {.in_memory = true, .files = files};
}

}  // namespace

TEST_CASE("a content that was forgotten by its bytes is made anew, and then is cached again") {
  Desk desk;
  CHECK(desk.engine().forget_content(Format::text, bytes) == Forgotten());
  CHECK(desk.submit("a.txt", bytes) == anew);
  CHECK(desk.submit("b.txt", others) == anew);
  CHECK(desk.submit("copy.txt", bytes) == from_cache);
  CHECK(desk.engine().forget_content(Format::text, bytes) == forgotten_in_memory());
  CHECK(desk.engine().forget_content(Format::text, bytes) == Forgotten());
  CHECK(desk.submit("b.txt", others) == from_cache);
  CHECK(desk.submit("copy.txt", bytes) == anew);
  CHECK(desk.submit("a.txt", bytes) == from_cache);
}

TEST_CASE("the same bytes as another format stay") {
  Desk desk;
  CHECK(desk.submit("a.txt", bytes) == anew);
  CHECK(desk.submit("a.md", bytes) == anew);
  CHECK(desk.engine().forget_content(Format::markdown, bytes).in_memory);
  CHECK(desk.submit("a.txt", bytes) == from_cache);
  CHECK(desk.submit("a.md", bytes) == anew);
}

TEST_CASE("a document is forgotten by its id, whatever tells its format") {
  Desk desk;
  for (const std::string id : {"a.md", "a.txt", "no ending"}) {
    CAPTURE(id);
    CHECK(desk.engine().forget_document(id).value() == Forgotten());
    CHECK(desk.submit(id, bytes + id) == anew);
    CHECK(desk.submit(id, bytes + id) == from_cache);
    CHECK(desk.engine().forget_document(id).value() == forgotten_in_memory());
    CHECK(desk.submit(id, bytes + id) == anew);
  }
  // What it had before is not its content any more.
  desk.submit("a.txt", others);
  CHECK(desk.engine().forget_document("a.txt")->in_memory);
  CHECK(desk.submit("a.txt", bytes + "a.txt") == from_cache);
}

TEST_CASE("a file that was known to be unchanged is read again") {
  Desk desk;
  const auto path = engine::documents::items::real_documents(1).front();  // changed long ago
  const Document document{.id = path.string(), .path = path, .bytes = {}};
  CHECK(desk.submit(document) == anew);
  CHECK(desk.submit(document) == unread);
  CHECK(desk.engine().forget_document(document.id).value() == forgotten_in_memory(1));
  CHECK(desk.submit(document) == anew);
  CHECK(desk.submit(document) == unread);
}

TEST_CASE("state and index stay as they are") {
  Desk desk;
  desk.submit("a.txt", bytes);
  CHECK(desk.engine().forget_document("a.txt")->in_memory);
  CHECK(desk.engine().search("ferry", 10)->size() == 1);
  desk.submit("a.txt", bytes);
  CHECK(desk.engine().search("ferry", 10)->size() == 1);
  CHECK(desk.engine().store().find("a.txt").value()->times_processed == 2);
}

}  // namespace forget_test
