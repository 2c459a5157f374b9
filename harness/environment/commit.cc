#include "harness/environment/commit.h"

#include <algorithm>
#include <vector>

#include "harness/environment/command.h"
#include "harness/probe/proc_text.h"

namespace harness::environment {
namespace {

/// Within a git hook these variables would have git look elsewhere than in `folder`.
std::optional<std::string> ask_git(const std::filesystem::path& folder,
                                   const std::vector<std::string>& question) {
  std::vector<std::string> words{"env",
                                 "-u",
                                 "GIT_DIR",
                                 "-u",
                                 "GIT_WORK_TREE",
                                 "-u",
                                 "GIT_INDEX_FILE",
                                 "git",
                                 "--no-optional-locks",
                                 "-C",
                                 folder.string()};
  words.insert(words.end(), question.begin(), question.end());
  return output_of(words);
}

bool is_commit_id(std::string_view text) {
  return text.size() >= 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<Commit> read_commit(const std::filesystem::path& folder) {
  const auto answer = ask_git(folder, {"rev-parse", "--show-prefix", "HEAD"});
  if (!answer) return std::nullopt;
  std::string_view rest = *answer;
  // A prefix tells that the folder only lies within another project's checkout.
  if (!probe::next_line(rest).empty()) return std::nullopt;
  const std::string_view id = probe::next_line(rest);
  if (!is_commit_id(id)) return std::nullopt;
  Commit commit{std::string(id), std::nullopt};
  if (const auto changes = ask_git(folder, {"status", "--porcelain"})) {
    commit.dirty = !changes->empty();
  }
  return commit;
}

}  // namespace harness::environment
