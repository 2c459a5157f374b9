#include "engine/documents/package/docx_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/documents/package/docx_styles.h"
#include "engine/documents/package/docx_text.h"
#include "engine/documents/package/package.h"
#include "engine/documents/package/package_path.h"

namespace engine::documents::package {
namespace {

/// One file's reference to another (ECMA-376-2, 9.3).
struct Relationship {
  std::string id;
  std::string type;  // the last segment of its URI: "styles"
  std::string path;
};

/// Reads the relationships of the file at `from`.
class Relationships final : public XmlHandler {
 public:
  explicit Relationships(std::string_view from) : from_(from) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || all_.size() == parsed::most_parts) return;
    if (attributes.find("TargetMode") == "External") return;
    auto path = resolve(from_, attributes.find("Target"));
    if (!path) return;
    const std::string_view type = attributes.find("Type");
    all_.push_back({std::string(attributes.find("Id")),
                    std::string(type.substr(type.rfind('/') + 1)), *std::move(path)});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  /// Where the first one of this type leads; `usual` where there is none.
  std::string first(std::string_view type, std::string_view usual) const {
    const auto found = std::ranges::find(all_, type, &Relationship::type);
    return found == all_.end() ? std::string(usual) : found->path;
  }
  /// Where all of this type lead.
  std::vector<std::string> all(std::string_view type) const {
    std::vector<std::string> paths;
    for (const Relationship& one : all_) {
      if (one.type == type) paths.push_back(one.path);
    }
    return paths;
  }
  std::string by_id(std::string_view id) const {
    const auto found = std::ranges::find(all_, id, &Relationship::id);
    return found == all_.end() ? "word/altChunk " + std::string(id) : found->path;
  }

 private:
  std::string from_;
  std::vector<Relationship> all_;
};

// "word/_rels/document.xml.rels" for "word/document.xml".
std::string relationships_of(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;
  return std::string(path.substr(0, name)) + "_rels/" + std::string(path.substr(name)) + ".rels";
}

/// One document on its way.
class DocxReading {
 public:
  DocxReading(archive::Zip& zip, parsed::BlockWriter& writer, parsed::PartList& parts)
      : zip_(zip), writer_(writer), parts_(parts) {}

  Expected<html::HtmlHead> run() {
    Relationships package("");
    Metadata metadata;
    return read_if_sound(zip_, relationships_of(""), package)
        .and_then([&](bool) {
          return read_if_sound(zip_, package.first("core-properties", "docProps/core.xml"),
                               metadata);
        })
        .and_then(
            [&](bool) { return read_texts(package.first("officeDocument", "word/document.xml")); })
        .map([&] {
          if (metadata.language.empty()) metadata.language = styles_.language();
          if (metadata.language.empty()) metadata.language = language_;
          return html::HtmlHead{std::move(metadata.title), tidy_language(metadata.language)};
        });
  }

 private:
  Expected<void> read_texts(const std::string& body) {
    Relationships own(body);
    return read_if_sound(zip_, relationships_of(body), own)
        .and_then([&](bool) {
          return read_if_sound(zip_, own.first("styles", "word/styles.xml"), styles_);
        })
        .and_then([&](bool) { return read_part(body, "document"); })
        .and_then([&] { return read_notes(own); })
        .and_then([&] { return read_margins(own); })
        .and_then([&] { return refuse_chunks(own); });
  }

  /// A text of the document's, which has to be there.
  Expected<void> read_part(const std::string& path, std::string_view root) {
    return parts_.add(path, writer_, [&]() -> Expected<void> {
      DocxText text(styles_, writer_);
      const Expected<bool> read = read_entry(zip_, path, text, UINT64_MAX);
      if (!read) return tl::unexpected(read.error());
      if (!*read) return failure(Reason::malformed, "no such file in the package");
      if (text.root() != root) return failure(Reason::malformed, "no word-processing document");
      if (language_.empty()) language_ = text.language();
      chunks_.insert(chunks_.end(), text.chunks().begin(), text.chunks().end());
      return {};
    });
  }

  Expected<void> read_notes(const Relationships& own) {
    for (const std::string_view kind : {"footnotes", "endnotes", "comments"}) {
      const std::string usual = "word/" + std::string(kind) + ".xml";
      const std::string path = own.first(kind, "");
      if (path.empty() && !zip_.find(usual)) continue;
      auto read = read_part(path.empty() ? usual : path, kind);
      if (!read) return read;
    }
    return {};
  }

  // Behind the texts that they surround on every page, so that no summary begins with them.
  Expected<void> read_margins(const Relationships& own) {
    struct Margin {
      std::string_view type, root;
    };
    for (const Margin margin : {Margin{"header", "hdr"}, Margin{"footer", "ftr"}}) {
      std::vector<std::string> paths = own.all(margin.type);
      std::ranges::sort(paths);
      paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
      for (const std::string& path : paths) {
        if (auto read = read_part(path, margin.root); !read) return read;
      }
    }
    return {};
  }

  Expected<void> refuse_chunks(const Relationships& own) {
    for (const std::string& id : chunks_) {
      auto refused = parts_.add(own.by_id(id), writer_, []() -> Expected<void> {
        return failure(Reason::unsupported_format, "a whole file within the document");
      });
      if (!refused) return refused;
    }
    return {};
  }

  archive::Zip& zip_;
  parsed::BlockWriter& writer_;
  parsed::PartList& parts_;
  DocxStyles styles_;
  std::string language_;
  std::vector<std::string> chunks_;
};

}  // namespace

Expected<html::HtmlHead> read_docx(std::string_view bytes, std::uint64_t most_unpacked,
                                   parsed::BlockWriter& writer, parsed::PartList& parts) {
  return open_package(bytes, most_unpacked).and_then([&](archive::Zip zip) {
    return DocxReading(zip, writer, parts).run();
  });
}

}  // namespace engine::documents::package
