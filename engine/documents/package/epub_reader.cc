#include "engine/documents/package/epub_reader.h"
#include "engine/documents/parsed/validation.h"

#include <string>
#include <utility>

#include "engine/documents/html/xhtml.h"
#include "engine/documents/package/epub_package.h"
#include "engine/documents/package/package_path.h"

namespace engine::documents::package {
namespace {

// What a media type that an old or careless book names may still be.
bool is_html(std::string_view media_type) {
  return media_type.empty() || media_type.find("html") != std::string_view::npos ||
         media_type == "text/x-oeb1-document";
}

/// One book on its way.
class EpubReading {
 public:
  EpubReading(archive::Zip& zip, html::HtmlReader& html, parsed::BlockWriter& writer,
              parsed::PartList& parts)
      : zip_(zip), html_(html), writer_(writer), parts_(parts) {}

  Expected<html::HtmlHead> run() {
    return read_needed("META-INF/container.xml", container_)
        .and_then([&] { return read_needed(container_.package_path(), package_); })
        .and_then([&] { return read_if_sound(zip_, "META-INF/encryption.xml", encryption_); })
        .and_then([&](bool) { return read_spine(); })
        .map([&] {
          if (package_.language.empty()) package_.language = language_;
          return html::HtmlHead{std::move(package_.title), tidy_language(package_.language)};
        });
  }

 private:
  Expected<void> read_needed(const std::string& path, XmlHandler& handler) {
    return read_entry(zip_, path, handler).and_then([&](bool there) -> Expected<void> {
      if (there) return {};
      return failure(Reason::malformed,
                     path.empty() ? "it names no package document" : "it has no " + path);
    });
  }

  Expected<void> read_spine() {
    for (const std::string& id : package_.spine()) {
      const EpubPackage::Item* const item = package_.find(id);
      const auto path =
          item == nullptr ? std::nullopt : resolve(container_.package_path(), item->href);
      auto read = parts_.add(path         ? *path
                             : id.empty() ? "(no name)"
                                          : id,
                             writer_, [&] { return read_part(item, path); });
      if (!read) return read;
    }
    return {};
  }

  Expected<void> read_part(const EpubPackage::Item* item, const std::optional<std::string>& path) {
    if (item == nullptr) return failure(Reason::malformed, "not in the book's manifest");
    if (!path) return failure(Reason::malformed, "its address leads out of the book");
    if (encryption_.covers(*path)) return failure(Reason::encrypted, "to be read with a key only");
    if (!is_html(item->media_type)) {
      return failure(Reason::unsupported_format, "no HTML: " + item->media_type);
    }
    const auto entry = zip_.find(*path);
    if (!entry) return failure(Reason::malformed, "no such file in the book");
    return zip_.read(*entry, bytes_)
        .and_then([&] { return parsed::validate(bytes_); })
        .and_then([&] { return read_html(); });
  }

  Expected<void> read_html() {
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.replace(0, 3, "   ");
    html::blank_out_complete_elements(bytes_);
    return html_.read(bytes_, writer_).map([&](const html::HtmlHead& head) {
      if (language_.empty()) language_ = head.language;
    });
  }

  archive::Zip& zip_;
  html::HtmlReader& html_;
  parsed::BlockWriter& writer_;
  parsed::PartList& parts_;
  EpubContainer container_;
  EpubEncryption encryption_;
  EpubPackage package_;
  std::string bytes_;     // of one part after the other
  std::string language_;  // of the first part that names one
};

}  // namespace

Expected<html::HtmlHead> read_epub(std::string_view bytes, std::uint64_t most_unpacked,
                                   html::HtmlReader& html, parsed::BlockWriter& writer,
                                   parsed::PartList& parts) {
  return open_package(bytes, most_unpacked).and_then([&](archive::Zip zip) {
    return EpubReading(zip, html, writer, parts).run();
  });
}

}  // namespace engine::documents::package
