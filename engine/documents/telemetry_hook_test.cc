// What the engine tells of itself while it works.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"

namespace telemetry_hook_test {

using engine::documents::Engine;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using nlohmann::json;

namespace {

/// Two documents with the same bytes and one that fails; the engine is gone afterwards.
engine::documents::Counts process(Options options, const TestFolder& folder) {
  options.run.queue_policy = engine::run::QueuePolicy::block;
  options.run.workers = 1;
  auto engine = Engine::open(options, folder / "engine.sqlite");
  REQUIRE(engine);
  const auto ignore = [](const engine::documents::items::Result&) {};
  (*engine)->submit({.id = "a.txt", .path = {}, .bytes = "Some words."}, ignore);
  (*engine)->submit({.id = "b.txt", .path = {}, .bytes = "Some words."}, ignore);
  (*engine)->submit({.id = "c.txt", .path = folder / "missing.txt", .bytes = {}}, ignore);
  (*engine)->stop();
  return (*engine)->counts();
}

json read_lines(const std::filesystem::path& file) {
  json lines = json::array();
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("with spans, a document's stages and end can be read in the file beside the database") {
  const TestFolder folder;
  Options options = Options::v2();
  options.telemetry.level = engine::telemetry::Level::spans;
  options.telemetry.sample = 1;
  process(options, folder);
  std::map<std::string, json> documents;
  std::map<std::string, std::set<std::string>> stages;  // by the span above
  for (const json& line : read_lines(folder / "engine.telemetry.jsonl")) {
    if (!line.contains("resourceSpans")) continue;
    for (const json& span : line["resourceSpans"][0]["scopeSpans"][0]["spans"]) {
      if (span.contains("parentSpanId")) {
        stages[span["parentSpanId"]].insert(span["name"].get<std::string>());
      } else {
        documents[span["attributes"][0]["value"]["stringValue"]] = span;
      }
    }
  }
  REQUIRE(documents.size() == 3);
  CHECK(documents["a.txt"]["attributes"][1]["value"]["intValue"] == "11");
  CHECK(documents["a.txt"]["attributes"][2]["value"]["boolValue"] == false);
  CHECK(documents["b.txt"]["attributes"][2]["value"]["boolValue"] == true);
  CHECK(documents["c.txt"]["status"]["message"] == "unreadable");
  const auto stages_of = [&](const char* id) { return stages[documents[id]["spanId"]]; };
  CHECK(stages_of("a.txt").contains("parse"));
  CHECK_FALSE(stages_of("b.txt").contains("parse"));
  CHECK(stages_of("c.txt").contains("index_and_state"));
}

TEST_CASE("with metrics, documents are counted and none is traced; off, there is no file") {
  const TestFolder folder;
  Options options = Options::v2();
  options.telemetry.level = engine::telemetry::Level::off;
  process(options, folder);
  CHECK_FALSE(std::filesystem::exists(folder / "engine.telemetry.jsonl"));
  options.telemetry.level = engine::telemetry::Level::metrics;
  options.telemetry.sample = 1;
  process(options, folder);
  const json lines = read_lines(folder / "engine.telemetry.jsonl");
  REQUIRE(lines.size() == 1);
  const json& metric = lines[0]["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0];
  CHECK(metric["sum"]["dataPoints"][0]["asInt"] == "2");
  CHECK(metric["sum"]["dataPoints"][1]["asInt"] == "1");
}

TEST_CASE("telemetry that can't be written costs no document") {
  const TestFolder folder;
  std::filesystem::create_symlink("/dev/full", folder / "engine.telemetry.jsonl");
  Options options = Options::v2();
  options.telemetry.level = engine::telemetry::Level::spans;
  options.telemetry.sample = 1;
  const auto counts = process(options, folder);
  CHECK(counts.ok == 2);
  CHECK(counts.failed == 1);
}

}  // namespace telemetry_hook_test
