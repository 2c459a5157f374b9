#include "scenarios/corpus/corpus.h"

#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/corpus/corpus_packages.h"

namespace scenarios::corpus_test {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;
using harness::result::sample::TemporaryFolder;

void write(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> ids(const Corpus& corpus) {
  std::vector<std::string> found;
  for (const Corpus::Document& document : corpus.documents()) found.push_back(document.id);
  return found;
}

std::string why_not(const fs::path& folder) {
  const auto opened = Corpus::open(folder);
  REQUIRE_FALSE(opened.has_value());
  return opened.error().message;
}

/// Somebody who is not root while it lives, so that permissions mean something.
class Nobody {
 public:
  Nobody() : was_(::geteuid()) {
    if (was_ == 0) REQUIRE(::seteuid(65534) == 0);
  }
  ~Nobody() {
    if (was_ == 0 && ::seteuid(was_) != 0) std::abort();
  }
  Nobody(const Nobody&) = delete;
  Nobody& operator=(const Nobody&) = delete;

 private:
  uid_t was_;
};

}  // namespace

TEST_CASE("documents are the files with known endings at any depth, in the order of their ids") {
  const TemporaryFolder folder;
  write(folder.path() / "b.txt", "four");
  write(folder.path() / "a/z.HTML", "<p>one");
  write(folder.path() / "a/b/c.md", "# x");
  write(folder.path() / "a.rst", "");
  write(folder.path() / "picture.png", "PNG");
  write(folder.path() / "no ending", "text");
  write(folder.path() / ".txt", "a name, not an ending");
  write(folder.path() / "a/packed.html.xz", "xz");
  write(folder.path() / "a/archive.tar.gz", "gzip");

  const auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus.has_value());
  CHECK(ids(*corpus) == std::vector<std::string>{"a.rst", "a/b/c.md", "a/z.HTML", "b.txt"});
  CHECK(corpus->total_bytes() == 0 + 3 + 6 + 4);
  CHECK(corpus->documents()[3].bytes == 4);
  CHECK(corpus->documents()[3].path == folder.path() / "b.txt");
  CHECK(corpus->count(Format::text) == 2);
  CHECK(corpus->count(Format::markdown) == 1);
  CHECK(corpus->count(Format::html) == 1);
  CHECK(corpus->skipped().compressed == 1);
  CHECK(corpus->skipped().others == 4);
  CHECK(corpus->describe() == folder.path().string() +
                                  ": 4 documents, 0.0 kB (1 html, 2 text, 1 markdown); skipped 1 "
                                  "compressed and 4 other files");
}

TEST_CASE("a corpus is described by its documents alone when there is nothing else") {
  const TemporaryFolder folder;
  write(folder.path() / "x.md", std::string(2'345'678, 'x'));
  const auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus.has_value());
  CHECK(corpus->describe() == folder.path().string() + ": 1 document, 2.3 MB (1 markdown)");
}

TEST_CASE("a document that can't be read is listed, for the engine to fail") {
  const TemporaryFolder folder;
  write(folder.path() / "secret.txt", "12345");
  REQUIRE(::chmod((folder.path() / "secret.txt").c_str(), 0) == 0);
  const auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus.has_value());
  CHECK(ids(*corpus) == std::vector<std::string>{"secret.txt"});
  CHECK(corpus->total_bytes() == 5);
}

TEST_CASE("links are followed, loops are not, and no folder is listed twice") {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;
  write(elsewhere.path() / "far/far.txt", "far");
  write(folder.path() / "real/one.txt", "one");
  fs::create_symlink("real/one.txt", folder.path() / "link.txt");
  fs::create_directory_symlink("..", folder.path() / "real/up");
  fs::create_directory_symlink(".", folder.path() / "self");
  fs::create_directory_symlink("real", folder.path() / "again");
  fs::create_directory_symlink(elsewhere.path(), folder.path() / "other");
  fs::create_directory_symlink(folder.path(), elsewhere.path() / "back");
  fs::create_symlink("nowhere.txt", folder.path() / "broken.txt");

  const auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus.has_value());
  CHECK(ids(*corpus) == std::vector<std::string>{"link.txt", "other/far/far.txt", "real/one.txt"});
  CHECK(corpus->documents()[0].bytes == 3);  // of the file, not of the link
  CHECK(corpus->skipped().others == 1);      // the broken one
}

