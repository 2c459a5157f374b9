#include "engine/documents/engine.h"

#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <thread>

#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace engine_test {

using engine::Reason;
using engine::documents::Content;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::options::v2_with_each_executor;
using engine::run::QueuePolicy;

namespace {

/// How documents ended, by id; each must end once.
class Ends {
 public:
  struct End {
    Outcome outcome = Outcome::ok;
    std::optional<engine::Error> error;
    std::shared_ptr<const Content> content;
    std::vector<engine::Duration> stages;
    int times = 0;
  };

  engine::documents::items::Done note() {
    return [this](const Result& result) {
      const std::lock_guard lock(mutex_);
      End& end = ends_[std::string(result.id)];
      end.outcome = result.outcome;
      end.error = result.error;
      end.content = result.content;
      end.stages.assign(result.stages.begin(), result.stages.end());
      ++end.times;
    };
  }
  const std::map<std::string, End>& all() const { return ends_; }

 private:
  std::mutex mutex_;
  std::map<std::string, End> ends_;
};

std::unique_ptr<Engine> open(const Options& options, const TestFolder& folder,
                             const std::string& name = "engine.sqlite") {
  auto engine = Engine::open(options, folder / name);
  REQUIRE(engine);
  return std::move(*engine);
}

Options patient(Options options) {
  options.run.queue_policy = QueuePolicy::block;
  return options;
}

Reason reason_of(const Ends& ends, const std::string& id) {
  const Ends::End& end = ends.all().at(id);
  CHECK(end.outcome == Outcome::failed);
  REQUIRE(end.error);
  CHECK_FALSE(end.error->detail.empty());
  return end.error->reason;
}

void check_same(const Ends::End& end, const Ends::End& other) {
  CHECK(end.times == 1);
  CHECK(other.times == 1);
  REQUIRE(end.outcome == other.outcome);
  REQUIRE(end.content);
  REQUIRE(other.content);
  CHECK(end.content->parsed.title == other.content->parsed.title);
  CHECK(end.content->parsed.text == other.content->parsed.text);
  CHECK(end.content->analysis == other.content->analysis);
  CHECK(end.content->chunks.size() == other.content->chunks.size());
}

using Found = engine::Expected<std::optional<engine::documents::store::State>>;

void check_same_state(const Found& one, const Found& other) {
  for (const Found* found : {&one, &other}) {
    REQUIRE(*found);
    REQUIRE(**found);
  }
  CHECK((*one)->summary == (*other)->summary);
  CHECK((*one)->tokens == (*other)->tokens);
  CHECK((*one)->tokens > 0);
}

}  // namespace

TEST_CASE("v1 and v2 come to the same results, document by document, whoever does the work") {
  const TestFolder folder;
  const auto paths = engine::documents::items::real_documents(60);
  REQUIRE(paths.size() >= 50);
  const auto process = [&](const Options& options, const std::string& name, Ends& ends) {
    auto engine = open(options, folder, name);
    for (const auto& path : paths) {
      engine->submit({.id = path.string(), .path = path, .bytes = {}}, ends.note());
    }
    engine->stop();
    return engine;
  };
  Ends v1_ends;
  const auto v1 = process(patient(Options::v1()), "v1.sqlite", v1_ends);
  REQUIRE(v1_ends.all().size() == paths.size());
  int number = 0;
  for (const Options& options : engine::documents::options::v2_with_all_executors()) {
    CAPTURE(number);
    Ends v2_ends;
    const auto v2 = process(options, "v2-" + std::to_string(number++) + ".sqlite", v2_ends);
    for (const auto& [id, end] : v1_ends.all()) {
      CAPTURE(id);
      check_same(end, v2_ends.all().at(id));
      check_same_state(v1->store().find(id), v2->store().find(id));
    }
  }
}

