#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <random>

#include "engine/documents/store/store.h"
#include "engine/documents/store/test_library.h"
#include "engine/store/sqlite/connection.h"

namespace store_failure_test {

using namespace engine::documents::store;
using namespace engine::store::sqlite;
using engine::Reason;
using Ids = std::vector<std::string>;

namespace {

std::string big_text(unsigned seed, int words) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < words; ++i) text += "w" + std::to_string(random() % 100'000) + " ";
  return text;
}

/// The files that this process writes may not grow beyond `bytes`, while this lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit tight{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_{};
  void (*old_handler_)(int);
};

void check_refused(const TestFolder& folder, std::string_view words) {
  const auto store = Store::open(folder.file(), {});
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().reason == Reason::store_failed);
  CHECK_MESSAGE(store.error().detail.find(words) != std::string::npos, store.error().detail);
}

void execute(const TestFolder& folder, const char* sql) {
  auto connection = Connection::open(folder.file());
  REQUIRE(connection.has_value());
  REQUIRE(connection->execute(sql).has_value());
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a full database refuses a batch whole, and takes one that fits") {
  for (const Journal journal : {Journal::write_ahead, Journal::rollback}) {
    TestFolder folder;
    Library library;
    auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = 180'000});
    REQUIRE(store.has_value());
    REQUIRE(store->commit(std::vector{library.ok("a", "1", "A", "apples")}).has_value());
    const auto refused =
        store->commit(std::vector{library.ok("b", "2", "B", "pears", "fr"),
                                  library.ok("big", "3", "Big", big_text(1, 60'000))});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().reason == Reason::store_failed);
    CHECK(refused.error().detail.find("full") != std::string::npos);
    CHECK(store->count(Status::ok) == 1U);
    CHECK(ids(store->search("pears", 10)).empty());
    const auto fits = store->commit(std::vector{library.ok("b", "2", "B", "pears", "fr")});
    REQUIRE_MESSAGE(fits.has_value(), (fits ? "" : fits.error().detail));
    CHECK(ids(store->search("pears", 10)) == Ids{"b"});
    CHECK(store->check().has_value());
  }
}

TEST_CASE("a write that fails refuses the batch whole; when writing works again, so does commit") {
  for (const Journal journal : {Journal::write_ahead, Journal::rollback}) {
    TestFolder folder;
    Library library;
    auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = {}});
    REQUIRE(store.has_value());
    REQUIRE(store->commit(std::vector{library.ok("a", "1", "A", "apples")}).has_value());
    const std::vector batch{library.ok("b", "2", "B", "pears", "fr"),
                            library.ok("big", "3", "Big", big_text(2, 60'000))};
    engine::Expected<void> refused;
    {
      const FileSizeLimit limit(200'000);
      refused = store->commit(batch);
    }
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().reason == Reason::store_failed);
    CHECK(store->count(Status::ok) == 1U);
    CHECK(ids(store->search("apples", 10)) == Ids{"a"});
    const auto accepted = store->commit(batch);
    REQUIRE_MESSAGE(accepted.has_value(), (accepted ? "" : accepted.error().detail));
    CHECK(ids(store->search("pears", 10)) == Ids{"b"});
    CHECK(store->count(Status::ok) == 3U);
    CHECK(store->check().has_value());
  }
}

TEST_CASE("a record of a good document without content is refused, and the batch with it") {
  TestFolder folder;
  Library library;
  auto store = Store::open(folder.file(), {});
  Record hollow = library.ok("b", "2", "B", "pears");
  hollow.analysis = nullptr;
  const auto refused = store->commit(std::vector{library.ok("a", "1", "A", "apples"), hollow});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().reason == Reason::internal);
  CHECK(store->count(Status::ok) == 0U);
  CHECK(store->commit(std::vector{library.ok("a", "1", "A", "apples")}).has_value());
}

TEST_CASE("after a crash, all that was acknowledged is there, and nothing by halves") {
  for (const Journal journal : {Journal::write_ahead, Journal::rollback}) {
    TestFolder folder;
    int acknowledged[2];
    REQUIRE(pipe(acknowledged) == 0);
    const pid_t child = fork();
    if (child == 0) {
      Library library;
      auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = {}});
      for (int i = 0; store.has_value(); ++i) {
        const std::string name = std::to_string(i);
        const auto done =
            store->commit(std::vector{library.ok("a" + name, name, "T", "apples " + name),
                                      library.ok("b" + name, name, "T", "pears " + name)});
        if (!done || write(acknowledged[1], "+", 1) != 1) break;
      }
      _exit(1);
    }
    close(acknowledged[1]);
    std::uint64_t batches = 0;
    for (char mark = 0; batches < 20 && read(acknowledged[0], &mark, 1) == 1;) ++batches;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    for (char mark = 0; read(acknowledged[0], &mark, 1) == 1;) ++batches;
    close(acknowledged[0]);

    REQUIRE(batches >= 20);
    auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = {}});
    REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().detail));
    CHECK(store->check().has_value());
    const auto apples = store->search("apples", 100'000)->size();
    CHECK(apples >= batches);
    CHECK(store->search("pears", 100'000)->size() == apples);
    CHECK(store->count(Status::ok) == 2 * apples);
  }
}

TEST_CASE("a file that is no database is refused and left alone") {
  TestFolder folder;
  const std::string words(5'000, 'x');
  std::ofstream(folder.file()) << words;
  check_refused(folder, "not a database");
  CHECK(bytes_of(folder.file()) == words);
}

TEST_CASE("another program's database is refused and left alone") {
  TestFolder folder;
  execute(folder, "CREATE TABLE birds(name); INSERT INTO birds VALUES('heron')");
  const std::string before = bytes_of(folder.file());
  check_refused(folder, "another program's");
  CHECK(bytes_of(folder.file()) == before);
}

TEST_CASE("a database of a later version is refused") {
  TestFolder folder;
  { REQUIRE(Store::open(folder.file(), {}).has_value()); }
  execute(folder, "PRAGMA user_version = 7");
  check_refused(folder, "version 7");
}

TEST_CASE("a folder that is not there is an error") {
  const auto store = Store::open("/nowhere/at/all/documents.db", {});
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().reason == Reason::store_failed);
}

TEST_CASE("check() says so when state and index disagree") {
  TestFolder folder;
  Library library;
  {
    auto store = Store::open(folder.file(), {});
    REQUIRE(store->commit(std::vector{library.ok("a", "1", "A", "apples")}).has_value());
    CHECK(store->check().has_value());
  }
  execute(folder, "UPDATE documents SET number = number + 1");
  auto store = Store::open(folder.file(), {});
  REQUIRE(store.has_value());
  CHECK_FALSE(store->check().has_value());
}

TEST_CASE("a damaged database gives errors or answers, never a crash") {
  TestFolder folder;
  Library library;
  {
    auto store = Store::open(folder.file(), {});
    std::vector<Record> batch;
    for (unsigned i = 0; i < 30; ++i) {
      batch.push_back(library.ok(std::to_string(i), "k", "T", "apples " + big_text(i, 300)));
    }
    REQUIRE(store->commit(batch).has_value());
  }
  const std::string sound = bytes_of(folder.file());
  std::mt19937 random(99);
  int complaints = 0;
  for (int round = 0; round < 40; ++round) {
    std::string damaged = sound;
    if (round % 4 == 0) damaged.resize(random() % damaged.size());
    for (int hit = 0; hit < 1 + round * 20; ++hit) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    std::filesystem::remove(folder.file().string() + "-wal");  // the last round's, if it stayed
    std::ofstream(folder.file(), std::ios::binary | std::ios::trunc) << damaged;
    auto store = Store::open(folder.file(), {});
    if (!store) {
      ++complaints;
      continue;
    }
    const auto found = store->find("7");
    const auto hits = store->search("apples w1*", 10);
    const auto counted = store->count(Status::failed);
    const auto more = store->commit(std::vector{library.ok("new", "n", "T", big_text(500, 300))});
    if (!found || !hits || !counted || !more || !store->check()) ++complaints;
  }
  CHECK(complaints >= 30);
}

}  // namespace store_failure_test