TEST_CASE("ids do not depend on how the folder is named") {
  const TemporaryFolder folder;
  write(folder.path() / "a/b.txt", "b");
  for (const char* const same : {"", "a/..", "./", "a/../."}) {
    const auto corpus = Corpus::open(folder.path() / same);
    REQUIRE(corpus.has_value());
    CHECK(ids(*corpus) == std::vector<std::string>{"a/b.txt"});
  }
}

TEST_CASE("a pipe with a document's name is none") {
  const TemporaryFolder folder;
  write(folder.path() / "a.txt", "a");
  REQUIRE(::mkfifo((folder.path() / "b.txt").c_str(), 0600) == 0);
  const auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus.has_value());
  CHECK(ids(*corpus) == std::vector<std::string>{"a.txt"});
}

TEST_CASE("what is no corpus is told in one line") {
  const TemporaryFolder folder;
  const std::string here = folder.path().string();
  CHECK(why_not(folder.path()) ==
        "the corpus " + here +
            " holds no documents (.txt, .md, .html, .docx, .epub, .pdf); see ./prony corpus");
  CHECK(why_not(folder.path() / "absent") ==
        "cannot read the corpus's folder " + here + "/absent: No such file or directory");
  write(folder.path() / "file.txt", "x");
  CHECK(why_not(folder.path() / "file.txt") == "the corpus " + here + "/file.txt is not a folder");
}

TEST_CASE("a folder that may not be read is an error, not a smaller corpus") {
  const TemporaryFolder folder;
  write(folder.path() / "open.txt", "x");
  write(folder.path() / "shut/closed.txt", "x");
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  REQUIRE(::chmod((folder.path() / "shut").c_str(), 0) == 0);
  {
    const Nobody nobody;
    CHECK(why_not(folder.path()) ==
          "cannot read the corpus's folder " + folder.path().string() + "/shut: Permission denied");
  }
  REQUIRE(::chmod((folder.path() / "shut").c_str(), 0700) == 0);  // or it could not be removed
}

TEST_CASE("a corpus is named by nothing, a package's name or a folder") {
  const TemporaryFolder folder;
  CHECK(resolve_corpus("").value() == default_corpus());
  CHECK(resolve_corpus("default").value() == default_corpus());
  CHECK(resolve_corpus(folder.path().string()).value() == folder.path());
  for (const CorpusPackage& corpus : corpus_packages()) {
    const auto resolved = resolve_corpus(corpus.name);
    CHECK(resolved.has_value() == is_installed(corpus));
    if (resolved) CHECK(*resolved == fs::path(corpus.folder));
  }
}

TEST_CASE("a mistyped name is answered with the nearest right one") {
  CHECK(resolve_corpus("sqllite").error().message ==
        "the corpus 'sqllite' is neither a folder nor a name that ./prony corpus lists; did you "
        "mean sqlite?");
  CHECK(resolve_corpus("/no/such/folder").error().message ==
        "the corpus '/no/such/folder' is neither a folder nor a name that ./prony corpus lists");
}

TEST_CASE("a corpus can be cut by size, thinned out, and repeated under other ids") {
  const harness::result::sample::TemporaryFolder folder;
  for (const auto& [name, size] : {std::pair("a.txt", 10), {"b.txt", 5000}, {"c.txt", 100'000}}) {
    std::ofstream(folder.path() / name) << std::string(static_cast<std::size_t>(size), 'x');
  }
  const scenarios::Corpus corpus = *scenarios::Corpus::open(folder.path());
  const scenarios::Corpus middle = corpus.of_sizes(11, 100'000);
  REQUIRE(middle.documents().size() == 1);
  CHECK(middle.documents()[0].id == "b.txt");
  CHECK(middle.total_bytes() == 5000);
  CHECK(corpus.of_sizes(1'000'000, 2'000'000).documents().empty());

  const scenarios::Corpus many = corpus.times(7);
  REQUIRE(many.documents().size() == 7);
  CHECK(many.documents()[2].id == "c.txt");
  CHECK(many.documents()[3].id == "2/a.txt");
  CHECK(many.documents()[3].path == corpus.documents()[0].path);
  CHECK(many.documents()[6].id == "3/a.txt");
  CHECK(many.count(engine::documents::parsed::Format::text) == 7);
  CHECK(corpus.times(2).documents()[1].id == "b.txt");
}

}  // namespace scenarios::corpus_test
