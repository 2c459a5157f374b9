#include "scenarios/corpus/formats_corpus.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "engine/documents/parse/parser.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/corpus/made_corpora.h"
#include "scenarios/corpus/plain_book.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;
using harness::Expected;
using harness::failure;

constexpr std::uint64_t smallest = 4 << 10, largest = 256 << 10;  // bytes of a text

Expected<std::vector<PlainBook>> books_of(const fs::path& folder, std::size_t count) {
  const auto corpus = Corpus::open(folder);
  if (!corpus) return tl::unexpected(corpus.error());
  std::vector<Corpus::Document> texts;
  for (const Corpus::Document& document : corpus->documents()) {
    const bool plain = engine::documents::parse::detect_format(document.id, {}) == Format::text &&
                       document.path.extension() != ".gz";
    if (plain && document.bytes >= smallest && document.bytes <= largest) texts.push_back(document);
  }
  if (texts.size() < count) {
    return failure(
        fmt::format("the corpus has {} texts of 4 to 256 KiB; {} are needed", texts.size(), count));
  }
  std::vector<PlainBook> books;
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path& path = texts[i * texts.size() / count].path;
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) return failure(fmt::format("cannot read {}", path.string()));
    books.push_back(PlainBook::of_text(text));
  }
  return books;
}

Expected<void> write(const fs::path& path, const Expected<std::string>& bytes) {
  if (!bytes) return tl::unexpected(bytes.error());
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  out << *bytes;
  out.close();
  if (!out) return failure(fmt::format("cannot write {}", path.string()));
  return {};
}

Expected<void> write_all(const std::vector<PlainBook>& books, const fs::path& folder) {
  for (std::size_t i = 0; i < books.size(); ++i) {
    const PlainBook& book = books[i];
    const std::string name = fmt::format("book-{:02}.", i + 1);
    const std::pair<const char*, Expected<std::string>> files[] = {
        {"text/{}txt", book.text()},        {"gzip/{}txt.gz", gzipped(book.text())},
        {"markdown/{}md", book.markdown()}, {"html/{}html", book.html()},
        {"docx/{}docx", book.docx()},       {"epub/{}epub", book.epub()},
        {"pdf/{}pdf", book.pdf()}};
    for (const auto& [path, bytes] : files) {
      const fs::path file = folder / fmt::format(fmt::runtime(path), name);
      if (auto written = write(file, bytes); !written) return written;
    }
  }
  return {};
}

}  // namespace

fs::path formats_corpus() {
  return made_corpus("formats");
}

Expected<fs::path> make_formats_corpus(const fs::path& from, const fs::path& to,
                                       std::size_t documents) {
  std::error_code error;
  if (fs::is_directory(to, error)) return to;
  const auto books = books_of(from, documents);
  if (!books) return tl::unexpected(books.error());
  // Under another name until it is complete: a folder that is there is whole.
  fs::path part = to;
  part += fmt::format(".{}", ::getpid());
  auto made = write_all(*books, part);
  if (made) {
    fs::rename(part, to, error);
    if (error && !fs::is_directory(to)) {  // another process may have been quicker
      made = failure(fmt::format("cannot make {}: {}", to.string(), error.message()));
    }
  }
  fs::remove_all(part, error);
  if (!made) return tl::unexpected(made.error());
  return to;
}

}  // namespace scenarios
