// Poison documents are set aside, and can be let back.
#include "engine/documents/services/quarantine.h"

#include <doctest/doctest.h>

#include <map>
#include <mutex>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace quarantine_test {

using engine::Reason;
using engine::documents::Engine;
using engine::documents::items::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::services::Quarantine;

namespace {

struct End {
  Outcome outcome = Outcome::shed;
  std::optional<engine::Error> error;
  std::uint32_t attempts = 0;
  bool is_set_aside = false, parsed = false;
};

using Ends = std::map<std::string, End>;

std::unique_ptr<Engine> open(const Options& options, const TestFolder& folder) {
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE_MESSAGE(engine, (engine ? "" : engine.error().detail));
  return std::move(*engine);
}

/// Submits so many different documents, and waits for their ends.
Ends work(const Options& options, const TestFolder& folder, int documents) {
  Ends ends;
  std::mutex mutex;
  const auto engine = open(options, folder);
  const auto names = Engine::stage_names();
  const auto parse =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "parse") - names.begin());
  for (int i = 0; i < documents; ++i) {
    const std::string number = std::to_string(i);
    engine->submit({.id = number + ".txt", .path = {}, .bytes = "This is document " + number},
                   [&](const Result& result) {
                     const std::lock_guard lock(mutex);
                     ends[std::string(result.id)] = {result.outcome, result.error, result.attempts,
                                                     result.is_set_aside,
                                                     result.stages[parse].count() >= 0};
                   });
  }
  engine->stop();
  return ends;
}

}  // namespace

TEST_CASE("poison is named, set aside and not worked on again until it is let back") {
  const TestFolder folder;
  Options sound = engine::documents::options::v2_with_each_executor();
  sound.run.retry.first_pause = sound.run.retry.longest_pause = std::chrono::microseconds(100);
  Options faulty = sound;
  faulty.run.faults_plan = "parse:exception:20%:lasting";
  const int documents = 60;

  std::size_t poisoned = 0;
  for (const auto& [id, end] : work(faulty, folder, documents)) {
    CHECK((end.outcome == Outcome::ok) == !end.is_set_aside);
    if (end.outcome == Outcome::ok) continue;
    ++poisoned;
    CHECK(end.attempts == 3);
    CHECK(end.error->reason == Reason::internal);
  }
  CHECK(poisoned > 3);
  CHECK(poisoned < 30);

  // Refused at once, by another engine, too, though nothing would happen to them now.
  std::size_t refused = 0;
  for (const auto& [id, end] : work(sound, folder, documents)) {
    if (end.outcome == Outcome::ok) continue;
    ++refused;
    CHECK(end.error->reason == Reason::quarantined);
    CHECK(end.error->detail == "internal error: an exception injected at parse");
    CHECK_FALSE(end.parsed);
  }
  CHECK(refused == poisoned);

  {
    const auto engine = open(sound, folder);
    const auto listed = engine->quarantined(1'000);
    REQUIRE(listed);
    CHECK(listed->size() == poisoned);
    CHECK(listed->front().reason == "internal error");
    CHECK(listed->front().attempts == 3);
    REQUIRE(engine->let_back(*listed));
    CHECK(engine->quarantined(1'000)->empty());
  }
  for (const auto& [id, end] : work(sound, folder, documents)) CHECK(end.outcome == Outcome::ok);
  CHECK(open(sound, folder)->store().count(engine::documents::store::Status::failed) == 0);
}

TEST_CASE("what a document is refused for at once is no poison, nor is what passes") {
  const TestFolder folder;
  Options options = engine::documents::options::v2_with(engine::run::ExecutorKind::pipeline, false);
  options.run.faults_plan = "*:error:5%";
  const Ends ends = work(options, folder, 200);
  std::size_t recovered = 0;
  for (const auto& [id, end] : ends) recovered += end.outcome == Outcome::ok && end.attempts > 1;
  CHECK(recovered > 20);
  const auto engine = open(options, folder);
  engine->submit({.id = "empty.txt", .path = {}, .bytes = ""}, [](const Result& result) {
    CHECK(result.error);
    CHECK_FALSE(result.is_set_aside);
  });
  engine->submit({.id = "none.txt", .path = "/no/such/file", .bytes = {}},
                 [](const Result& result) { CHECK_FALSE(result.is_set_aside); });
}

TEST_CASE("without quarantine poison is worked on each time it comes") {
  const TestFolder folder;
  Options options = engine::documents::options::v2_with(engine::run::ExecutorKind::threads, false);
  options.quarantine = false;
  options.run.retry.first_pause = std::chrono::microseconds(100);
  options.run.faults_plan = "parse:error:100%:lasting";
  for (int i = 0; i < 2; ++i) {
    for (const auto& [id, end] : work(options, folder, 5)) {
      CHECK(end.error->reason == Reason::injected);
      CHECK_FALSE(end.is_set_aside);
    }
  }
  CHECK(open(options, folder)->quarantined(10)->empty());
}

TEST_CASE("a quarantine holds no more than it may") {
  Quarantine quarantine;
  for (std::uint64_t i = 0; i < Quarantine::most + 10; ++i) quarantine.add({1, i}, "why");
  std::size_t held = 0;
  for (std::uint64_t i = 0; i < Quarantine::most + 10; ++i) {
    held += quarantine.find({1, i}).has_value();
  }
  CHECK(held == Quarantine::most);
  CHECK(quarantine.find({1, Quarantine::most + 9}) == "why");
  quarantine.remove({1, Quarantine::most + 9});
  CHECK_FALSE(quarantine.find({1, Quarantine::most + 9}));
}

}  // namespace quarantine_test