TEST_CASE("a bad document fails with its reason, and the others go on") {
  const TestFolder folder;
  Ends ends;
  const auto engine = open(v2_with_each_executor(), folder);
  const auto submit = [&](const std::string& id, const std::filesystem::path& path) {
    engine->submit({.id = id, .path = path, .bytes = {}}, ends.note());
  };
  submit("good.txt", folder.write("good.txt", "A good document. It says little, but it says it."));
  submit("missing.txt", folder / "missing.txt");
  submit("folder.txt", std::filesystem::path(folder / "."));
  submit("empty.txt", folder.write("empty.txt", ""));
  submit("blank.txt", folder.write("blank.txt", " \n\n \t"));
  submit("binary.txt", folder.write("binary.txt", std::string("\0\1\2\3ELF\0", 8)));
  submit("latin1.txt", folder.write("latin1.txt", "caf\xE9 au lait"));
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  submit("deep.html", folder.write("deep.html", deep + "x"));
  submit("picture.png", folder.write("picture.png", "\x89PNG\r\n\x1a\n"));
  const auto huge = folder.write("huge.txt", "");
  std::filesystem::resize_file(huge, 200'000'000);
  submit("huge.txt", huge);
  submit("last.md", folder.write("last.md", "# Still here\n\nAnd well."));
  engine->stop();

  CHECK(ends.all().at("good.txt").outcome == Outcome::ok);
  CHECK(ends.all().at("last.md").outcome == Outcome::ok);
  CHECK(reason_of(ends, "missing.txt") == Reason::unreadable);
  CHECK(reason_of(ends, "folder.txt") == Reason::unreadable);
  CHECK(reason_of(ends, "empty.txt") == Reason::empty);
  CHECK(reason_of(ends, "blank.txt") == Reason::empty);
  CHECK(reason_of(ends, "binary.txt") == Reason::binary);
  CHECK(reason_of(ends, "latin1.txt") == Reason::invalid_utf8);
  CHECK(reason_of(ends, "deep.html") == Reason::too_deep);
  CHECK(reason_of(ends, "huge.txt") == Reason::too_large);
  const auto picture = reason_of(ends, "picture.png");
  CHECK((picture == Reason::binary || picture == Reason::invalid_utf8 ||
         picture == Reason::unsupported_format));
  const auto counts = engine->counts();
  CHECK(counts.ok == 2);
  CHECK(counts.failed == 9);
  CHECK(counts.shed == 0);
  const auto state = engine->store().find("latin1.txt");
  REQUIRE(state);
  REQUIRE(*state);
  CHECK((*state)->status == engine::documents::store::Status::failed);
  CHECK((*state)->reason == "invalid UTF-8");
}

TEST_CASE("what comes again is found in the cache and changes nothing but its count") {
  const TestFolder folder;
  Ends first, second;
  const auto engine = open(v2_with_each_executor(), folder);
  const std::string text = "The ferry leaves at noon. The captain waits for nobody. Bring a coat.";
  engine->submit({.id = "a.txt", .path = {}, .bytes = text}, first.note());
  while (engine->counts().ok < 1) std::this_thread::yield();
  engine->submit({.id = "a.txt", .path = {}, .bytes = text}, second.note());
  engine->submit({.id = "copy.txt", .path = {}, .bytes = text}, second.note());
  engine->stop();

  CHECK(engine->cache_counters().hits == 2);
  CHECK(engine->cache_counters().misses == 1);
  CHECK(second.all().at("a.txt").content == first.all().at("a.txt").content);
  const auto names = Engine::stage_names();
  const auto parse = std::find(names.begin(), names.end(), "parse") - names.begin();
  CHECK(first.all().at("a.txt").stages[static_cast<std::size_t>(parse)].count() >= 0);
  CHECK(second.all().at("a.txt").stages[static_cast<std::size_t>(parse)] ==
        engine::run::Trace::did_not_run);
  const auto state = engine->store().find("a.txt");
  REQUIRE(state);
  CHECK((*state)->times_processed == 2);
  // The copy never went through the analysis, and still can be found.
  const auto hits = engine->search("captain", 10);
  REQUIRE(hits);
  CHECK(hits->size() == 2);
  const auto copy = engine->store().find("copy.txt");
  REQUIRE(copy);
  CHECK((*copy)->tokens == (*state)->tokens);
}

TEST_CASE("the same bytes under another format's name are another content") {
  const TestFolder folder;
  Ends ends;
  const auto engine = open(patient(Options::v2()), folder);
  const std::string bytes = "# Harbour\n\nThe ferry leaves at *noon*, and waits for nobody.\n";
  for (const std::string id : {"a.md", "a.txt", "b.md"}) {
    engine->submit({.id = id, .path = {}, .bytes = bytes}, ends.note());
    while (engine->counts().ok < (id == "a.md" ? 1 : id == "a.txt" ? 2 : 3)) {
      std::this_thread::yield();
    }
  }
  engine->stop();
  CHECK(ends.all().at("a.md").content->parsed.text.find('*') == std::string::npos);
  CHECK(ends.all().at("a.txt").content->parsed.text.find('*') != std::string::npos);
  CHECK(ends.all().at("b.md").content == ends.all().at("a.md").content);
}

