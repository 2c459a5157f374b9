// How git is asked.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace harness::environment {

/// The words without the variables with which a git hook, or another build above this program,
/// would lead git, CMake and what they start elsewhere than where they work.
std::vector<std::string> outside_hooks(const std::vector<std::string>& words);

/// The words that ask git about the checkout that `folder` lies in, for output_of() and follow().
std::vector<std::string> git_words(const std::filesystem::path& folder,
                                   const std::vector<std::string>& question);

}  // namespace harness::environment
