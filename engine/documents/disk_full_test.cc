// A disk that is full in mid-transaction, and has room again.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <mutex>
#include <set>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/options/test_options.h"

namespace disk_full_test {

using engine::Reason;
using engine::documents::Engine;
using engine::documents::Outcome;
using engine::documents::items::Result;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;

namespace {

/// As long as it lives, no file of this process grows beyond so many bytes: the kernel refuses in
/// the middle of a write, as a full disk does.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    was_ = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, was_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*was_)(int) = SIG_DFL;
};

std::string text_of(int number) {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += "Ship" + std::to_string(number * 1'000 + i) + " has passed the lighthouse. ";
  }
  return text;
}

/// Submits documents from `first` on and waits for them; the ids of those that are ok.
std::set<std::string> work(Engine& engine, int first, int count) {
  std::mutex mutex;
  std::condition_variable ended;
  std::set<std::string> ok;
  int left = count;
  for (int i = first; i < first + count; ++i) {
    engine.submit({.id = std::to_string(i) + ".txt", .path = {}, .bytes = text_of(i)},
                  [&](const Result& result) {
                    const std::lock_guard lock(mutex);
                    if (result.outcome == Outcome::ok) {
                      ok.emplace(result.id);
                    } else {
                      REQUIRE(result.error);
                      CHECK(result.error->reason == Reason::store_failed);
                      CHECK_FALSE(result.is_set_aside);
                    }
                    if (--left == 0) ended.notify_all();
                  });
  }
  std::unique_lock lock(mutex);
  ended.wait(lock, [&] { return left == 0; });
  return ok;
}

}  // namespace

TEST_CASE(
    "on a full disk batches fail with a reason, the database stays sound, and goes on later") {
  const TestFolder folder;
  Options options = engine::documents::options::v2_with_each_executor();
  options.run.batch.size = 20;
  options.telemetry.level = engine::telemetry::Level::off;
  options.run.retry.first_pause = options.run.retry.longest_pause = std::chrono::milliseconds(1);
  const auto opened = Engine::open(options, folder / "engine.sqlite");
  REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().detail));
  Engine& engine = **opened;
  std::set<std::string> ok = work(engine, 0, 60);
  CHECK(ok.size() == 60);
  {
    const auto log = std::filesystem::file_size(folder / "engine.sqlite-wal");
    const FullDisk disk(log + 100'000);  // room for a part of a batch, or a few
    const std::set<std::string> some = work(engine, 100, 200);
    CHECK(some.size() < 200);
    ok.insert(some.begin(), some.end());
    CHECK(engine.store().check());
  }
  const std::set<std::string> later = work(engine, 300, 60);
  CHECK(later.size() == 60);
  ok.insert(later.begin(), later.end());
  engine.stop();
  CHECK(engine.store().check());
  for (const std::string& id : ok) {
    const auto state = engine.store().find(id);
    REQUIRE(state);
    REQUIRE(*state);
    CHECK((*state)->status == engine::documents::store::Status::ok);
  }
  CHECK(engine.search("lighthouse", 1'000)->size() == ok.size());
}

}  // namespace disk_full_test
