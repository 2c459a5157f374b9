#include "scenarios/corpus/corpus_packages.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

extern char** environ;

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;

// Documents and megabytes as Debian 12 has them, counted by Corpus::open.
constexpr std::array<CorpusPackage, 8> packages = {{
    {"cmake", "cmake-doc", "/usr/share/doc/cmake-data/html", 3870, 26, "BSD-3-Clause"},
    {"git", "git-doc", "/usr/share/doc/git-doc", 534, 12, "GPL-2"},
    {"handbook", "debian-handbook", "/usr/share/doc/debian-handbook/html", 3302, 62,
     "GPL-2+ or CC-BY-SA-3.0"},
    {"linux", "linux-doc-6.1", "/usr/share/doc/linux-doc-6.1/html", 6368, 153, "GPL-2"},
    {"postgresql", "postgresql-doc-15", "/usr/share/doc/postgresql-doc-15/html", 1169, 16,
     "PostgreSQL"},
    {"python", "python3.11-doc", "/usr/share/doc/python3.11/html", 1027, 62, "PSF-2"},
    {"rust", "rust-doc", "/usr/share/doc/rust-doc/html", 32104, 478, "MIT or Apache-2.0"},
    {"sqlite", "sqlite3-doc", "/usr/share/doc/sqlite3", 767, 22, "public domain"},
}};

/// Runs a program, its output on stderr (stdout is for results); how it ended.
Expected<void> run(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  if (const int error = ::posix_spawn_file_actions_init(&files); error != 0) {
    return failure(std::generic_category().message(error));
  }
  pid_t pid = -1;
  int error = ::posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  if (error == 0) {
    error = ::posix_spawnp(&pid, arguments[0], &files, nullptr, arguments.data(), environ);
  }
  ::posix_spawn_file_actions_destroy(&files);
  if (error != 0) {
    return failure(
        fmt::format("cannot run {}: {}", words[0], std::generic_category().message(error)));
  }
  int status = -1;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return failure(fmt::format("lost {}", words[0]));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return failure(WIFEXITED(status)
                     ? fmt::format("{} ended with exit code {}", words[0], WEXITSTATUS(status))
                     : fmt::format("{} was killed by signal {}", words[0], WTERMSIG(status)));
}

}  // namespace

std::span<const CorpusPackage> corpus_packages() {
  return packages;
}

bool is_installed(const CorpusPackage& corpus) {
  std::error_code ignored;
  return std::filesystem::is_directory(corpus.folder, ignored);
}

Expected<std::filesystem::path> install(const CorpusPackage& corpus, const Installer& installer) {
  if (is_installed(corpus)) return std::filesystem::path(corpus.folder);
  if (!installer.allowed) {
    return failure(
        fmt::format("installing needs root: sudo apt-get install -y "
                    "--no-install-recommends {}",
                    corpus.package));
  }
  const std::vector<std::string> words = {installer.program, "install", "-y",
                                          "--no-install-recommends", std::string(corpus.package)};
  if (!run(words)) {
    // A fresh machine knows of no packages yet, an old one of versions that are gone.
    if (auto updated = run({installer.program, "update"}); !updated) {
      return tl::unexpected(updated.error());
    }
    if (auto installed = run(words); !installed) return tl::unexpected(installed.error());
  }
  if (is_installed(corpus)) return std::filesystem::path(corpus.folder);
  return failure(
      fmt::format("{} is installed, but {} is missing: dpkg may be told to leave "
                  "documentation out (path-exclude in /etc/dpkg/dpkg.cfg.d)",
                  corpus.package, corpus.folder));
}

}  // namespace scenarios
