// kill -9 at any moment, then the same again: what is missing is done, nothing is done twice.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <set>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace resume_crash_test {

using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;

namespace {

constexpr std::uint32_t files = 240;

std::string name_of(std::uint32_t number) {
  return std::to_string(number) + ".txt";
}

void write_files(const TestFolder& folder) {
  const char* const words[] = {"weather", "tides", "ships", "harbours", "lanterns"};
  for (std::uint32_t i = 0; i < files; ++i) {
    folder.write(name_of(i), "File number " + std::to_string(i) + " tells of " + words[i % 5] +
                                 " and of " + words[i % 3] + ".\n");
  }
}

/// What a child says of each document when it has ended.
struct Told {
  std::uint32_t number;
  std::uint8_t ok, resumed, parsed;
};

void ingest(Engine& engine, const TestFolder& folder,
            const std::function<void(const Told&)>& tell) {
  const auto names = Engine::stage_names();
  const auto parse =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "parse") - names.begin());
  for (std::uint32_t i = 0; i < files; ++i) {
    engine.submit({.id = name_of(i), .path = folder / name_of(i), .bytes = {}}, [&tell, i, parse](
                                                                                    const Result&
                                                                                        result) {
      tell({i, result.outcome == Outcome::ok, result.resumed, result.stages[parse].count() >= 0});
    });
  }
  engine.stop();
}

/// A child does the whole work, and is killed when it has told of so many documents.
std::vector<Told> ingest_until_killed(std::size_t told_before, const Options& options,
                                      const TestFolder& folder) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    auto engine = Engine::open(options, folder / "d.sqlite");
    if (!engine) _exit(1);
    ingest(**engine, folder, [&](const Told& told) {
      if (write(ends[1], &told, sizeof told) != sizeof told) _exit(1);
    });
    _exit(0);
  }
  close(ends[1]);
  std::vector<Told> all;
  Told told{};
  while (read(ends[0], &told, sizeof told) == sizeof told) {
    all.push_back(told);
    if (all.size() == told_before) kill(child, SIGKILL);
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK((WIFSIGNALED(status) || all.size() == files));
  return all;
}

std::map<std::string, double> hits(const Engine& engine, const char* query) {
  std::map<std::string, double> found;
  const auto all = engine.search(query, files);
  REQUIRE(all);
  for (const auto& hit : *all) found[hit.id] = hit.score;
  return found;
}

}  // namespace

TEST_CASE("after any number of kills the same command does what is missing, and nothing twice") {
  std::vector<Options> all = engine::documents::options::v2_with_all_executors();
  all.push_back(Options::v1());
  std::mt19937 random(5);
  for (Options& options : all) {
    options.state_resume = options.state_keep = true;
    options.run.batch.size = 7;  // so that kills fall between many batches
    const TestFolder folder;
    write_files(folder);
    std::set<std::uint32_t> acknowledged;
    for (int kills = 0; kills < 4; ++kills) {
      const std::size_t before = 1 + random() % (files / 2);
      CAPTURE(before);
      for (const Told& told : ingest_until_killed(before, options, folder)) {
        CHECK(told.ok);
        const bool was_there = !acknowledged.insert(told.number).second;
        if (was_there) CHECK(told.resumed);
        CHECK(told.parsed != told.resumed);
      }
    }
    auto engine = Engine::open(options, folder / "d.sqlite");
    REQUIRE(engine);
    std::mutex mutex;
    std::uint32_t ended = 0;
    ingest(**engine, folder, [&](const Told& told) {
      const std::lock_guard lock(mutex);
      ++ended;
      if (acknowledged.contains(told.number)) CHECK_FALSE(told.parsed);
    });
    CHECK(ended == files);
    CHECK((*engine)->store().check());
    CHECK((*engine)->store().under_way()->empty());
    for (std::uint32_t i = 0; i < files; ++i) {
      const auto state = (*engine)->store().find(name_of(i));
      REQUIRE(state->has_value());
      CHECK((*state)->status == engine::documents::store::Status::ok);
      CHECK((*state)->times_processed == 1);
    }

    auto whole = Engine::open(options, folder / "whole.sqlite");
    REQUIRE(whole);
    ingest(**whole, folder, [](const Told&) {});
    for (const char* const query : {"tides", "ships AND weather", "lantern*", "number"}) {
      CAPTURE(query);
      const auto found = hits(**engine, query);
      const auto expected = hits(**whole, query);
      CHECK_FALSE(expected.empty());
      REQUIRE(found.size() == expected.size());
      for (const auto& [id, score] : expected) CHECK(found.at(id) == doctest::Approx(score));
    }
  }
}

}  // namespace resume_crash_test
