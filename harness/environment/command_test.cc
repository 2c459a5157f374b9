#include "harness/environment/command.h"

#include <doctest/doctest.h>

#include "harness/environment/commit.h"
#include "harness/probe/made_up_tree.h"

namespace command_test {

using namespace harness::environment;
using namespace harness::probe;

namespace {

/// Without the variables with which a hook that runs this test would lead git elsewhere.
bool git(const std::filesystem::path& folder, const std::vector<std::string>& words) {
  std::vector<std::string> all{
      "env", "-u", "GIT_DIR",        "-u", "GIT_WORK_TREE",   "-u", "GIT_INDEX_FILE",
      "git", "-c", "user.name=test", "-c", "user.email=test", "-C", folder.string()};
  all.insert(all.end(), words.begin(), words.end());
  return output_of(all).has_value();
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
