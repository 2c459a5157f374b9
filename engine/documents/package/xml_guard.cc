#include "engine/documents/package/xml_guard.h"

namespace engine::documents::package {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

/// A tag or a document type, from "<" to ">".
struct Tag {
  std::size_t end = nowhere;  // behind the ">"
  std::size_t equal_signs = 0;
  bool bracket = false;  // "[", outside quotes, and all is over
};

Tag read_tag(std::string_view xml, std::size_t at) {
  Tag tag;
  while ((at = xml.find_first_of("\"'=>[", at)) != nowhere) {
    switch (xml[at]) {
      case '>':
        tag.end = at + 1;
        return tag;
      case '[':
        tag.bracket = true;
        return tag;
      case '=':
        ++tag.equal_signs;
        break;
      default:
        at = xml.find(xml[at], at + 1);
        if (at == nowhere) return tag;
    }
    ++at;
  }
  return tag;
}

// Behind the next `mark`.
std::size_t behind(std::string_view xml, std::string_view mark, std::size_t at) {
  const std::size_t found = xml.find(mark, at);
  return found == nowhere ? nowhere : found + mark.size();
}

}  // namespace

std::string_view excess_of(std::string_view xml) {
  std::size_t at = 0;
  while (at != nowhere && (at = xml.find('<', at)) != nowhere) {
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(xml, "-->", at + 4);
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(xml, "]]>", at + 9);
    } else if (rest.starts_with("<?")) {
      at = behind(xml, "?>", at + 2);
    } else {
      const Tag tag = read_tag(xml, at + 1);
      if (tag.equal_signs > most_attributes) return "a tag of hundreds of attributes";
      if (tag.bracket) {
        return rest.starts_with("<!") ? "a document type with declarations of its own"
                                      : "a bracket in a tag";
      }
      at = tag.end;
    }
  }
  return {};
}

}  // namespace engine::documents::package
