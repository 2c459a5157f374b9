// executor=processes: children die, documents do not get lost.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>

#include "engine/child/running.h"
#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"

namespace process_test {

using engine::Reason;
using engine::child::running_children;
using engine::documents::Content;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::run::ExecutorKind;

namespace {

struct End {
  Outcome outcome = Outcome::shed;
  std::optional<engine::Error> error;
  std::shared_ptr<const Content> content;
  std::vector<engine::Duration> stages;
  int times = 0;
};

/// How documents ended, by id.
class Ends {
 public:
  engine::documents::items::Done note() {
    return [this](const Result& result) {
      const std::lock_guard lock(mutex_);
      End& end = ends_[std::string(result.id)];
      end = {result.outcome,
             result.error,
             result.content,
             {result.stages.begin(), result.stages.end()},
             end.times + 1};
      ended_.fetch_add(1);
    };
  }
  std::size_t count() const { return ended_.load(); }
  const std::map<std::string, End>& all() const { return ends_; }

 private:
  std::mutex mutex_;
  std::map<std::string, End> ends_;
  std::atomic<std::size_t> ended_{0};
};

Options processes(std::uint32_t workers) {
  Options options = Options::v2();
  options.run.executor = ExecutorKind::processes;
  options.run.workers = workers;
  options.run.queue_policy = engine::run::QueuePolicy::block;
  return options;
}

std::unique_ptr<Engine> open(const Options& options, const std::filesystem::path& database) {
  auto engine = Engine::open(options, database);
  REQUIRE_MESSAGE(engine, (engine ? "" : engine.error().detail));
  return std::move(*engine);
}

std::string text_of(int number) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += "Ship " + std::to_string(number) + " has passed lighthouse " + std::to_string(i) +
            " and reports calm weather. ";
  }
  return text;
}

std::string id_of(int number) {
  return std::to_string(number) + ".txt";
}

}  // namespace

TEST_CASE("child processes come to the results of a sequential engine, in either codec") {
  const TestFolder folder;
  const auto paths = engine::documents::items::real_documents(40);
  std::vector<Ends> ends(3);
  Options all[3] = {processes(1), processes(2), processes(2)};
  all[0].run.executor = ExecutorKind::sequential;
  all[1].codec = engine::documents::codec::Format::json;
  all[1].parser_reuse = false;
  all[2].codec = engine::documents::codec::Format::msgpack;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto engine = open(all[i], folder / std::to_string(i));
    for (const auto& path : paths) {
      engine->submit({.id = path.string(), .path = path, .bytes = {}}, ends[i].note());
    }
    engine->stop();
  }
  const auto names = Engine::stage_names();
  for (const auto& [id, end] : ends[0].all()) {
    for (const Ends& others : {std::cref(ends[1]), std::cref(ends[2])}) {
      CAPTURE(id);
      const End& other = others.all().at(id);
      REQUIRE(end.outcome == other.outcome);
      REQUIRE(other.content);
      CHECK(end.content->parsed.title == other.content->parsed.title);
      CHECK(end.content->parsed.text == other.content->parsed.text);
      CHECK(end.content->chunks == other.content->chunks);
      CHECK(end.content->analysis == other.content->analysis);
      for (std::size_t i = 0; i < names.size(); ++i) {
        // Every stage that ran in one engine ran, and took time, in the other.
        CHECK((end.stages[i].count() >= 0) == (other.stages[i].count() >= 0));
      }
    }
  }
}

