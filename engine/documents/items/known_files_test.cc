#include "engine/documents/items/known_files.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "engine/documents/engine.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/stages/stage_functions.h"

namespace known_files_test {

using engine::documents::items::Content;
using engine::documents::items::find_stamp;
using engine::documents::items::Item;
using engine::documents::items::KnownFiles;
using engine::documents::items::Stamp;
using engine::documents::items::TestFolder;
using engine::documents::options::Options;
using engine::documents::stages::Context;
using engine::documents::stages::Services;
using engine::key::Key;
using engine::run::Did;
using std::chrono::hours;
using std::chrono::system_clock;

namespace {

Stamp stamp_of(const std::filesystem::path& path) {
  Stamp stamp;
  REQUIRE(find_stamp(path, stamp));
  return stamp;
}

/// The services and the stages up to the cache, for one document after the other.
class Intake {
 public:
  explicit Intake(system_clock::time_point wall)
      : known_([wall] { return wall; }),
        store_(*engine::documents::store::Store::open(folder / "s.sqlite", {})) {
    options_.read_skip_unchanged = true;
  }

  /// Leads it up to the cache's look-up; puts its content into the cache if it is not there.
  Item take(const std::filesystem::path& path) {
    Item item;
    item.document = {.id = path.string(), .path = path, .bytes = {}};
    Context context(services_, progress_.seat());
    context.tools.emplace(options_);
    namespace d = engine::documents::stages;
    for (const auto stage : {d::read, d::validate, d::key, d::cache_lookup}) {
      const auto did = stage(item, context);
      REQUIRE(did);
      did_.push_back(*did);
    }
    if (!item.from_cache) {
      for (const auto stage : {d::parse, d::chunk, d::analyse, d::cache_insert}) {
        REQUIRE(stage(item, context));
      }
    }
    return item;
  }

  /// Did the last document's first three stages read anything?
  bool was_read() const { return did_[did_.size() - 4] == Did::work; }
  void forget_contents() { cache_.clear(); }

  const TestFolder folder;

