#include "harness/environment/git.h"

namespace harness::environment {

std::vector<std::string> outside_hooks(const std::vector<std::string>& words) {
  std::vector<std::string> all{"env"};
  for (const char* variable : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
                               "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_PREFIX",
                               "GIT_QUARANTINE_PATH", "MAKEFLAGS", "MAKELEVEL", "NINJA_STATUS"}) {
    all.insert(all.end(), {"-u", variable});
  }
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

std::vector<std::string> git_words(const std::filesystem::path& folder,
                                   const std::vector<std::string>& question) {
  std::vector<std::string> words{"git", "--no-optional-locks", "-C", folder.string()};
  words.insert(words.end(), question.begin(), question.end());
  return outside_hooks(words);
}

}  // namespace harness::environment
