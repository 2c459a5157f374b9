// What DOCX and EPUB have in common: a zip file, and XML in it that says what is where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/archive/zip.h"
#include "engine/documents/package/xml_reader.h"

namespace engine::documents::package {

/// The longest that a file which is no text of the document's may be, in bytes.
inline constexpr std::uint64_t longest_directory = 16 << 20;

/// The zip file in `bytes`. Errors: empty (no bytes), encrypted (what Office makes of a document
/// with a password is no zip file any more), malformed, too_large.
Expected<archive::Zip> open_package(std::string_view bytes, std::uint64_t most_unpacked);

/// Reads the XML at `path`, to the handler. False where there is no such file. Errors: the zip
/// file's and read_xml's.
Expected<bool> read_entry(archive::Zip& zip, std::string_view path, XmlHandler& handler,
                          std::uint64_t longest = longest_directory);

/// The same of what one can do without: true once it is read to its end. Errors: too_large.
Expected<bool> read_if_sound(archive::Zip& zip, std::string_view path, XmlHandler& handler);

/// The first title and language that a file of metadata (Dublin Core) names.
class Metadata : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

  std::string title;     // as it stands, white space and all, if it is not far too long
  std::string language;  // such as "en-GB"

 private:
  std::string* open_ = nullptr;  // what the text belongs to
};

/// A language's name without the white space around it; empty if it is too long for one.
std::string tidy_language(std::string_view language);

}  // namespace engine::documents::package
