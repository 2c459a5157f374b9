#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/documents/engine.h"
#include "engine/documents/items/mapping.h"
#include "engine/documents/items/pieces.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/parse/parser.h"

namespace read_mode_test {

using engine::Reason;
using engine::documents::Content;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::File;
using engine::documents::items::FilePieces;
using engine::documents::items::Mapping;
using engine::documents::items::piece_bytes;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::options::ReadMode;

namespace {

constexpr std::uint64_t any_size = 1ULL << 40;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Real documents of one ending, one after the other, of at least so many bytes.
std::string large(const std::string& ending, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) {
    for (const auto& path : engine::documents::items::real_documents(100)) {
      if (path.extension() == ending) all += bytes_of(path) + "\n\n";
    }
  }
  return all;
}

/// How a document ended, and what the store has of it.
struct End {
  Outcome outcome = Outcome::shed;
  std::string error;
  std::string text, title;
  engine::documents::analyse::Analysis analysis;
  std::vector<engine::documents::chunk::Chunk> chunks;
  std::string key;
  std::uint64_t bytes = 0, tokens = 0;
  bool operator==(const End&) const = default;
};

std::map<std::string, End> process(const TestFolder& folder, ReadMode mode,
                                   const std::vector<std::filesystem::path>& paths) {
  Options options = Options::v2();
  options.read_mode = mode;
  options.run.queue_policy = engine::run::QueuePolicy::block;
  auto engine =
      Engine::open(options, folder / (std::to_string(static_cast<int>(mode)) + ".sqlite"));
  REQUIRE(engine);
  std::map<std::string, End> ends;
  std::mutex mutex;
  for (const auto& path : paths) {
    (*engine)->submit({.id = path.string(), .path = path, .bytes = {}}, [&](const Result& result) {
      const std::lock_guard lock(mutex);
      End& end = ends[std::string(result.id)];
      end.outcome = result.outcome;
      if (result.error) end.error = result.error->detail;
      if (!result.content) return;
      end.text = result.content->parsed.text;
      end.title = result.content->parsed.title;
      end.analysis = result.content->analysis;
      end.chunks = result.content->chunks;
    });
  }
  (*engine)->stop();
  for (auto& [id, end] : ends) {
    const auto state = (*engine)->store().find(id);
    REQUIRE(state);
    REQUIRE(*state);
    end.key = (*state)->key;
    end.bytes = (*state)->bytes;
    end.tokens = (*state)->tokens;
  }
  return ends;
}

/// The file with the bytes, opened, and then changed as `change` does.
template <class Change>
engine::Expected<engine::documents::parsed::Parsed> parse_changed(const std::filesystem::path& path,
                                                                  Change change) {
  auto file = File::open(path, any_size);
  REQUIRE(file);
  FilePieces pieces(*std::move(file), engine::key::Hash::xxh3);
  REQUIRE(pieces.survey());
  change();
  return engine::documents::parse::Parser().parse(engine::documents::parsed::Format::text, pieces);
}

}  // namespace

TEST_CASE("every way of reading comes to the same results, byte by byte") {
  const TestFolder folder;
  auto paths = engine::documents::items::real_documents(25);
  paths.push_back(folder.write("large.txt", large(".txt", 2 * piece_bytes)));
  paths.push_back(folder.write("large.html", large(".html", 3 * piece_bytes)));
  paths.push_back(folder.write("large.md", large(".md", 2 * piece_bytes)));
  paths.push_back(folder.write("bad.txt", large(".txt", 2 * piece_bytes) + "caf\xE9"));
  paths.push_back(folder.write("zero.txt", large(".txt", 2 * piece_bytes) + std::string(1, '\0')));
  paths.push_back(folder.write("blank.txt", std::string(2 * piece_bytes, ' ')));
  paths.push_back(folder.write("empty.txt", ""));
  const auto whole = process(folder, ReadMode::whole, paths);
  REQUIRE(whole.size() == paths.size());
  CHECK(whole.at((folder / "large.html").string()).outcome == Outcome::ok);
  CHECK(whole.at((folder / "bad.txt").string()).outcome == Outcome::failed);
  for (const ReadMode mode : {ReadMode::mapped, ReadMode::stream}) {
    const auto other = process(folder, mode, paths);
    for (const auto& one : whole) {
      CAPTURE(one.first);
      CHECK((other.at(one.first) == one.second));
      CHECK(other.at(one.first).error == one.second.error);
    }
  }
}

