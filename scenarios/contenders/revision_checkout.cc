#include "scenarios/contenders/revision_checkout.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <system_error>
#include <vector>

#include "harness/environment/command.h"
#include "harness/environment/git.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> answer(const fs::path& folder, const std::vector<std::string>& words) {
  auto text = harness::environment::output_of(harness::environment::git_words(folder, words));
  if (text && text->ends_with('\n')) text->pop_back();
  return text;
}

harness::Expected<void> git(const fs::path& folder, const std::vector<std::string>& words,
                            const std::stop_token& stop) {
  std::string first;
  const auto ended = harness::environment::follow(
      {harness::environment::git_words(folder, words)},
      [&](std::string_view line) {
        if (first.empty() || line.starts_with("fatal: ")) first = line;
      },
      stop);
  if (!ended) return tl::unexpected(ended.error());
  if (*ended != 0) return harness::failure("git " + words.front() + ": " + first);
  return {};
}

/// A file or folder of the repository, wherever its worktrees keep it.
std::optional<fs::path> path_in(const fs::path& checkout, const char* name) {
  const auto path = answer(checkout, {"rev-parse", "--git-path", name});
  if (!path) return std::nullopt;
  return fs::absolute(checkout / *path).lexically_normal();
}

/// Whose history was cut off says so in a file, without which it looks broken.
void borrow(const fs::path& from, const fs::path& repository, const fs::path& ignored) {
  std::error_code error;
  for (const char* folder : {"objects/info", "info"}) {
    fs::create_directories(repository / folder, error);
  }
  if (const auto objects = path_in(from, "objects")) {
    std::ofstream(repository / "objects/info/alternates") << objects->string() << '\n';
  }
  if (const auto shallow = path_in(from, "shallow"); shallow && fs::exists(*shallow, error)) {
    fs::copy_file(*shallow, repository / "shallow", error);
  }
  if (!ignored.empty()) {
    std::ofstream(repository / "info/exclude") << '/' << ignored.string() << "/\n";
  }
}

}  // namespace

harness::Expected<void> check_out(const Revision& revision, const fs::path& to,
                                  const fs::path& ignored, const std::stop_token& stop) {
  std::error_code error;
  fs::create_directories(to, error);
  std::vector<std::string> start{"init", "-q", "--template="};
  if (const auto format = answer(revision.checkout, {"rev-parse", "--show-object-format"})) {
    start.push_back("--object-format=" + *format);
  }
  if (auto begun = git(to, start, stop); !begun) return begun;
  borrow(revision.checkout, to / ".git", ignored);
  // Can be done without: a build may ask for the nearest tag, and for where it came from.
  static_cast<void>(
      git(to, {"fetch", "-q", revision.checkout.string(), "refs/tags/*:refs/tags/*"}, stop));
  if (const auto origin = answer(revision.checkout, {"config", "remote.origin.url"})) {
    static_cast<void>(git(to, {"config", "remote.origin.url", *origin}, stop));
  }
  if (auto done = git(to, {"checkout", "-q", "--detach", revision.commit}, stop); !done)
    return done;
  if (!fs::exists(to / ".gitmodules", error)) return {};
  return git(to, {"submodule", "update", "-q", "--init", "--recursive"}, stop);
}

}  // namespace scenarios
