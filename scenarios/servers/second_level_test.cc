// The engine with a real Redis server behind its cache.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/remote/entry.h"
#include "engine/redis/connection.h"
#include "scenarios/servers/redis_server.h"

namespace second_level_test {

using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::redis::Connection;
using scenarios::RedisServer;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<RedisServer> started(const RedisServer::Limits& limits = {}) {
  auto server = RedisServer::start(limits);
  REQUIRE_MESSAGE(server, (server ? "" : server.error().message));
  return std::move(*server);
}

Options with(const RedisServer& server) {
  Options options = Options::v2();
  options.run.queue_policy = engine::run::QueuePolicy::block;
  options.second_level.redis = server.address();
  options.second_level.bloom = false;
  return options;
}

const std::vector<std::filesystem::path>& documents() {
  static const auto all = engine::documents::items::real_documents(24);
  return all;
}

/// A fresh engine that has worked on all documents once.
struct Worked {
  engine::documents::remote::Counters second;
  engine::cache::Counters first;
  std::uint64_t ok = 0, failed = 0;
  std::map<std::string, std::string> summaries;  // by document
};

Worked work(const Options& options, const std::function<void(std::size_t)>& each_done = {}) {
  const TestFolder folder;
  auto engine = Engine::open(options, folder / "library.sqlite");
  REQUIRE(engine);
  std::mutex mutex;
  std::size_t done = 0;
  for (const auto& path : documents()) {
    (*engine)->submit({.id = path.string(), .path = path, .bytes = {}}, [&](const Result&) {
      const std::lock_guard lock(mutex);
      ++done;
      if (each_done) each_done(done);
    });
  }
  (*engine)->stop();
  Worked worked;
  worked.second = (*engine)->second_level_counters();
  worked.first = (*engine)->cache_counters();
  worked.ok = (*engine)->counts().ok;
  worked.failed = (*engine)->counts().failed;
  for (const auto& path : documents()) {
    const auto state = (*engine)->store().find(path.string());
    REQUIRE(state);
    REQUIRE(*state);
    worked.summaries[path.string()] = (*state)->title + '\n' + (*state)->summary;
  }
  CHECK(done == documents().size());
  return worked;
}

/// One worker, so that what another did not commit yet plays no part.
Options alone(Options options) {
  options.run.workers = 1;
  return options;
}

}  // namespace

TEST_CASE("what one engine made another finds, and comes to the same") {
  for (const auto format :
       {engine::documents::codec::Format::json, engine::documents::codec::Format::msgpack}) {
    for (const bool bloom : {false, true}) {
      const auto server = started();
      Options options = alone(with(*server));
      options.codec = format;
      options.second_level.bloom = bloom;
      const Worked first = work(options);
      CHECK(first.ok == documents().size());
      CHECK(first.second.hits == 0);
      CHECK(first.second.errors == 0);
      CHECK(first.second.insertions == documents().size());
      const Worked second = work(options);
      CHECK(second.ok == documents().size());
      CHECK(second.second.hits == documents().size());
      CHECK(second.second.errors == 0);
      CHECK(second.second.time_saved > 0s);
      CHECK(second.second.bytes_read == first.second.bytes_written);
      CHECK(second.summaries == first.summaries);
    }
  }
}

TEST_CASE("what the server had moves up into the first level") {
  const auto server = started();
  Options options = alone(with(*server));
  options.coalesce = false;  // each is to look the content up
  work(options);
  const TestFolder folder;
  auto engine = Engine::open(options, folder / "library.sqlite");
  for (int i = 0; i < 3; ++i) {
    (*engine)->submit({.id = "a", .path = documents()[0], .bytes = {}}, [](const Result&) {});
  }
  (*engine)->stop();
  CHECK((*engine)->second_level_counters().hits == 1);
  CHECK((*engine)->cache_counters().hits == 2);
}

TEST_CASE("the Bloom filter spares the server what it surely does not have") {
  const auto server = started();
  Options options = alone(with(*server));
  options.second_level.bloom = true;
  const Worked first = work(options);
  CHECK(first.second.spared == documents().size());
}

