#include "engine/documents/package/package.h"

#include "engine/documents/parsed/block_writer.h"

namespace engine::documents::package {
namespace {

constexpr std::size_t longest_value = 1'000;  // bytes
constexpr std::size_t longest_language = 35;  // RFC 5646, 4.4.1

// [MS-CFB] 2.2; [MS-OFFCRYPTO] 2.3.4: an encrypted document is a stream of this name within it.
constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view encrypted_package("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31);

}  // namespace

Expected<archive::Zip> open_package(std::string_view bytes, std::uint64_t most_unpacked) {
  if (bytes.empty()) return failure(Reason::empty, "no bytes");
  if (bytes.starts_with(compound_file)) {
    return bytes.find(encrypted_package) != std::string_view::npos
               ? failure(Reason::encrypted, "to be read with a password only")
               : failure(Reason::malformed, "a file of an older program's");
  }
  return archive::Zip::open(bytes, most_unpacked);
}

Expected<bool> read_entry(archive::Zip& zip, std::string_view path, XmlHandler& handler,
                          std::uint64_t longest) {
  const auto entry = zip.find(path);
  if (!entry) return false;
  std::string xml;
  return zip.read(*entry, xml, longest).and_then([&] { return read_xml(xml, handler); }).map([] {
    return true;
  });
}

Expected<bool> read_if_sound(archive::Zip& zip, std::string_view path, XmlHandler& handler) {
  Expected<bool> read = read_entry(zip, path, handler);
  if (!read && read.error().reason != Reason::too_large) return false;
  return read;
}

void Metadata::start(std::string_view name, const XmlAttributes&) {
  open_ = name == "title" && title.empty()         ? &title
          : name == "language" && language.empty() ? &language
                                                   : nullptr;
}

void Metadata::end(std::string_view) {
  open_ = nullptr;
}

void Metadata::text(std::string_view piece) {
  if (open_ != nullptr && open_->size() < longest_value)
    *open_ += parsed::shortened(piece, longest_value);
}

std::string tidy_language(std::string_view language) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = language.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  language = language.substr(first, language.find_last_not_of(blank) + 1 - first);
  return std::string(language.size() > longest_language ? std::string_view() : language);
}

}  // namespace engine::documents::package
