#include "scenarios/corpus/corpus.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "engine/documents/parse/parser.h"
#include "harness/environment/build_facts.h"
#include "harness/nearest.h"
#include "scenarios/corpus/corpus_packages.h"
#include "scenarios/corpus/formats_corpus.h"
#include "scenarios/corpus/large_corpus.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;
using harness::Expected;
using harness::failure;

/// One walk through all that lies below a folder.
class Walk {
 public:
  explicit Walk(const fs::path& root) : root_(root), folders_{fs::path()} {}

  Expected<void> go() {
    for (;;) {
      while (!folders_.empty()) {
        const fs::path folder = std::move(folders_.back());
        folders_.pop_back();
        if (auto listed = list(folder); !listed) return listed;
      }
      // Links last: what lies within the corpus is listed where it lies.
      if (links_.empty()) return {};
      folders_.push_back(*links_.begin());
      links_.erase(links_.begin());
    }
  }

  std::vector<Corpus::Document> documents;
  Corpus::Skipped skipped;

 private:
  /// Precondition: `folder` is relative to the root, as all paths here.
  Expected<void> list(const fs::path& folder) {
    struct stat status {};
    if (::stat(at(folder).c_str(), &status) != 0) return unreadable(folder, errno);
    if (!seen_.emplace(status.st_dev, status.st_ino).second) return {};
    std::error_code error;
    fs::directory_iterator entry(at(folder), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      take(folder / entry->path().filename(), *entry);
    }
    if (error) return unreadable(folder, error.value());
    return {};
  }

  void take(const fs::path& path, const fs::directory_entry& entry) {
    struct stat status {};
    if (::stat(entry.path().c_str(), &status) != 0) {
      ++skipped.others;  // a link to nowhere, or gone meanwhile
    } else if (S_ISDIR(status.st_mode)) {
      std::error_code ignored;
      if (entry.is_symlink(ignored)) {
        links_.insert(path);
      } else {
        folders_.push_back(path);
      }
    } else if (S_ISREG(status.st_mode) && is_document(path)) {
      documents.push_back(
          {path.generic_string(), entry.path(), static_cast<std::uint64_t>(status.st_size)});
    } else {
      ++(is_compressed_document(path) ? skipped.compressed : skipped.others);
    }
  }

  fs::path at(const fs::path& path) const { return path.empty() ? root_ : root_ / path; }

  static bool is_document(const fs::path& path) {
    return engine::documents::parse::detect_format(path.string(), {}).has_value();
  }

  static bool is_compressed_document(const fs::path& path) {
    constexpr std::array<std::string_view, 3> endings = {".bz2", ".xz", ".zst"};
    return std::ranges::find(endings, path.extension().string()) != endings.end() &&
           is_document(path.stem());
  }

  tl::unexpected<harness::Error> unreadable(const fs::path& folder, int error) const {
    return failure(fmt::format("cannot read the corpus's folder {}: {}", at(folder).string(),
                               std::generic_category().message(error)));
  }

  fs::path root_;
  std::vector<fs::path> folders_;
  std::set<fs::path> links_;  // to folders
  std::set<std::pair<dev_t, ino_t>> seen_;
};

std::string title_of(const fs::path& folder) {
  if (folder == default_corpus()) return "default corpus";
  if (folder == large_corpus()) return "large corpus";
  if (folder == formats_corpus()) return "formats corpus";
  for (const CorpusPackage& corpus : corpus_packages()) {
    if (folder == fs::path(corpus.folder)) return fmt::format("{} corpus", corpus.name);
  }
  return folder.string();
}

std::string size_text(std::uint64_t bytes) {
  const double kilobytes = static_cast<double>(bytes) / 1e3;
  return kilobytes < 1e3 ? fmt::format("{:.1f} kB", kilobytes)
                         : fmt::format("{:.1f} MB", kilobytes / 1e3);
}

}  // namespace