TEST_CASE("engines with other options don't find it") {
  const auto server = started();
  Options options = alone(with(*server));
  options.coalesce = false;  // each is to look the content up
  work(options);
  const std::function<void(Options&)> changes[] = {
      [](Options& other) { other.chunks.bytes = 1'000; },
      [](Options& other) { other.chunks.overlap = 100; },
      [](Options& other) { other.analysis.keywords = 3; },
      [](Options& other) { other.analysis.summary_sentences = 1; },
      [](Options& other) { other.codec = engine::documents::codec::Format::json; },
      [](Options& other) { other.key_hash = engine::key::Hash::md5; }};
  for (const auto& change : changes) {
    Options other = options;
    change(other);
    CHECK(work(other).second.hits == 0);
  }
}

TEST_CASE("contents go when cache.ttl says so") {
  const auto server = started();
  Options options = alone(with(*server));
  options.cache.ttl = 48h;
  work(options);
  Connection connection(*engine::redis::resolve(server->address()), {.command = 10s});
  const std::string count = std::to_string(documents().size());
  CHECK(connection.info("keyspace")->find("keys=" + count + ",expires=" + count) !=
        std::string::npos);
  options.cache.ttl = 1ms;  // gone long before another engine is open
  options.analysis.keywords = 3;
  work(options);
  CHECK(work(options).second.hits == 0);
}

TEST_CASE("a server that is killed in mid run fails no document") {
  auto server = started();
  Options options = with(*server);
  options.run.batch.size = 4;
  const Worked worked = work(options, [&](std::size_t done) {
    if (done == 10) server->kill();
  });
  CHECK(worked.ok == documents().size());
  CHECK(worked.second.hits == 0);
  CHECK(worked.second.errors > 0);
}

TEST_CASE("values that are no contents are misses, and are written anew") {
  const auto server = started();
  const Options options = alone(with(*server));
  const Worked first = work(options);
  Connection connection(*engine::redis::resolve(server->address()), {.command = 10s});
  std::string cursor = "0";
  do {
    const auto page = connection.scan(cursor, "prony:*", 100);
    REQUIRE(page);
    for (const std::string& key : page->keys) {
      REQUIRE(connection.set(key, std::string(100, '\x93'), {}));
    }
    cursor = page->cursor;
  } while (cursor != "0");
  const Worked second = work(options);
  CHECK(second.ok == documents().size());
  CHECK(second.second.errors == documents().size());
  CHECK(second.second.hits == 0);
  CHECK(second.summaries == first.summaries);
  CHECK(work(options).second.hits == documents().size());
}

TEST_CASE("what one engine forgets another does not find, but by its own memory") {
  const auto server = started();
  const Options options = alone(with(*server));
  const TestFolder folder;
  const auto one = *Engine::open(options, folder / "one.sqlite");
  const auto other = *Engine::open(options, folder / "other.sqlite");
  const auto is_cached = [](Engine& engine, const std::string& bytes) {
    std::promise<bool> from_cache;
    engine.submit({.id = "a.txt", .path = {}, .bytes = bytes},
                  [&](const Result& result) { from_cache.set_value(result.from_cache); });
    return from_cache.get_future().get();
  };
  const std::string text = "The ferry leaves at noon, and waits for nobody.";
  CHECK_FALSE(is_cached(*one, text));
  const auto forgotten = other->forget_content(engine::documents::parsed::Format::text, text);
  CHECK_FALSE(forgotten.in_memory);
  CHECK(forgotten.in_second_level.has_value());
  CHECK_FALSE(is_cached(*other, text));
  CHECK(is_cached(*one, text));
  // Both have it in memory, and the server has what the other wrote.
  CHECK(one->forget_document("a.txt")->in_memory);
  CHECK_FALSE(is_cached(*one, text));
  CHECK(is_cached(*other, text));
}

TEST_CASE("a forgotten entry is not found, though it come to the server late, until it is anew") {
  const auto server = started();
  Connection connection(*engine::redis::resolve(server->address()), {.command = 10s});
  engine::documents::remote::Settings settings;
  settings.server = *engine::redis::resolve(server->address());
  settings.patience.command = 10s;
  engine::documents::remote::Level level(settings);
  engine::documents::remote::Access access(level);
  access.put("name", {}, 5ms);
  REQUIRE(access.get("name"));  // so it is there
  CHECK(level.forget("name") == true);
  CHECK_FALSE(*connection.get("name"));
  CHECK(level.forget("name") == false);
  const std::string late = engine::documents::remote::write_entry(
      engine::documents::codec::Format::msgpack, engine::documents::content::Content(), 5ms);
  REQUIRE(connection.set("name", late, {}));
  REQUIRE(*connection.get("name"));
  CHECK_FALSE(access.get("name"));
  CHECK_FALSE(access.get_ahead("name"));
  access.put("name", {}, 5ms);
  CHECK(access.get("name"));
  server->kill();
  CHECK_FALSE(level.forget("name"));
}

TEST_CASE("a server that is full fails no document") {
  const auto server = started({.memory_bytes = 1 << 20, .evicts = false});
  const Worked worked = work(with(*server));
  CHECK(worked.ok == documents().size());
  CHECK(worked.second.errors > 0);
}

TEST_CASE("an address that can't be one is told before anything is made") {
  const TestFolder folder;
  Options options = Options::v2();
  options.second_level.redis = "127.0.0.1:none";
  const auto engine = Engine::open(options, folder / "library.sqlite");
  REQUIRE_FALSE(engine);
  CHECK(engine.error().detail.find("HOST:PORT") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "library.sqlite"));
}

}  // namespace second_level_test
