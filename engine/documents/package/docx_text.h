// The text of one of a DOCX file's XML files, in blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/package/docx_styles.h"
#include "engine/documents/package/xml_reader.h"
#include "engine/documents/parsed/block_writer.h"

namespace engine::documents::package {

/// Writes what WordprocessingML (ECMA-376-1, 17) shows a reader: no deleted nor moved text, no
/// instructions of fields, no second version of a drawing. Hidden text is text. A paragraph is a
/// block; one in a table's cell is a table_cell, unless it is a heading or in a list. Elements go
/// by their names whatever the prefix, so that formulas and drawings' texts are read, too.
class DocxText final : public XmlHandler {
 public:
  DocxText(const DocxStyles& styles, parsed::BlockWriter& writer)
      : styles_(styles), writer_(writer) {}

  /// What the XML's outermost element is called, without its prefix.
  const std::string& root() const { return root_; }
  /// The first language that a run of text names; empty where none does.
  const std::string& language() const { return language_; }
  /// Of files that are to be read in here (w:altChunk): their relationships.
  const std::vector<std::string>& chunks() const { return chunks_; }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

 private:
  struct Paragraph {
    ParagraphStyle style;
    std::optional<std::uint8_t> level;  // its own, over its style's
    std::optional<bool> listed;
  };

  void add(std::string_view piece);

  const DocxStyles& styles_;
  parsed::BlockWriter& writer_;
  std::vector<Paragraph> paragraphs_;  // a text box has its own within the one that it stands in
  std::size_t cells_ = 0;              // open ones
  std::size_t skipping_ = 0;           // open elements, from the one that is passed over on
  bool in_text_ = false;
  std::string root_;
  std::string language_;
  std::vector<std::string> chunks_;
};

}  // namespace engine::documents::package
