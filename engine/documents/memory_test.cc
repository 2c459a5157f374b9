// What a document may take of memory within the engine.
#include <doctest/doctest.h>

#include <map>
#include <mutex>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace memory_test {

using engine::Reason;
using engine::documents::Engine;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;

namespace {

std::string words(int distinct) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "w" + std::to_string(i % distinct) + " ";
  return text;
}

}  // namespace

TEST_CASE("a document whose words would take too much memory fails alone, and is set aside") {
  Options options = engine::documents::options::v2_with_each_executor();
  options.document_max_memory = 32U << 20;
  const TestFolder folder;
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE(engine);
  std::map<std::string, std::pair<std::optional<engine::Error>, bool>> ends;
  std::mutex mutex;
  for (const auto& [id, distinct] : {std::pair("few.txt", 1'000), std::pair("many.txt", 100'000),
                                     std::pair("also few.txt", 2'000)}) {
    (*engine)->submit({.id = id, .path = {}, .bytes = words(distinct)}, [&](const Result& result) {
      const std::lock_guard lock(mutex);
      ends[std::string(result.id)] = {result.error, result.is_set_aside};
    });
  }
  (*engine)->stop();
  REQUIRE(ends.size() == 3);
  CHECK_FALSE(ends["few.txt"].first);
  CHECK_FALSE(ends["also few.txt"].first);
  REQUIRE(ends["many.txt"].first);
  CHECK(ends["many.txt"].first->reason == Reason::out_of_memory);
  CHECK(ends["many.txt"].second);
}

TEST_CASE("a document whose tokens would take too much memory at once is analysed in windows") {
  Options options = engine::documents::options::v2_with(engine::run::ExecutorKind::threads, false);
  options.document_max_memory = 2U << 20;
  const TestFolder folder;
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE(engine);
  std::optional<engine::Error> error;
  (*engine)->submit({.id = "few.txt", .path = {}, .bytes = words(1'000)},
                    [&](const Result& result) { error = result.error; });
  (*engine)->stop();
  CHECK_MESSAGE(!error, (error ? error->detail : ""));
  CHECK((*engine)->search("w999", 5)->size() == 1);
}

}  // namespace memory_test
