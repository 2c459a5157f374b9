#include "scenarios/corpus/made_corpora.h"

#include <unistd.h>

#include "harness/environment/build_facts.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

/// Whether a folder can be made there: it, or what is there above it, lets us write.
bool can_make(fs::path folder) {
  std::error_code ignored;
  while (!fs::exists(folder, ignored) && folder.has_relative_path()) folder = folder.parent_path();
  return fs::is_directory(folder, ignored) && ::access(folder.c_str(), W_OK) == 0;
}

}  // namespace

fs::path made_corpus(std::string_view name, const fs::path& checkout) {
  const fs::path within = fs::path("results") / "corpora";
  std::error_code ignored;
  const bool there = fs::is_directory(checkout / within / name, ignored);
  return (there || can_make(checkout / within) ? checkout / within : within) / name;
}

fs::path made_corpus(std::string_view name) {
  return made_corpus(name, harness::environment::build_facts().source_dir);
}

}  // namespace scenarios
