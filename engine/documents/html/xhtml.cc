#include "engine/documents/html/xhtml.h"

#include <algorithm>
#include <string_view>

#include "engine/documents/html/html_elements.h"
#include "engine/documents/parsed/ascii.h"

namespace engine::documents::html {
namespace {

// Behind the tag that begins at `at`; npos where it does not end.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  while ((at = text.find_first_of("\"'>", at)) != std::string_view::npos) {
    if (text[at] == '>') return at + 1;
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) break;
    ++at;
  }
  return std::string_view::npos;
}

bool has_an_inside(std::string_view name) {
  const NamedElement* const element = find_element(name);
  return element != nullptr && element->element.role != Element::Role::line_end &&
         element->name != "hr";
}

}  // namespace

void blank_out_complete_elements(std::string& xhtml) {
  const std::string_view text(xhtml);
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos) {
    if (text.substr(at, 4) == "<!--") {
      at = text.find("-->", at + 4);
      continue;
    }
    if (at + 1 == text.size() || !parsed::is_letter(text[at + 1])) {
      ++at;
      continue;
    }
    const std::size_t end = end_of_tag(text, at);
    if (end == std::string_view::npos) return;
    const std::string_view tag = text.substr(at, end - at);
    const std::string_view name = tag.substr(1, tag.find_first_of(" \t\r\n/>") - 1);
    if (tag[tag.size() - 2] == '/' && has_an_inside(name)) {
      std::fill(xhtml.begin() + static_cast<std::ptrdiff_t>(at),
                xhtml.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }
    at = end;
  }
}

}  // namespace engine::documents::html
