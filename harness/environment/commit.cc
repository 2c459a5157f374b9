#include "harness/environment/commit.h"

#include "harness/environment/command.h"
#include "harness/environment/git.h"
#include "harness/probe/proc_text.h"

namespace harness::environment {
namespace {

bool is_commit_id(std::string_view text) {
  return text.size() >= 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<Commit> read_commit(const std::filesystem::path& folder) {
  const auto answer = output_of(git_words(folder, {"rev-parse", "--show-prefix", "HEAD"}));
  if (!answer) return std::nullopt;
  std::string_view rest = *answer;
  // A prefix tells that the folder only lies within another project's checkout.
  if (!probe::next_line(rest).empty()) return std::nullopt;
  const std::string_view id = probe::next_line(rest);
  if (!is_commit_id(id)) return std::nullopt;
  Commit commit{std::string(id), std::nullopt};
  if (const auto changes = output_of(git_words(folder, {"status", "--porcelain"}))) {
    commit.dirty = !changes->empty();
  }
  return commit;
}

}  // namespace harness::environment
