// Larger corpora of real documents, from Debian's documentation packages.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace scenarios {

/// A Debian package whose documents make a corpus.
struct CorpusPackage {
  std::string_view name;     // what --corpus and ./prony corpus take
  std::string_view package;  // what apt-get takes
  std::string_view folder;   // where its documents lie once it is installed
  std::size_t documents = 0;
  std::size_t megabytes = 0;  // of all documents, rounded
  std::string_view licence;
};

std::span<const CorpusPackage> corpus_packages();

/// Are its documents there? A package may be installed without: see install().
bool is_installed(const CorpusPackage& corpus);

/// What installs packages.
struct Installer {
  std::string program = "apt-get";
  bool allowed = ::geteuid() == 0;
};

/// Installs the package unless its documents are there; what the installer says goes to stderr.
/// Returns the documents' folder. Errors: not allowed (with the line to type), the installer
/// failed, or no documents came (dpkg may be told to leave documentation out).
harness::Expected<std::filesystem::path> install(const CorpusPackage& corpus,
                                                 const Installer& installer = {});

}  // namespace scenarios
