// duplicates.coalesce in the whole engine.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"

namespace coalesce_test {

using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::run::QueuePolicy;

namespace {

Options options_with(bool coalesce) {
  Options options = Options::v2();
  options.run.executor = engine::run::ExecutorKind::threads;
  options.run.workers = 2;
  options.run.queue_policy = QueuePolicy::block;
  options.cache.policy = engine::cache::policy::Policy::none;
  options.cache.capacity_bytes = 0;  // what is worked on twice is parsed twice
  options.coalesce = coalesce;
  return options;
}

std::unique_ptr<Engine> open(const Options& options, const TestFolder& folder) {
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE(engine);
  return std::move(*engine);
}

engine::documents::items::Document document(int number, const std::string& bytes) {
  return {.id = std::to_string(number) + ".txt", .path = {}, .bytes = bytes};
}

/// Keeps a worker in the `done` of its document until it is opened.
class Gate {
 public:
  engine::documents::items::Done hold() {
    return [this](const Result&) {
      std::unique_lock lock(mutex_);
      ++waiting_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return open_; });
    };
  }
  void wait_for(int workers) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == workers; });
  }
  void open() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

/// Occupies the workers, so that what is submitted next waits in the queue.
void occupy(Engine& engine, Gate& gate, int workers) {
  for (int i = 0; i < workers; ++i) {
    engine.submit(document(1'000'000 + i, "Occupied."), gate.hold());
    gate.wait_for(i + 1);
  }
}

}  // namespace

TEST_CASE("a document under way that is asked for again is worked on once, and everybody is told") {
  for (const bool coalesce : {false, true}) {
    const TestFolder folder;
    Gate gate;
    const auto engine = open(options_with(coalesce), folder);
    occupy(*engine, gate, 2);
    std::atomic<int> told{0};
    std::mutex mutex;
    std::vector<const void*> contents;
    int worked_on = 0;
    constexpr int submissions = 20;
    for (int i = 0; i < submissions; ++i) {
      const auto sent = std::chrono::steady_clock::now();
      engine->submit(document(1, "Asked for again and again."), [&, sent](const Result& result) {
        CHECK(result.outcome == Outcome::ok);
        CHECK(result.id == "1.txt");
        CHECK(result.started >= sent);
        CHECK(result.served >= result.started);
        CHECK(result.finished >= result.served);
        const std::lock_guard lock(mutex);
        contents.push_back(result.content.get());
        worked_on += std::any_of(result.stages.begin(), result.stages.end(),
                                 [](auto took) { return took >= took.zero(); });
        ++told;
      });
    }
    gate.open();
    engine->stop();
    CHECK(told == submissions);
    CHECK(engine->counts().ok == submissions + 2);
    CHECK(engine->coalesced() == (coalesce ? submissions - 1 : 0));
    std::sort(contents.begin(), contents.end());
    const auto made = std::unique(contents.begin(), contents.end()) - contents.begin();
    CHECK((made == 1) == coalesce);  // parsed once, or more often
    CHECK(worked_on == (coalesce ? 1 : submissions));
    const auto state = engine->store().find("1.txt");
    REQUIRE(state);
    CHECK((*state)->times_processed == (coalesce ? 1 : submissions));
  }
}

TEST_CASE("a document that has changed between two submissions is worked on twice") {
  const TestFolder folder;
  Gate gate;
  const auto engine = open(options_with(true), folder);
  occupy(*engine, gate, 2);
  std::atomic<int> told{0};
  for (const char* const bytes : {"All about walruses.", "All about penguins."}) {
    engine->submit(document(1, bytes), [&](const Result&) { ++told; });
  }
  gate.open();
  engine->stop();
  CHECK(told == 2);
  CHECK(engine->coalesced() == 0);
  CHECK((*engine->store().find("1.txt"))->times_processed == 2);
}

TEST_CASE("what was shed is not joined, and the sums agree") {
  const TestFolder folder;
  Gate gate;
  Options options = options_with(true);
  options.run.workers = 1;
  options.run.queue_capacity = 2;
  options.run.queue_policy = QueuePolicy::shed;
  const auto engine = open(options, folder);
  occupy(*engine, gate, 1);
  std::atomic<int> ok{0}, shed{0};
  const auto submit = [&](int number) {
    engine->submit(document(number, "A document."),
                   [&](const Result& result) { ++(result.outcome == Outcome::ok ? ok : shed); });
  };
  submit(1);
  submit(2);  // the queue is full
  submit(3);
  submit(3);
  CHECK(shed == 2);
  submit(1);  // needs no place
  CHECK(shed == 2);
  gate.open();
  engine->stop();
  submit(1);
  CHECK(ok == 3);
  CHECK(shed == 3);
  CHECK(engine->counts().ok == 4);
  CHECK(engine->counts().shed == 3);
  CHECK(engine->coalesced() == 1);
}

TEST_CASE("a document submitted again from within its own done is worked on again") {
  const TestFolder folder;
  const auto engine = open(options_with(true), folder);
  std::atomic<int> told{0};
  engine->submit(document(1, "Again."), [&](const Result&) {
    ++told;
    engine->submit(document(1, "Again."), [&](const Result&) { ++told; });
  });
  while (told < 2) std::this_thread::yield();
  engine->stop();
  CHECK(engine->coalesced() == 0);
  CHECK((*engine->store().find("1.txt"))->times_processed == 2);
}

TEST_CASE("many submit few documents in versions: each is told once, of what it asked for") {
  const TestFolder folder;
  const auto engine = open(options_with(true), folder);
  std::atomic<int> told{0}, wrong{0};
  constexpr int submitters = 4, rounds = 250;
  std::vector<std::thread> threads;
  for (int t = 0; t < submitters; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < rounds; ++i) {
        const std::string bytes = "Version " + std::to_string((i / 5 + t) % 3) + " of it.";
        engine->submit(document(i % 4, bytes), [&, bytes](const Result& result) {
          if (result.outcome != Outcome::ok || result.content->parsed.text != bytes) ++wrong;
          ++told;
        });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  engine->stop();
  CHECK(told == submitters * rounds);
  CHECK(wrong == 0);
  CHECK(engine->counts().ok == submitters * rounds);
}

}  // namespace coalesce_test
