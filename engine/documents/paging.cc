#include "engine/documents/paging.h"

#include <fmt/format.h>

#include <vector>

#include "engine/documents/limits.h"

namespace engine::documents {
namespace {

parse::Page page_of(const pdf::Page& page) {
  parse::Page out{.fate = page.fate, .text = page.text};
  if (page.fate == parse::Part::Fate::failed) {
    out.problem = fmt::format("{}: {}", to_string(page.error.reason), page.error.detail);
  }
  return out;
}

}  // namespace

Expected<parse::Parsed> parse_pdf(std::string_view bytes, const parse::Limits& limits,
                                  pdf::Reader& reader, parse::Parser& parser,
                                  const pdf::Reader::OnPage& on_page) {
  const auto document = reader.read(bytes, pdf_limits_of(limits), limits.deadline, on_page);
  if (!document) return tl::unexpected(document.error());
  std::vector<parse::Page> pages;
  pages.reserve(document->pages.size());
  for (const pdf::Page& page : document->pages) pages.push_back(page_of(page));
  return parser.parse_pages(document->title, pages);
}

}  // namespace engine::documents