TEST_CASE("a file that changes between its two readings fails as changed") {
  const TestFolder folder;
  const std::string text = large(".txt", 2 * piece_bytes);
  const auto path = folder.write("a.txt", text);
  const auto write_at = [&](std::size_t at, std::string_view bytes) {
    std::fstream(path, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<std::streamoff>(at))
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  CHECK(parse_changed(path, [] {}).has_value());
  const auto changed = [&](auto change) {
    const auto parsed = parse_changed(path, change);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().reason == Reason::unreadable);
    CHECK(parsed.error().detail.ends_with("changed while it was read"));
  };
  changed([&] { write_at(text.size() / 2, "other"); });
  changed([&] { write_at(7, "\xFF"); });
  changed([&] { write_at(7, std::string_view("\0", 1)); });
  folder.write("a.txt", text);
  changed([&] { std::filesystem::resize_file(path, piece_bytes + 1); });
  folder.write("a.txt", text);
  changed([&] { std::filesystem::resize_file(path, 0); });
}

TEST_CASE("a mapping that is cut off reads as zeros, and says so") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", std::string(100'000, 'x'));
  const auto other_path = folder.write("b.txt", std::string(100'000, 'y'));
  const auto file = File::open(path, any_size);
  const auto other = File::open(other_path, any_size);
  REQUIRE(file);
  REQUIRE(other);
  const auto mapping = Mapping::make(*file);
  const auto neighbour = Mapping::make(*other);
  REQUIRE(mapping);
  REQUIRE(neighbour);
  CHECK(mapping->bytes() == std::string(100'000, 'x'));
  CHECK(mapping->is_intact());
  CHECK_FALSE(file->has_changed());
  std::filesystem::resize_file(path, 10);
  CHECK(file->has_changed());
  CHECK(mapping->bytes()[99'999] == '\0');
  CHECK(mapping->bytes()[5] == 'x');
  CHECK_FALSE(mapping->is_intact());
  CHECK(neighbour->bytes() == std::string(100'000, 'y'));
  CHECK(neighbour->is_intact());
}

TEST_CASE("a mapped document that is cut off in mid work fails as changed, and the others go on") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", large(".txt", 4 * piece_bytes));
  Options options = Options::v2();
  options.read_mode = ReadMode::mapped;
  options.run.executor = engine::run::ExecutorKind::sequential;
  options.run.queue_policy = engine::run::QueuePolicy::block;
  SUBCASE("") {
    options.run.retry.attempts = 1;
  }
  SUBCASE("unless it is read again") {}
  // The worker reads the engine's clock between the stages: at the fourth time the file is mapped
  // and validated, and not yet parsed.
  const std::thread::id submitter = std::this_thread::get_id();
  int readings = 0;
  auto engine = Engine::open(options, folder / "engine.sqlite", [&] {
    if (std::this_thread::get_id() != submitter && ++readings == 4) {
      std::filesystem::resize_file(path, 5'000);
    }
    return std::chrono::steady_clock::now();
  });
  REQUIRE(engine);
  std::string error;
  Outcome outcome = Outcome::ok;
  (*engine)->submit({.id = "a.txt", .path = path, .bytes = {}}, [&](const Result& result) {
    outcome = result.outcome;
    if (result.error) error = result.error->detail;
  });
  (*engine)->submit({.id = "b.txt", .path = folder.write("b.txt", "Well. And good."), .bytes = {}},
                    [](const Result& result) { CHECK(result.outcome == Outcome::ok); });
  (*engine)->stop();
  if (options.run.retry.attempts == 1) {
    CHECK(outcome == Outcome::failed);
    CHECK(error.ends_with("changed while it was read"));
    CHECK((*engine)->counts().ok == 1);
  } else {
    CHECK(outcome == Outcome::ok);
    CHECK((*engine)->store().find("a.txt").value()->bytes == 5'000);
  }
}

TEST_CASE("mappings are given back, so that there is always room for more") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", "text");
  for (int i = 0; i < 1'000; ++i) {
    const auto file = File::open(path, any_size);
    REQUIRE(file);
    const auto mapping = Mapping::make(*file);
    REQUIRE(mapping);
    CHECK(mapping->bytes() == "text");
  }
  const auto empty = File::open(folder.write("empty.txt", ""), any_size);
  REQUIRE(empty);
  CHECK_FALSE(Mapping::make(*empty));
}

}  // namespace read_mode_test