TEST_CASE("a changed document replaces its former self in the index") {
  const TestFolder folder;
  Ends ends;
  const auto engine = open(patient(Options::v1()), folder);
  engine->submit({.id = "a.txt", .path = {}, .bytes = "All about walruses and their tusks."},
                 ends.note());
  engine->submit({.id = "a.txt", .path = {}, .bytes = "All about penguins and their eggs."},
                 ends.note());
  engine->stop();
  CHECK(engine->search("walrus", 10)->empty());
  REQUIRE(engine->search("penguins", 10)->size() == 1);
  CHECK(engine->search("penguins", 10)->front().id == "a.txt");
}

TEST_CASE("of documents with one id the last submitted wins, however long each takes") {
  const TestFolder folder;
  Options options = v2_with_each_executor();
  options.run.batch.size = 3;
  const auto engine = open(options, folder);
  std::string tale = "The tale of the keeper of the light. ";
  while (tale.size() < 50'000) tale += "And the keeper, who was old, lit the lamp once more. ";
  for (int i = 0; i < 40; ++i) {
    const std::string id = std::to_string(i) + ".txt";
    for (const std::string& text : {tale, std::string("Short."), std::string("It ends here.")}) {
      engine->submit({.id = id, .path = {}, .bytes = text}, [](const Result&) {});
    }
  }
  engine->stop();
  for (int i = 0; i < 40; ++i) {
    const auto state = engine->store().find(std::to_string(i) + ".txt");
    REQUIRE(state);
    REQUIRE(*state);
    CHECK((*state)->times_processed == 3);
    CHECK((*state)->bytes == 13);
  }
  CHECK(engine->search("keeper", 100)->empty());
}

TEST_CASE("overload is shed or waited for, and the sums agree") {
  const TestFolder folder;
  Options options = v2_with_each_executor();
  for (const QueuePolicy policy : {QueuePolicy::shed, QueuePolicy::block}) {
    options.run.workers = 1;
    options.run.queue_capacity = 1;
    options.run.queue_policy = policy;
    Ends ends;
    const auto engine = open(options, folder, policy == QueuePolicy::shed ? "shed" : "block");
    constexpr int submitted = 300;
    for (int i = 0; i < submitted; ++i) {
      engine->submit(
          {.id = std::to_string(i) + ".txt", .path = {}, .bytes = "Document " + std::to_string(i)},
          ends.note());
    }
    engine->stop();
    engine->submit({.id = "late.txt", .path = {}, .bytes = "Too late."}, ends.note());
    const auto counts = engine->counts();
    CHECK(counts.ok + counts.failed + counts.shed == submitted + 1);
    CHECK(ends.all().size() == submitted + 1);
    CHECK(ends.all().at("late.txt").outcome == Outcome::shed);
    CHECK(ends.all().at("late.txt").error->reason == Reason::stopped);
    CHECK(counts.failed == 0);
    if (policy == QueuePolicy::block) {
      CHECK(counts.shed == 1);
    } else {
      CHECK(counts.shed > 1);
      for (const auto& [id, end] : ends.all()) {
        if (end.outcome == Outcome::shed && id != "late.txt") {
          CHECK(end.error->reason == Reason::overloaded);
        }
      }
    }
    for (const auto& [id, end] : ends.all()) CHECK_MESSAGE(end.times == 1, id);
  }
}

TEST_CASE("two engines on two databases don't see one another") {
  const TestFolder folder;
  Ends ends;
  const auto one = open(patient(Options::v2()), folder, "one.sqlite");
  const auto two = open(patient(Options::v2()), folder, "two.sqlite");
  one->submit({.id = "a.txt", .path = {}, .bytes = "Only in the first."}, ends.note());
  one->stop();
  two->stop();
  CHECK(*one->store().count(engine::documents::store::Status::ok) == 1);
  CHECK(*two->store().count(engine::documents::store::Status::ok) == 0);
}

TEST_CASE("what can't work is refused before anything starts") {
  const TestFolder folder;
  Options contradiction = Options::v2();
  contradiction.chunks.overlap = contradiction.chunks.bytes;
  CHECK_FALSE(Engine::open(contradiction, folder / "engine.sqlite"));
  CHECK_FALSE(Engine::open(Options::v2(), folder / "no/such/folder/engine.sqlite"));
}

}  // namespace engine_test
