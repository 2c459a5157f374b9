#include "engine/documents/engine.h"

#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <thread>

#include "engine/documents/test_folder.h"

using engine::Options;
using engine::QueuePolicy;
using engine::Reason;
using engine::documents::Content;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::Result;
using engine::documents::TestFolder;

namespace {

/// How documents ended, by id; each must end once.
class Ends {
 public:
  struct End {
    Outcome outcome = Outcome::ok;
    std::optional<engine::Error> error;
    std::shared_ptr<const Content> content;
    std::vector<engine::run::Duration> stages;
    int times = 0;
  };

  engine::documents::Done note() {
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
  options.queue_policy = QueuePolicy::block;
  return options;
}

Reason reason_of(const Ends& ends, const std::string& id) {
  const Ends::End& end = ends.all().at(id);
  CHECK(end.outcome == Outcome::failed);
  REQUIRE(end.error);
  CHECK_FALSE(end.error->detail.empty());
  return end.error->reason;
}

}  // namespace

TEST_CASE("v1 and v2 come to the same results, document by document") {
  const TestFolder folder;
  const auto paths = engine::documents::real_documents(60);
  REQUIRE(paths.size() >= 50);
  Ends ends[2];
  std::unique_ptr<Engine> engines[2] = {open(patient(Options::v1()), folder, "v1.sqlite"),
                                        open(patient(Options::v2()), folder, "v2.sqlite")};
  for (int i = 0; i < 2; ++i) {
    for (const auto& path : paths) {
      engines[i]->submit({.id = path.string(), .path = path, .bytes = {}}, ends[i].note());
    }
    engines[i]->stop();
  }
  REQUIRE(ends[0].all().size() == paths.size());
  for (const auto& [id, end] : ends[0].all()) {
    CAPTURE(id);
    const Ends::End& other = ends[1].all().at(id);
    CHECK(end.times == 1);
    CHECK(other.times == 1);
    REQUIRE(end.outcome == other.outcome);
    REQUIRE(end.content);
    REQUIRE(other.content);
    CHECK(end.content->parsed.title == other.content->parsed.title);
    CHECK(end.content->parsed.text == other.content->parsed.text);
    CHECK(end.content->analysis == other.content->analysis);
    CHECK(end.content->chunks.size() == other.content->chunks.size());
    const auto states = {engines[0]->store().find(id), engines[1]->store().find(id)};
    for (const auto& state : states) {
      REQUIRE(state);
      REQUIRE(*state);
    }
    CHECK((*states.begin())->value().summary == (*(states.begin() + 1))->value().summary);
    CHECK((*states.begin())->value().tokens == (*(states.begin() + 1))->value().tokens);
    CHECK((*states.begin())->value().tokens > 0);
  }
}

TEST_CASE("a bad document fails with its reason, and the others go on") {
  const TestFolder folder;
  Ends ends;
  const auto engine = open(patient(Options::v2()), folder);
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
  CHECK((*state)->status == engine::store::Status::failed);
  CHECK((*state)->reason == "invalid UTF-8");
}

TEST_CASE("what comes again is found in the cache and changes nothing but its count") {
  const TestFolder folder;
  Ends first, second;
  const auto engine = open(patient(Options::v2()), folder);
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

TEST_CASE("overload is shed or waited for, and the sums agree") {
  const TestFolder folder;
  for (const QueuePolicy policy : {QueuePolicy::shed, QueuePolicy::block}) {
    Options options = Options::v2();
    options.workers = 1;
    options.queue_capacity = 1;
    options.queue_policy = policy;
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
  CHECK(*one->store().count(engine::store::Status::ok) == 1);
  CHECK(*two->store().count(engine::store::Status::ok) == 0);
}

TEST_CASE("what can't work is refused before anything starts") {
  const TestFolder folder;
  Options contradiction = Options::v2();
  contradiction.chunk_overlap = contradiction.chunk_size;
  CHECK_FALSE(Engine::open(contradiction, folder / "engine.sqlite"));
  CHECK_FALSE(Engine::open(Options::v2(), folder / "no/such/folder/engine.sqlite"));
}
