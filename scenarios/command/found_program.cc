#include "scenarios/command/found_program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "harness/nearest.h"

namespace scenarios::command {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

std::vector<fs::path> path_folders() {
  const char* const variable = std::getenv("PATH");
  std::string_view left = variable == nullptr ? "/usr/local/bin:/usr/bin:/bin" : variable;
  std::vector<fs::path> folders;
  while (!left.empty()) {
    const std::string_view folder = left.substr(0, left.find(':'));
    left.remove_prefix(std::min(folder.size() + 1, left.size()));
    folders.emplace_back(folder.empty() ? "." : folder);
  }
  return folders;
}

bool can_be_run(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0;
}

Expected<fs::path> check_file(const fs::path& file) {
  std::error_code error;
  if (can_be_run(file)) return fs::absolute(file);
  if (fs::is_directory(file, error)) return failure(file.string() + " is a folder, no program");
  if (!fs::exists(file, error))
    return failure(fmt::format("there is no program {}", file.string()));
  return failure(fmt::format("{} may not be run: chmod +x makes it a program", file.string()));
}

std::string nearest_name(std::string_view word, const std::vector<fs::path>& folders) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      names.push_back(entry->path().filename().string());
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = harness::nearest(word, views);
  return near ? fmt::format("did you mean {}?", *near) : "nor anything like it in the PATH";
}

}  // namespace

Expected<fs::path> find_program(std::string_view word) {
  if (word.empty()) return failure("the program's name is empty");
  if (word.find('/') != word.npos) return check_file(word);
  const std::vector<fs::path> folders = path_folders();
  for (const fs::path& folder : folders) {
    if (can_be_run(folder / word)) return fs::absolute(folder / word);
  }
  return failure(fmt::format("there is no program '{}'; {}", word, nearest_name(word, folders)));
}

}  // namespace scenarios::command