 private:
  Options options_ = Options::v2();
  engine::cache::Cache<Content> cache_{{}};
  engine::Now now_ = std::chrono::steady_clock::now;
  KnownFiles known_;
  engine::documents::store::Store store_;
  engine::documents::items::InFlight in_flight_{options_.key_hash, 0, false};
  engine::documents::services::Quarantine quarantine_;
  engine::run::ProgressBoard progress_;
  const Services services_{options_, cache_, store_, now_, known_, in_flight_, quarantine_};
  std::vector<Did> did_;
};

}  // namespace

TEST_CASE("a stamp's key is found under exactly that stamp, if it was old enough") {
  KnownFiles known([] { return system_clock::time_point(hours(1)); });
  const Stamp stamp{.device = 1, .inode = 2, .size = 3, .modified = 4, .changed = 5};
  CHECK_FALSE(known.find(stamp));
  known.learn(stamp, Key{7, 8}, known.now());
  CHECK(known.find(stamp) == Key{7, 8});
  for (const auto member : {&Stamp::device, &Stamp::inode, &Stamp::size}) {
    Stamp other = stamp;
    ++(other.*member);
    CHECK_FALSE(known.find(other));
  }
  Stamp touched = stamp;
  ++touched.changed;
  CHECK_FALSE(known.find(touched));
  known.learn(touched, Key{9, 9}, known.now());
  CHECK(known.find(touched) == Key{9, 9});
  CHECK_FALSE(known.find(stamp));  // the same file holds something else now

  Stamp fresh = stamp;
  fresh.inode = 3;
  fresh.changed = std::chrono::nanoseconds(hours(1)).count() - 1'000'000;
  known.learn(fresh, Key{1, 1}, known.now());
  CHECK_FALSE(known.find(fresh));
}

TEST_CASE("all files that had a content are forgotten with it, and no others") {
  KnownFiles known([] { return system_clock::time_point(hours(1)); });
  for (std::uint64_t inode = 1; inode <= 100; ++inode) {
    known.learn({.inode = inode}, Key{inode % 10, 0}, known.now());
  }
  CHECK(known.forget(Key{3, 0}) == 10);
  CHECK(known.forget(Key{3, 0}) == 0);
  CHECK(known.forget(Key{}) == 10);  // no other places that hold nothing
  for (std::uint64_t inode = 1; inode <= 100; ++inode) {
    CAPTURE(inode);
    CHECK(known.find({.inode = inode}).has_value() == (inode % 10 != 3 && inode % 10 != 0));
  }
}

TEST_CASE("the table never grows beyond its bound") {
  KnownFiles known([] { return system_clock::time_point(hours(1)); }, 64);
  for (std::uint64_t inode = 1; inode <= 1'000; ++inode) {
    known.learn({.inode = inode}, Key{inode, 0}, known.now());
  }
  int found = 0;
  for (std::uint64_t inode = 1; inode <= 1'000; ++inode) {
    const auto key = known.find({.inode = inode});
    if (!key) continue;
    CHECK(*key == Key{inode, 0});
    ++found;
  }
  CHECK(found > 0);
  CHECK(found <= 64);
}

TEST_CASE("an unchanged file whose content is cached is not read again") {
  Intake intake(system_clock::now() + hours(1));
  const auto path = intake.folder.write("a.txt", "The first content.");
  const Item first = intake.take(path);
  CHECK(intake.was_read());
  const Item second = intake.take(path);
  CHECK_FALSE(intake.was_read());
  CHECK(second.content == first.content);
  CHECK(second.key == first.key);
  CHECK(second.byte_count == first.byte_count);
}

TEST_CASE("whatever is changed is read again") {
  Intake intake(system_clock::now() + hours(1));
  const auto path = intake.folder.write("a.txt", "The first content.");
  intake.take(path);
  const auto time = std::filesystem::last_write_time(path);
  SUBCASE("in its content, with the same size and time") {
    // As soon as the clock of the file system has gone on, its own time says so.
    const Stamp before = stamp_of(path);
    do {
      intake.folder.write("a.txt", "The other content.");
      std::filesystem::last_write_time(path, time);
    } while (stamp_of(path).changed == before.changed);
    CHECK(stamp_of(path).size == before.size);
    CHECK(stamp_of(path).modified == before.modified);
    CHECK(intake.take(path).content->parsed.text == "The other content.");
  }
  SUBCASE("by another file in its place") {
    std::filesystem::rename(intake.folder.write("b.txt", "The other content."), path);
    CHECK(intake.take(path).content->parsed.text == "The other content.");
  }
  SUBCASE("only by its time") {
    std::filesystem::last_write_time(path, time - hours(1));
    CHECK(intake.take(path).from_cache);
  }
  CHECK(intake.was_read());
}

TEST_CASE("a content that is no longer cached is read after all") {
  Intake intake(system_clock::now() + hours(1));
  const auto path = intake.folder.write("a.txt", "The first content.");
  intake.take(path);
  intake.forget_contents();
  const Item again = intake.take(path);
  CHECK_FALSE(again.from_cache);
  CHECK(again.content->parsed.text == "The first content.");
  intake.take(path);
  CHECK_FALSE(intake.was_read());
}

TEST_CASE("a file that was written just now is not taken for unchanged") {
  Intake intake(system_clock::now());
  const auto path = intake.folder.write("a.txt", "The first content.");
  intake.take(path);
  CHECK(intake.take(path).from_cache);
  CHECK(intake.was_read());
}

TEST_CASE("what is gone is not found by its memory") {
  Intake intake(system_clock::now() + hours(1));
  const auto path = intake.folder.write("a.txt", "The first content.");
  intake.take(path);
  std::filesystem::remove(path);
  Stamp stamp;
  CHECK_FALSE(find_stamp(path, stamp));
  CHECK_FALSE(find_stamp(intake.folder / ".", stamp));
}

}  // namespace known_files_test
