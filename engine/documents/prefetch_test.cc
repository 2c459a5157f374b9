// The engine with cache.prefetch, one document at a time, with time in between.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"

namespace prefetch_test {

using engine::documents::Engine;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;

namespace {

constexpr int documents = 60;

/// Sixty documents, of which the cache holds some ten.
class Library {
 public:
  explicit Library(bool prefetch, bool as_v2 = false) {
    Options options = Options::v2();
    options.run.workers = 1;
    options.cache_prefetch = prefetch;
    if (!as_v2) options.cache.policy = engine::cache::policy::Policy::lru;
    options.cache.admission = as_v2;
    options.cache.capacity_bytes = 48 << 10;
    for (int i = 0; i < documents; ++i) folder_.write(name(i), text(i));
    engine_ = *Engine::open(options, folder_ / "library.sqlite");
  }

  void ask_for(int i) {
    std::promise<void> done;
    engine_->submit({.id = name(i), .path = folder_ / name(i), .bytes = {}},
                    [&](const Result&) { done.set_value(); });
    done.get_future().wait();
    ++asked_;
    const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (is_busy() && std::chrono::steady_clock::now() < late) std::this_thread::yield();
  }

  Engine& engine() { return *engine_; }
  int asked() const { return asked_; }
  double hit_ratio() const { return static_cast<double>(engine_->cache_counters().hits) / asked_; }

 private:
  static std::string name(int i) { return "d" + std::to_string(i) + ".txt"; }
  static std::string text(int i) {
    std::string all;
    for (int k = 0; k < 20; ++k) {
      all += "Ship " + std::to_string(i) + " comes with tide " + std::to_string(k) + ".\n\n";
    }
    return all;
  }
  bool is_busy() const {
    return engine_->prefetch_counters().made < engine_->prefetch_counters().proposed;
  }

  TestFolder folder_;
  std::unique_ptr<Engine> engine_;
  int asked_ = 0;
};

}  // namespace

TEST_CASE("of a sequence longer than the cache most is there before it is asked for") {
  Library with(true);
  Library without(false);
  for (int round = 0; round < 6; ++round) {
    for (int i = 0; i < documents; ++i) with.ask_for(i), without.ask_for(i);
  }
  CHECK(without.hit_ratio() == 0);
  CHECK(with.hit_ratio() > 0.5);
  CHECK(with.engine().prefetch_counters().used > 100);
  CHECK(without.engine().prefetch_counters().proposed == 0);
}

TEST_CASE("admission does not refuse what is expected, which would be all of a sequence") {
  Library with(true, true);
  Library without(false, true);
  for (int round = 0; round < 6; ++round) {
    for (int i = 0; i < documents; ++i) with.ask_for(i), without.ask_for(i);
  }
  CHECK(with.hit_ratio() > without.hit_ratio() + 0.15);
}

TEST_CASE("what is prepared is no document's: it is not counted, nor stored, nor a hit or a miss") {
  Library library(true);
  for (int round = 0; round < 6; ++round) {
    for (int i = 0; i < documents; ++i) library.ask_for(i);
  }
  Engine& engine = library.engine();
  REQUIRE(engine.prefetch_counters().made > 100);
  engine.stop();
  CHECK(engine.counts().ok == static_cast<std::uint64_t>(library.asked()));
  CHECK(engine.counts().failed + engine.counts().shed == 0);
  const auto cache = engine.cache_counters();
  CHECK(cache.hits + cache.misses == static_cast<std::uint64_t>(library.asked()));
  CHECK((*engine.store().find("d7.txt"))->times_processed == 6);
  CHECK(*engine.store().count(engine::documents::store::Status::ok) == documents);
}

TEST_CASE("without cache.prefetch nothing is learnt, and both come to the same") {
  Library with(true);
  Library without(false);
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 20; ++i) with.ask_for(i), without.ask_for(i);
  }
  for (int i = 0; i < 20; ++i) {
    const std::string id = "d" + std::to_string(i) + ".txt";
    const auto one = *with.engine().store().find(id);
    const auto other = *without.engine().store().find(id);
    CHECK(one->summary == other->summary);
    CHECK(one->keywords == other->keywords);
    CHECK(one->chunks == other->chunks);
  }
}

}  // namespace prefetch_test
