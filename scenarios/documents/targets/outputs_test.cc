#include "scenarios/documents/targets/outputs.h"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "engine/documents/engine.h"
#include "harness/clock.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/documents/targets/job_target.h"

namespace outputs_test {

using engine::documents::options::Options;
using harness::result::sample::TemporaryFolder;
using namespace scenarios;

namespace {

/// What documents that are here come to with these options.
Outputs outputs_of(const std::filesystem::path& database, const Options& options,
                   const std::vector<std::pair<std::string, std::string>>& documents) {
  std::vector<std::string> ids;
  auto engine = engine::documents::Engine::open(options, database);
  REQUIRE(engine);
  for (const auto& [id, bytes] : documents) {
    ids.push_back(id);
    (*engine)->submit({.id = id, .path = {}, .bytes = bytes},
                      [](const engine::documents::items::Result&) {});
  }
  engine->reset();
  auto outputs = read_outputs(database, ids);
  REQUIRE(outputs);
  return *outputs;
}

const std::vector<std::pair<std::string, std::string>> documents{
    {"a.txt", "The garden has a gate. The gate has a lock. A gardener opens the gate."},
    {"b.md", "# Gate\n\nA gate is a door in a fence. The fence has no door but the gate.\n"},
    {"c.txt", ""}};

}  // namespace

TEST_CASE("the same documents leave the same behind, whoever did the work") {
  const TemporaryFolder folder;
  Options parallel = Options::v2();
  parallel.run.workers = 4;
  Options alone = parallel;
  alone.run.executor = engine::run::ExecutorKind::sequential;
  const Outputs one = outputs_of(folder.path() / "1", alone, documents);
  const Outputs other = outputs_of(folder.path() / "2", parallel, documents);
  CHECK(one.documents.size() == 3);
  CHECK_FALSE(one.searches.empty());
  CHECK(difference(one, other).empty());
}

TEST_CASE("one byte more in one document is found and named") {
  const TemporaryFolder folder;
  const Outputs one = outputs_of(folder.path() / "1", Options::v2(), documents);
  auto changed = documents;
  changed[1].second += "!";
  const Outputs other = outputs_of(folder.path() / "2", Options::v2(), changed);
  const std::string found = difference(one, other);
  CHECK(found.find("1 of 3 documents differ") != std::string::npos);
  CHECK(found.find("b.md") != std::string::npos);
}

TEST_CASE("another title in the index shows in what is found") {
  const Outputs one{{{"a", "1"}}, {{"word", "x"}}};
  CHECK(difference(one, one).empty());
  Outputs other{{{"a", "1"}}, {{"word", "y"}}};
  CHECK(difference(one, other).find("search") != std::string::npos);
  other.searches.clear();
  CHECK_FALSE(difference(one, other).empty());
}

namespace {

harness::scenario::Prepared job(const TemporaryFolder& folder, harness::Clock& clock,
                                const std::vector<harness::scenario::Setting>& settings) {
  static int made = 0;
  const auto scratch = folder.path() / ("scratch-" + std::to_string(++made));
  std::filesystem::create_directory(scratch);
  auto prepared = make_job_target({.clock = clock,
                                   .engine = "v2",
                                   .settings = settings,
                                   .corpus = folder.path() / "documents",
                                   .scratch = scratch});
  REQUIRE_MESSAGE(prepared.has_value(), (prepared ? "" : prepared.error().message));
  return std::move(*prepared);
}

/// Works one job and says what verify() does.
std::string verdict_of(harness::Target& target) {
  harness::Outcome outcome = harness::Outcome::shed;
  const auto receive = [](void* context, const harness::Sample& sample) {
    *static_cast<harness::Outcome*>(context) = sample.outcome;
  };
  target.submit({}, {receive, &outcome, {}, 0, {}, {}});
  std::vector<harness::CounterValue> values(target.counters().size());
  while (target.observe(values).queue_depth.value_or(0) > 0) std::this_thread::yield();
  const auto right = target.verify();
  CHECK(outcome == harness::Outcome::ok);
  return right ? "" : right.error().message;
}

}  // namespace

TEST_CASE("a job that leaves something else behind than the first one is told from it") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "documents");
  std::ofstream(folder.path() / "documents" / "a.txt") << documents[0].second;
  harness::RealClock clock;
  const std::vector<harness::scenario::Setting> settings{{"job.files", "2"}};
  CHECK(verdict_of(*job(folder, clock, settings).target) == "");
  CHECK(verdict_of(*job(folder, clock, settings).target) == "");
  auto other = settings;
  other.emplace_back("analyse.keywords", "1");
  CHECK(verdict_of(*job(folder, clock, other).target).find("2 of 2 documents differ") !=
        std::string::npos);
}

}  // namespace outputs_test
