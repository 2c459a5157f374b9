// XML, element by element.
#pragma once

#include <string>
#include <string_view>

#include "engine/documents/parsed/block_writer.h"
#include "engine/expected.h"

namespace engine::documents::package {

/// An element's attributes, for as long as it begins.
class XmlAttributes {
 public:
  /// `pairs`: name, value, name, value, ..., null; or null.
  explicit XmlAttributes(const unsigned char** pairs) : pairs_(pairs) {}

  /// The value of the first attribute of this name, whatever its prefix; empty where there is none.
  std::string_view find(std::string_view local_name) const;

 private:
  const unsigned char** pairs_;
};

/// Who is told what a document holds. Names come without their prefix: "p" of <w:p>.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// A stretch of text; one text may come in many.
  virtual void text(std::string_view piece) = 0;

  /// Before each call: where what it tells of is in the document.
  void stand_at(parsed::SourceRange place) { place_ = place; }

 protected:
  /// Of a text: exactly, or with what stands between it and the tag or text before, where it has
  /// references or characters of several bytes. Of a tag: with what stands before it, likewise.
  parsed::SourceRange place() const { return place_; }

 private:
  parsed::SourceRange place_;
};

/// Reads a whole document with libxml2, call-back by call-back: a tree would take ten to twenty
/// times the document's memory (four bytes of "<a/>" are a node). Only UTF-8 is read. No entity is
/// ever declared, so none stands for more than a character, and nothing is fetched. Time is linear.
/// Errors: malformed (no well-formed XML; a document type with declarations of its own; hundreds of
/// attributes in one tag; a megabyte of different names), too_deep. What the handler was told
/// before an error was there.
Expected<void> read_xml(const std::string& xml, XmlHandler& handler);

}  // namespace engine::documents::package