Expected<Corpus> Corpus::open(const fs::path& folder) {
  const fs::path root = folder.empty() ? default_corpus() : folder;
  std::error_code ignored;
  if (!fs::is_directory(root, ignored) && fs::exists(root, ignored)) {
    return failure(fmt::format("the corpus {} is not a folder", root.string()));
  }
  Walk walk(root);
  if (auto gone = walk.go(); !gone) return tl::unexpected(gone.error());
  if (walk.documents.empty()) {
    return failure(
        fmt::format("the corpus {} holds no documents (.txt, .md, .html, .docx, .epub, .pdf); see "
                    "./prony corpus",
                    root.string()));
  }
  Corpus corpus;
  corpus.title_ = title_of(root);
  corpus.documents_ = std::move(walk.documents);
  corpus.skipped_ = walk.skipped;
  std::ranges::sort(corpus.documents_, {}, &Document::id);
  for (const Document& document : corpus.documents_) corpus.count_in(document);
  return corpus;
}

void Corpus::count_in(const Document& document) {
  total_bytes_ += document.bytes;
  ++counts_[static_cast<std::size_t>(*engine::documents::parse::detect_format(document.id, {}))];
}

Corpus Corpus::of_sizes(std::uint64_t from, std::uint64_t below) const {
  return only(
      [=](const Document& document) { return document.bytes >= from && document.bytes < below; });
}

Corpus Corpus::only(const std::function<bool(const Document&)>& wanted) const {
  Corpus part;
  part.title_ = title_ + ", part";
  for (const Document& document : documents_) {
    if (!wanted(document)) continue;
    part.documents_.push_back(document);
    part.count_in(document);
  }
  return part;
}

Corpus Corpus::times(std::size_t count) const {
  Corpus many;
  many.title_ = title_;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t round = i / documents_.size();
    // Fewer than there are come from all over the corpus, whose neighbours are alike.
    const std::size_t at =
        count < documents_.size() ? i * documents_.size() / count : i % documents_.size();
    Document& document = many.documents_.emplace_back(documents_[at]);
    if (round > 0) document.id = fmt::format("{}/{}", round + 1, document.id);
    many.count_in(document);
  }
  return many;
}

std::size_t Corpus::count(Format format) const {
  return counts_[static_cast<std::size_t>(format)];
}

std::string Corpus::describe() const {
  std::string kinds;
  for (const Format format :
       {Format::html, Format::text, Format::markdown, Format::docx, Format::epub, Format::pdf}) {
    if (count(format) == 0) continue;
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count(format),
                         engine::documents::parsed::to_string(format));
  }
  std::string line = fmt::format("{}: {} document{}, {} ({})", title_, documents_.size(),
                                 documents_.size() == 1 ? "" : "s", size_text(total_bytes_), kinds);
  if (skipped_.compressed + skipped_.others != 0) {
    line += fmt::format("; skipped {} compressed and {} other files", skipped_.compressed,
                        skipped_.others);
  }
  return line;
}

fs::path default_corpus() {
  return fs::path(harness::environment::build_facts().source_dir) / "scenarios" / "corpus" /
         "documents";
}

Expected<fs::path> resolve_corpus(std::string_view name_or_dir) {
  if (name_or_dir.empty() || name_or_dir == "default") return default_corpus();
  if (name_or_dir == "large") return make_large_corpus(default_corpus(), large_corpus());
  if (name_or_dir == "formats") return make_formats_corpus(default_corpus(), formats_corpus());
  std::vector<std::string_view> names = {"default", "large", "formats"};
  for (const CorpusPackage& corpus : corpus_packages()) {
    names.push_back(corpus.name);
    if (corpus.name != name_or_dir) continue;
    if (is_installed(corpus)) return fs::path(corpus.folder);
    return failure(
        fmt::format("the corpus '{0}' is not installed; ./prony corpus {0} does it", corpus.name));
  }
  fs::path folder(name_or_dir);
  std::error_code ignored;
  if (fs::exists(folder, ignored)) return folder;
  const auto near = harness::nearest(name_or_dir, names);
  return failure(
      fmt::format("the corpus '{}' is neither a folder nor a name that ./prony corpus "
                  "lists{}",
                  name_or_dir, near ? fmt::format("; did you mean {}?", *near) : ""));
}

}  // namespace scenarios
