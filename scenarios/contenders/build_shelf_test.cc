#include "scenarios/contenders/build_shelf.h"

#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "harness/probe/made_up_tree.h"
#include "scenarios/contenders/build_path.h"

namespace build_shelf_test {

using namespace scenarios;
namespace fs = std::filesystem;

TEST_CASE("a place is whole once it is finished, and not before") {
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root() / "shelf");
  {
    const auto place = shelf.place("a", {}, {}).value();
    CHECK_FALSE(place->program());
    tree.write("shelf/a/half", "");
  }
  {
    const auto place = shelf.place("a", {}, {}).value();
    CHECK_FALSE(place->program());
    place->clear();
    CHECK_FALSE(fs::exists(tree.root() / "shelf/a/half"));
    tree.write("shelf/a/program", "");
    CHECK(place->finish(tree.root() / "shelf/a/program"));
  }
  const auto first = shelf.place("a", {}, {}).value();
  const auto second = shelf.place("a", {}, {}).value();  // both use it
  CHECK(first->program() == tree.root() / "shelf/a/program");
  CHECK(second->program() == first->program());
  fs::remove(tree.root() / "shelf/a/program");
  CHECK_FALSE(first->program());
}

TEST_CASE("while one makes it another one waits, and then uses it") {
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root());
  auto maker = shelf.place("a", {}, {}).value();
  std::promise<void> waits;
  auto user = std::async(std::launch::async, [&] {
    return shelf.place("a", [&] { waits.set_value(); }, {}).value()->program();
  });
  waits.get_future().wait();
  tree.write("a/program", "");
  CHECK(maker->finish(tree.root() / "a/program"));
  CHECK(user.get() == tree.root() / "a/program");
}

TEST_CASE("whoever waits can be stopped") {
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root());
  const auto maker = shelf.place("a", {}, {}).value();
  std::stop_source stop;
  CHECK(shelf
            .place(
                "a", [&] { stop.request_stop(); }, stop.get_token())
            .error()
            .message == "stopped");
}

TEST_CASE("the last ones used are kept, and those in use") {
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root() / "shelf");
  fs::create_directory(tree.root() / "outside");
  const auto make = [&](const std::string& name, int age) {
    auto place = shelf.place(name, {}, {}).value();
    tree.write("shelf/" + name + "/program", "");
    CHECK(place->link(tree.root() / ("link_" + name), tree.root() / "outside"));
    CHECK(place->finish(tree.root() / "shelf" / name / "program"));
    fs::last_write_time(tree.root() / "shelf" / name / "whole",
                        fs::file_time_type::clock::now() - std::chrono::hours(age));
    return place;
  };
  for (int i = 0; i < 5; ++i) make(std::to_string(i), i);
  const auto oldest_in_use = make("5", 5);
  shelf.tidy();
  for (const char* kept : {"0", "1", "2", "5"}) {
    CHECK(fs::exists(tree.root() / "shelf" / kept / "program"));
  }
  for (const std::string gone : {"3", "4"}) {
    CHECK_FALSE(fs::exists(tree.root() / "shelf" / gone));
    CHECK_FALSE(fs::is_symlink(tree.root() / ("link_" + gone)));
  }
  CHECK(fs::is_symlink(tree.root() / "link_0"));
}

TEST_CASE("links that were taken away are made again; of others' it keeps off") {
  const harness::probe::MadeUpTree tree;
  const BuildShelf shelf(tree.root() / "shelf");
  fs::create_directory(tree.root() / "outside");
  tree.write("taken", "");
  const auto place = shelf.place("a", {}, {}).value();
  CHECK_FALSE(place->link(tree.root() / "taken", tree.root() / "outside"));
  place->clear();
  CHECK(fs::exists(tree.root() / "taken"));
  const fs::path link = tree.root() / "link";
  REQUIRE(place->link(link, tree.root() / "outside"));
  tree.write("outside/program", "");
  REQUIRE(place->finish(link / "program"));
  fs::remove(link);
  CHECK(place->program() == link / "program");
  fs::remove(link);
  tree.write("link", "somebody else's");
  CHECK_FALSE(place->program());
}

TEST_CASE("paths for builds are as long as asked for, where that can be") {
  const auto length = [](std::size_t wanted) {
    const auto path = build_path(wanted, "a key", 0);
    return path ? path->string().size() : 0;
  };
  for (const std::size_t wanted : {10, 16, 17, 30, 100, 200}) CHECK(length(wanted) == wanted);
  CHECK(length(9) == 0);
  CHECK(length(2000) == 0);
  CHECK(build_path(30, "a key", 0) == build_path(30, "a key", 0));
  CHECK(build_path(30, "a key", 0) != build_path(30, "a key", 1));
  CHECK(build_path(30, "a key", 0) != build_path(30, "another", 0));
}

}  // namespace build_shelf_test
