#include "harness/environment/command.h"

#include <doctest/doctest.h>

#include "harness/environment/commit.h"
#include "harness/environment/git.h"
#include "harness/probe/made_up_tree.h"

namespace command_test {

using namespace harness::environment;
using namespace harness::probe;

namespace {

bool git(const std::filesystem::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(), {"-c", "user.name=test", "-c", "user.email=test"});
  return output_of(git_words(folder, words)).has_value();
}

}  // namespace

TEST_CASE("a command's output, without a shell between") {
  CHECK(output_of({"printf", "%s", "a b; echo $HOME `id` 'c'"}) == "a b; echo $HOME `id` 'c'");
  CHECK(output_of({"true"}) == "");
  CHECK_FALSE(output_of({"false"}));
  CHECK_FALSE(output_of({"a-program-that-nobody-has"}));
  CHECK(output_of({"cat"}) == "");  // its input is empty
  CHECK(output_of({"sh", "-c", "echo out; echo err >&2"}) == "out\n");
}

TEST_CASE("a command's output is bounded, and so is its time") {
  const auto much = output_of({"sh", "-c", "yes | head -c 300000"});
  REQUIRE(much);
  CHECK(much->size() == 65536);
  CHECK_FALSE(output_of({"sleep", "1000"}, std::chrono::milliseconds(20)));
}

TEST_CASE("a followed command tells its lines as they come, and where it ended") {
  std::vector<std::string> lines;
  const auto note = [&](std::string_view line) { lines.emplace_back(line); };
  const MadeUpTree tree;
  CHECK(
      follow({{"sh", "-c", "echo out; echo err >&2; pwd; printf last; exit 3"}, tree.root()}, note)
          .value() == 3);
  CHECK(lines == std::vector<std::string>{
                     "out", "err", std::filesystem::canonical(tree.root()).string(), "last"});
  lines.clear();
  CHECK(follow({{"sh", "-c", "yes | head -c 300000"}}, note).value() == 0);
  CHECK(lines.size() == 150000);
  lines.clear();
  CHECK(follow({{"sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x"}}, note).value() == 0);
  CHECK(lines.size() == 2);
  CHECK(follow({{"a-program-that-nobody-has"}}, note).error().message ==
        "a-program-that-nobody-has can't be run: No such file or directory");
  CHECK(follow({{"sh", "-c", "kill -9 $$"}}, note).error().message == "sh was killed by signal 9");
}

TEST_CASE("a followed command is stopped with all that it started") {
  std::stop_source source;
  // One is asked and ends, the other one in its group hears nothing.
  const auto stop_at_first = [&](std::string_view) { source.request_stop(); };
  const MadeUpTree tree;
  const auto ended = follow({{"sh", "-c",
                              "(trap '' TERM; echo here; sleep 1000; echo left > left) & "
                              "trap 'echo asked > asked; exit 1' TERM; sleep 1000 & wait"},
                             tree.root()},
                            stop_at_first, source.get_token());
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "sh was stopped");
  CHECK_FALSE(std::filesystem::exists(tree.root() / "left"));
}

TEST_CASE("a checkout's commit, and whether it is dirty") {
  const MadeUpTree tree;
  const std::filesystem::path& folder = tree.root();
  CHECK_FALSE(read_commit(folder / "absent"));
  if (!output_of({"git", "--version"})) {
    MESSAGE("SKIPPED: git is not there to be asked");
    return;
  }
  CHECK_FALSE(read_commit(folder));  // no checkout
  REQUIRE(git(folder, {"init", "-q"}));
  CHECK_FALSE(read_commit(folder));  // no commit
  tree.write("in/file", "1");
  REQUIRE(git(folder, {"add", "."}));
  REQUIRE(git(folder, {"commit", "-q", "--no-gpg-sign", "-m", "one"}));
  const auto commit = read_commit(folder);
  REQUIRE(commit);
  CHECK(commit->id.size() >= 40);
  CHECK(commit->dirty == false);
  tree.write("in/file", "2");
  CHECK(read_commit(folder).value().dirty == true);
  CHECK(read_commit(folder).value().id == commit->id);
  CHECK_FALSE(read_commit(folder / "in"));  // within somebody's checkout is not a checkout
}

}  // namespace command_test
