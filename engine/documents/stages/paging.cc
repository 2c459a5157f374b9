#include "engine/documents/stages/paging.h"

#include <fmt/format.h>

#include <vector>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/stages/limits.h"

namespace engine::documents::stages {
namespace {

parsed::Page page_of(const pdf::Page& page) {
  parsed::Page out{.fate = page.fate, .text = page.text};
  if (page.fate == parsed::Part::Fate::failed) {
    out.problem = fmt::format("{}: {}", to_string(page.error.reason), page.error.detail);
  }
  return out;
}

}  // namespace

Expected<parsed::Parsed> parse_pdf(std::string_view bytes, const parsed::Limits& limits,
                                   pdf::Reader& reader, parse::Parser& parser,
                                   const pdf::Reader::OnPage& on_page) {
  const auto document = reader.read(bytes, pdf_limits_of(limits), limits.deadline, on_page);
  if (!document) return tl::unexpected(document.error());
  std::vector<parsed::Page> pages;
  pages.reserve(document->pages.size());
  for (const pdf::Page& page : document->pages) pages.push_back(page_of(page));
  return parser.parse_pages(document->title, pages);
}

}  // namespace engine::documents::stages
