#include "scenarios/contenders/relink/link_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "harness/environment/command.h"
#include "harness/environment/git.h"
#include "scenarios/contenders/relink/shell_words.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

/// -Wl,a,b without the options that make the linker write other files than the program. Empty if
/// nothing is left.
std::string without_outputs(const std::string& word) {
  constexpr std::string_view prefix = "-Wl,";
  std::string kept;
  bool skip = false;
  for (std::string_view rest = std::string_view(word).substr(prefix.size()); !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view option = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const std::string_view bare =
        option.substr(std::min(option.find_first_not_of('-'), option.size()));
    const bool writes = bare.starts_with("Map") || bare.starts_with("dependency-file");
    if (!skip && !writes) kept += "," + std::string(option);
    skip = !skip && writes && bare.find('=') == bare.npos;
  }
  return kept.empty() ? "" : "-Wl" + kept;
}

/// The words with those of response files in their places. Empty where one is not there any more.
std::optional<std::vector<std::string>> with_responses(const std::vector<std::string>& words,
                                                       const fs::path& folder) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    if (!word.starts_with('@')) {
      all.push_back(word);
      continue;
    }
    std::ifstream file(folder / word.substr(1));
    const auto more = shell_words(std::string(std::istreambuf_iterator<char>(file), {}));
    if (!file || !more) return std::nullopt;
    all.insert(all.end(), more->begin(), more->end());
  }
  return all;
}

/// Does it make the program? Then without the word of where to, and without outputs beside it.
std::optional<std::vector<std::string>> as_linker(const std::vector<std::string>& words,
                                                  const fs::path& folder, const fs::path& program) {
  std::vector<std::string> kept;
  bool makes_it = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "-o" && i + 1 < words.size()) {
      makes_it = (folder / words[++i]).lexically_normal() == program.lexically_normal();
    } else if (words[i].starts_with("-Wl,")) {
      if (std::string word = without_outputs(words[i]); !word.empty()) kept.push_back(word);
    } else {
      kept.push_back(words[i]);
    }
  }
  if (!makes_it || kept.empty()) return std::nullopt;
  return kept;
}

Expected<LinkCommand> of_ninja(const BuildFolder& build) {
  std::string last;
  const auto ended = harness::environment::follow(
      {harness::environment::outside_hooks(
          {"ninja", "-C", build.folder.string(), "-t", "commands", "-s", build.program.string()})},
      [&](std::string_view line) { last = line; });
  if (!ended) return tl::unexpected(ended.error());
  if (*ended != 0) return failure("Ninja knows no command that links it: " + last);
  return link_command_in(last, build.folder, build.folder / build.program);
}

Expected<LinkCommand> of_make(const BuildFolder& build) {
  const fs::path wanted = fs::path("CMakeFiles") / (build.target() + ".dir") / "link.txt";
  const fs::path program = build.folder / build.program;
  std::error_code error;
  for (auto one = fs::recursive_directory_iterator(build.folder, error);
       one != fs::recursive_directory_iterator(); one.increment(error)) {
    if (error) break;
    const fs::path path = one->path() / wanted;
    if (!one->is_directory(error) || !fs::exists(path, error)) continue;
    std::ifstream file(path);
    const std::string line(std::istreambuf_iterator<char>(file), {});
    if (auto command = link_command_in(line, one->path(), program)) return command;
  }
  std::ifstream file(build.folder / wanted);
  if (!file) return failure("Make knows no command that links it");
  const std::string line(std::istreambuf_iterator<char>(file), {});
  return link_command_in(line, build.folder, program);
}

}  // namespace

Expected<LinkCommand> link_command_in(std::string_view line, const fs::path& folder,
                                      const fs::path& program) {
  // What comes after it may do things that we don't do; it is not repeated anyway.
  const auto all = shell_words(line);
  if (!all) return failure("its link command is more than a shell's plain words");
  fs::path where = folder;
  for (auto from = all->begin(); from != all->end();) {
    const auto to = std::find(from, all->end(), "&&");
    std::vector<std::string> words(from, to);
    from = to == all->end() ? to : to + 1;
    if (words.size() == 2 && words.front() == "cd") {
      where = where / words.back();
      continue;
    }
    auto whole = with_responses(words, where);
    if (!whole) return failure("its link command reads a file that is not there any more");
    if (auto linker = as_linker(*whole, where, program)) return LinkCommand{*linker, where};
  }
  return failure("its link command does not say where the program goes");
}

Expected<LinkCommand> link_command_of(const BuildFolder& build) {
  if (build.generator == "Ninja") return of_ninja(build);
  if (build.generator == "Unix Makefiles") return of_make(build);
  return failure("how " + build.generator + " links it can't be told");
}

}  // namespace scenarios