TEST_CASE("children killed under load: each document ends once, and is indexed once") {
  const TestFolder folder;
  std::size_t wanted_kills = 200;
  Options options = processes(2);
  options.document_deadline = std::nullopt;
  SUBCASE("those in hand are tried again") {}
  SUBCASE("without retries only those in hand have crashed") {
    options.run.retry.attempts = 1;
    wanted_kills = 40;
  }
  Ends ends;
  const auto engine = open(options, folder / "engine.sqlite");
  std::atomic<std::size_t> kills{0};
  std::thread killer([&] {
    std::mt19937 random(20'260'401);
    while (kills < wanted_kills) {
      const auto children = running_children("prony_worker");
      for (std::size_t yields = random() % 300; yields > 0; --yields) std::this_thread::yield();
      if (!children.empty()) kill(children[random() % children.size()], SIGKILL);
      if (!children.empty()) ++kills;
    }
  });
  int documents = 0;
  for (; kills < wanted_kills; ++documents) {
    engine->submit({.id = id_of(documents), .path = {}, .bytes = text_of(documents)}, ends.note());
  }
  killer.join();
  engine->stop();

  std::size_t crashed = 0;
  REQUIRE(static_cast<int>(ends.all().size()) == documents);
  for (const auto& [id, end] : ends.all()) {
    CAPTURE(id);
    CHECK(end.times == 1);
    const auto state = engine->store().find(id);
    REQUIRE(state);
    REQUIRE(*state);
    if (end.outcome == Outcome::ok) {
      CHECK((*state)->status == engine::documents::store::Status::ok);
      continue;
    }
    ++crashed;
    REQUIRE(end.error);
    // Overloaded: three children in a row were killed before they had it.
    CHECK((end.error->reason == Reason::crashed || end.error->reason == Reason::overloaded));
    CHECK(end.error->detail.find("killed by signal 9") != std::string::npos);
    CHECK((*state)->status == engine::documents::store::Status::failed);
    CHECK((*state)->reason == to_string(end.error->reason));
  }
  CHECK(crashed <= kills);
  if (options.run.retry.attempts == 1) {
    CHECK(crashed > 0);
  } else {
    CHECK(engine->boundary_counters().recovered > 0);
    CHECK(crashed <= kills / 10);  // by chance three times in a row
  }
  const auto hits = engine->search("lighthouse", 2 * ends.all().size());
  REQUIRE(hits);
  CHECK(hits->size() == ends.all().size() - crashed);  // each once
}

TEST_CASE("of documents with one id the last submitted wins, whichever child is done first") {
  const TestFolder folder;
  Ends ends;
  Options options = processes(3);
  options.run.batch.size = 3;
  const auto engine = open(options, folder / "engine.sqlite");
  std::string tale = text_of(0);
  while (tale.size() < 100'000) tale += tale;
  for (int i = 0; i < 30; ++i) {
    for (const std::string& text : {tale, text_of(i), std::string("It ends here.")}) {
      engine->submit({.id = id_of(i), .path = {}, .bytes = text}, ends.note());
    }
  }
  engine->stop();
  for (int i = 0; i < 30; ++i) CHECK(engine->store().find(id_of(i)).value()->bytes == 13);
}

TEST_CASE("an engine stopped or destroyed leaves no child") {
  const TestFolder folder;
  {
    Ends ends;
    const auto engine = open(processes(3), folder / "engine.sqlite");
    CHECK(running_children("prony_worker").size() == 3);
    engine->submit({.id = "a.txt", .path = {}, .bytes = text_of(1)}, ends.note());
  }
  CHECK(running_children("prony_worker").empty());
}

TEST_CASE("an engine opened by a thread that ends keeps its children") {
  const TestFolder folder;
  Ends ends;
  std::unique_ptr<Engine> engine;
  std::thread([&] { engine = open(processes(2), folder / "engine.sqlite"); }).join();
  const auto children = running_children("prony_worker");
  for (int i = 0; i < 20; ++i) {
    engine->submit({.id = id_of(i), .path = {}, .bytes = text_of(i)}, ends.note());
  }
  while (ends.count() < 20) std::this_thread::yield();
  CHECK(running_children("prony_worker") == children);
  engine->stop();
  CHECK(engine->counts().ok == 20);
}

TEST_CASE("kill -9 of the engine leaves no child, not even one at work") {
  const TestFolder folder;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t parent = fork();
  REQUIRE(parent >= 0);
  if (parent == 0) {
    auto engine = Engine::open(processes(2), folder / "engine.sqlite");
    if (!engine) _exit(1);
    for (int i = 0;; ++i) {
      (*engine)->submit({.id = id_of(i), .path = {}, .bytes = text_of(i)}, [&](const Result&) {
        if (write(ends[1], "x", 1) != 1) _exit(1);
      });
    }
  }
  char acknowledged = 0;
  for (int i = 0; i < 10; ++i) REQUIRE(read(ends[0], &acknowledged, 1) == 1);
  const auto children = running_children("prony_worker", parent);
  CHECK(children.size() == 2);
  REQUIRE(kill(parent, SIGKILL) == 0);
  for (const int end : ends) close(end);
  int status = 0;
  REQUIRE(waitpid(parent, &status, 0) == parent);
  for (const pid_t child : children) engine::child::wait_until_dead(child);
}

TEST_CASE("without the program for its children an engine does not open, and says why") {
  const TestFolder folder;
  REQUIRE(setenv("PRONY_WORKER", (folder / "no_worker").c_str(), 1) == 0);
  const auto engine = Engine::open(processes(2), folder / "engine.sqlite");
  unsetenv("PRONY_WORKER");
  REQUIRE_FALSE(engine);
  CHECK(engine.error().detail.find("no_worker: No such file") != std::string::npos);
}

}  // namespace process_test
