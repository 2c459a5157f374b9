// What a DOCX file's styles say of a paragraph.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/documents/package/xml_reader.h"

namespace engine::documents::package {

/// A paragraph's place in the outline and in lists.
struct ParagraphStyle {
  std::uint8_t level = 0;  // of a heading, 1 to 6; 0: none
  bool listed = false;
};

/// The level of a heading with this w:outlineLvl, "0" to "8"; 0 for body text and nonsense.
std::uint8_t level_of_outline(std::string_view value);

/// Reads word/styles.xml (ECMA-376-1, 17.7).
class DocxStyles final : public XmlHandler {
 public:
  /// By w:pStyle. Styles inherit from those that they are based on. One that is not there goes by
  /// its id, if that is "Heading1" or the like.
  ParagraphStyle find(std::string_view id) const;

  /// The document's default language; empty where it names none.
  const std::string& language() const { return language_; }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view) override {}

 private:
  struct Style {
    std::string based_on;
    std::optional<std::uint8_t> level;
    std::optional<bool> listed;
  };

  std::unordered_map<std::string, Style> styles_;
  Style* open_ = nullptr;
  std::string language_;
};

}  // namespace engine::documents::package
