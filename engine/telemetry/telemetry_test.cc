#include "engine/telemetry/telemetry.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <set>

namespace telemetry_test {

using namespace std::chrono_literals;
using engine::telemetry::Ended;
using engine::telemetry::Level;
using engine::telemetry::Settings;
using engine::telemetry::Telemetry;
using nlohmann::json;

namespace {

const std::vector<std::string_view> stages{"read", "finish"};

/// A folder that is gone at the end of the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "telemetry-test-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path file() const { return std::filesystem::path(path_) / "telemetry.jsonl"; }

 private:
  std::string path_;
};

std::vector<json> lines(const std::filesystem::path& file) {
  std::vector<json> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

Telemetry make(
    const Settings& settings, std::function<std::uint64_t()> depth = [] { return 3; }) {
  return Telemetry(settings, stages, std::move(depth));
}

void tell(Telemetry& telemetry, int documents) {
  const auto now = std::chrono::steady_clock::now();
  const std::vector<engine::telemetry::Duration> took{1ms, 2ms};
  for (int i = 0; i < documents; ++i) {
    telemetry.ended(
        {.id = "document", .bytes = 9, .started = now - 5ms, .finished = now, .stages = took});
  }
}

/// The trace ids of all spans without a parent.
std::set<std::string> traces(const std::vector<json>& lines) {
  std::set<std::string> ids;
  for (const json& line : lines) {
    if (!line.contains("resourceSpans")) continue;
    for (const json& span : line["resourceSpans"][0]["scopeSpans"][0]["spans"]) {
      if (!span.contains("parentSpanId")) ids.insert(span["traceId"].get<std::string>());
    }
  }
  return ids;
}

json documents_metric(const json& line) {
  return line["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["sum"]["dataPoints"][0];
}

}  // namespace

TEST_CASE("every document is counted, and the last line is the metrics") {
  const Folder folder;
  auto telemetry = make({.level = Level::metrics, .file = folder.file()});
  tell(telemetry, 250);
  telemetry.stop();
  const auto written = lines(folder.file());
  REQUIRE(written.size() == 1);
  CHECK(documents_metric(written[0])["asInt"] == "250");
  CHECK(telemetry.fate().lines == 1);
}

TEST_CASE("one in a hundred is traced, each under its own id, the same ones for the same seed") {
  std::set<std::string> first;
  for (int time = 0; time < 2; ++time) {
    const Folder folder;
    auto telemetry = make({.sample = 100, .file = folder.file(), .seed = 11});
    tell(telemetry, 20'000);
    telemetry.stop();
    REQUIRE(telemetry.fate().documents_dropped == 0);
    const auto ids = traces(lines(folder.file()));
    CHECK(ids.size() > 150);
    CHECK(ids.size() < 250);
    for (const std::string& id : ids) CHECK(id.size() == 32);
    if (time == 0) first = ids;
    CHECK(ids == first);
  }
}

TEST_CASE("a full disk loses telemetry, counts it, and nothing else") {
  const Folder folder;
  std::filesystem::create_symlink("/dev/full", folder.file());
  auto telemetry = make({.sample = 1, .file = folder.file()});
  tell(telemetry, 300);
  telemetry.stop();
  CHECK(telemetry.fate().lines == 0);
  CHECK(telemetry.fate().lines_lost >= 2);
}

// The thread is held where it asks for the queue's depth, as a slow disk would hold it.
TEST_CASE("while the thread is held up, documents go on; what finds no place is dropped, counted") {
  const Folder folder;
  std::promise<void> asked, go_on;
  std::atomic<bool> first{true};
  auto telemetry = make({.sample = 1, .file = folder.file(), .interval = 0ns}, [&] {
    if (first.exchange(false)) {
      asked.set_value();
      go_on.get_future().wait();
    }
    return std::uint64_t{0};
  });
  asked.get_future().wait();
  tell(telemetry, Telemetry::most_waiting + 40);
  CHECK(telemetry.fate().documents_dropped == 40);
  go_on.set_value();
  telemetry.stop();
  CHECK(traces(lines(folder.file())).size() == Telemetry::most_waiting);
}

TEST_CASE("documents of many threads are all counted, sampled or dropped") {
  const Folder folder;
  auto telemetry = make({.sample = 10, .file = folder.file(), .interval = 1ms});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { tell(telemetry, 1'000); });
  }
  telemetry.stop();
  const auto written = lines(folder.file());
  CHECK(documents_metric(written.back())["asInt"] == "4000");
  const auto sampled = traces(written).size() + telemetry.fate().documents_dropped;
  CHECK(sampled > 300);
  CHECK(sampled < 500);
}

}  // namespace telemetry_test
