#include "scenarios/corpus/large_corpus.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "engine/documents/parse/parser.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/corpus/made_corpora.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;
using harness::Expected;
using harness::failure;

std::string_view heading_of(Format format) {
  switch (format) {
    case Format::html:
      return "\n<h1>Part {}</h1>\n";
    case Format::markdown:
      return "\n\n# Part {}\n\n";
    case Format::text:
      return "\n\nPart {}\n\n";
    case Format::docx:
    case Format::epub:
    case Format::pdf:
      break;  // no text to be put together
  }
  return "";
}

Expected<std::vector<std::string>> load(const Corpus& corpus, Format format) {
  std::vector<std::string> loaded;
  for (const Corpus::Document& document : corpus.documents()) {
    if (engine::documents::parse::detect_format(document.id, {}) != format) continue;
    if (document.path.extension() == ".gz") continue;
    std::ifstream in(document.path, std::ios::binary);
    loaded.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in) return failure(fmt::format("cannot read {}", document.path.string()));
  }
  return loaded;
}

Expected<void> write(const fs::path& path, const std::vector<std::string>& parts, Format format,
                     std::size_t first, std::uint64_t bytes) {
  std::ofstream out(path, std::ios::binary);
  std::uint64_t written = 0;
  for (std::size_t i = 0; written < bytes && out; ++i) {
    const std::string& part = parts[(first + i) % parts.size()];
    const std::string heading =
        fmt::format(fmt::runtime(heading_of(format)), first * 1'000'000 + i);
    out << heading << part;
    written += heading.size() + part.size();
  }
  out.close();
  if (!out) return failure(fmt::format("cannot write {}", path.string()));
  return {};
}

Expected<void> write_all(const Corpus& corpus, const fs::path& folder, const LargePlan& plan) {
  struct Kind {
    Format format;
    std::string_view ending;
    std::size_t count;
    std::uint64_t bytes;
  };
  const Kind kinds[] = {{Format::text, "txt", plan.texts, plan.bytes},
                        {Format::html, "html", plan.pages, plan.bytes},
                        {Format::markdown, "md", plan.markdowns, plan.markdown_bytes}};
  for (const Kind& kind : kinds) {
    if (kind.count == 0) continue;
    const auto parts = load(corpus, kind.format);
    if (!parts) return tl::unexpected(parts.error());
    std::uint64_t total = 0;
    for (const std::string& part : *parts) total += part.size();
    if (total == 0) {
      return failure(fmt::format("the corpus has no .{} files to make large ones of", kind.ending));
    }
    for (std::size_t i = 0; i < kind.count; ++i) {
      const auto path = folder / fmt::format("large-{}.{}", i + 1, kind.ending);
      const std::size_t first = (i + 1) * parts->size() / (kind.count + 1);
      if (auto written = write(path, *parts, kind.format, first, kind.bytes); !written) {
        return written;
      }
    }
  }
  return {};
}

}  // namespace

fs::path large_corpus() {
  return made_corpus("large");
}

Expected<fs::path> make_large_corpus(const fs::path& from, const fs::path& to,
                                     const LargePlan& plan) {
  std::error_code error;
  if (fs::is_directory(to, error)) return to;
  const auto corpus = Corpus::open(from);
  if (!corpus) return tl::unexpected(corpus.error());
  // Under another name until it is complete: a folder that is there is whole.
  fs::path part = to;
  part += fmt::format(".{}", ::getpid());
  fs::create_directories(part, error);
  if (error) return failure(fmt::format("cannot make {}: {}", part.string(), error.message()));
  auto made = write_all(*corpus, part, plan);
  if (made) {
    fs::rename(part, to, error);
    if (!error || fs::is_directory(to)) {  // another process may have been quicker
      fs::remove_all(part, error);
      return to;
    }
    made = failure(fmt::format("cannot make {}: {}", to.string(), error.message()));
  }
  fs::remove_all(part, error);
  return tl::unexpected(made.error());
}

}  // namespace scenarios
