#include "scenarios/corpus/corpus_packages.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

#include "harness/result/sample/temporary_folder.h"

namespace scenarios::corpus_packages_test {
namespace {

using harness::result::sample::TemporaryFolder;

/// A package's worth of a folder that is not there, and a stand-in for apt-get.
struct Bench {
  TemporaryFolder folder;
  std::string documents = (folder.path() / "documents").string();
  std::string log = (folder.path() / "log").string();
  CorpusPackage corpus{"made-up", "made-up-doc", documents, 1, 1, "none"};

  /// A program that notes how it was called and then does `then`.
  Installer installer(const std::string& then) const {
    const auto program = folder.path() / "installer";
    std::ofstream(program) << "#!/bin/sh\necho \"$@\" >> '" << log << "'\n" << then << "\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return {.program = program.string(), .allowed = true};
  }
  std::string calls() const {
    std::ifstream in(log);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

constexpr const char* install_line = "install -y --no-install-recommends made-up-doc\n";

}  // namespace

TEST_CASE("each corpus has a name, a package, a place, a size and a licence of its own") {
  std::set<std::string_view> names;
  std::set<std::string_view> folders;
  for (const CorpusPackage& corpus : corpus_packages()) {
    INFO(corpus.name);
    CHECK(names.insert(corpus.name).second);
    CHECK(folders.insert(corpus.folder).second);
    CHECK(corpus.folder.starts_with("/usr/share/doc/"));
    CHECK_FALSE(corpus.package.empty());
    CHECK_FALSE(corpus.licence.empty());
    CHECK(corpus.documents >= 400);
    CHECK(corpus.megabytes >= 10);
  }
  CHECK(names.contains("sqlite"));
}

TEST_CASE("what is installed is not installed again") {
  const Bench bench;
  std::filesystem::create_directory(bench.documents);
  CHECK(install(bench.corpus, bench.installer("exit 1")).value() == bench.documents);
  CHECK(bench.calls().empty());
}

TEST_CASE("without the right to install, the line to type is told") {
  const Bench bench;
  Installer installer = bench.installer("exit 0");
  installer.allowed = false;
  CHECK(install(bench.corpus, installer).error().message ==
        "installing needs root: sudo apt-get install -y --no-install-recommends made-up-doc");
  CHECK(bench.calls().empty());
}

TEST_CASE("installing gives the documents' folder") {
  const Bench bench;
  CHECK(install(bench.corpus, bench.installer("mkdir '" + bench.documents + "'")).value() ==
        bench.documents);
  CHECK(bench.calls() == install_line);
}

TEST_CASE("a package that is not known yet is installed after an update") {
  const Bench bench;
  const std::string then = "case \"$1\" in update) touch '" + bench.log +
                           ".updated';; install) [ -e '" + bench.log + ".updated' ] && mkdir '" +
                           bench.documents + "';; esac";
  CHECK(install(bench.corpus, bench.installer(then)).value() == bench.documents);
  CHECK(bench.calls() == std::string(install_line) + "update\n" + install_line);
}

TEST_CASE("an installer that fails, dies or is not there is told") {
  const Bench bench;
  const auto ends = [&](const Installer& installer) {
    return install(bench.corpus, installer).error().message;
  };
  const std::string program = (bench.folder.path() / "installer").string();
  CHECK(ends(bench.installer("exit 7")) == program + " ended with exit code 7");
  CHECK(ends(bench.installer("kill -9 $$")) == program + " was killed by signal 9");
  CHECK(ends({.program = "/no/such/program", .allowed = true}) ==
        "cannot run /no/such/program: No such file or directory");
}

TEST_CASE("a package that came without its documents is told") {
  const Bench bench;
  CHECK(install(bench.corpus, bench.installer("exit 0")).error().message ==
        "made-up-doc is installed, but " + bench.documents +
            " is missing: dpkg may be told to leave documentation out (path-exclude in "
            "/etc/dpkg/dpkg.cfg.d)");
}

}  // namespace scenarios::corpus_packages_test
