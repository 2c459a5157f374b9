#include "engine/documents/parse/parser.h"

#include <algorithm>

#include "engine/documents/html/html_reader.h"
#include "engine/documents/markdown/markdown_reader.h"
#include "engine/documents/package/docx_reader.h"
#include "engine/documents/package/epub_reader.h"
#include "engine/documents/parse/page_text.h"
#include "engine/documents/parse/plain_text.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/limits.h"
#include "engine/documents/parsed/part_list.h"
#include "engine/documents/parsed/source.h"

namespace engine::documents::parse {
namespace {

constexpr std::size_t longest_title = 200;

// On one line, without white space around it, and not too long.
std::string tidy_title(std::string_view text) {
  parsed::BlockWriter line;
  line.add(parsed::Block::Kind::heading, 1, parsed::shortened(text, 8 * longest_title));
  const std::string tidy = line.take().text;
  return std::string(parsed::shortened(tidy, longest_title));
}

// The first heading, else the first block's first line.
std::string_view first_line(const parsed::Parsed& parsed) {
  const parsed::Block* chosen = parsed.blocks.data();
  for (const parsed::Block& block : parsed.blocks) {
    if (block.kind != parsed::Block::Kind::heading) continue;
    chosen = &block;
    break;
  }
  const std::string_view text(parsed.text);
  const std::string_view found = text.substr(chosen->begin, chosen->end - chosen->begin);
  return found.substr(0, found.find('\n'));
}

}  // namespace

/// What outlives a document: the writer's buffer and libxml2's context.
struct Parser::Contexts {
  explicit Contexts(std::uint64_t most) : most_unpacked(most) {}

  const std::uint64_t most_unpacked;
  parsed::Budget budget;
  parsed::BlockWriter writer{budget};
  html::HtmlReader html;
  parsed::PartList parts{budget};

  void clear() {
    writer.clear();
    parts.clear();
  }

  /// What was read stood so many bytes further on.
  void move_sources(std::uint32_t by) {
    writer.end_block();
    if (by == 0) return;
    for (parsed::Block& block : writer.blocks_from(0)) {
      block.source_begin += by;
      block.source_end += by;
    }
  }

  Expected<html::HtmlHead> read(parsed::Format format, std::string_view bytes);
  Expected<html::HtmlHead> read(parsed::Format format, parsed::Source& source);
};

Expected<html::HtmlHead> Parser::Contexts::read(parsed::Format format, std::string_view bytes) {
  switch (format) {
    case parsed::Format::text:
      return html::HtmlHead{read_plain_text(bytes, writer), {}};
    case parsed::Format::markdown:
      return markdown::read_markdown(bytes, writer, html).map([] { return html::HtmlHead{}; });
    case parsed::Format::html:
      return html.read(bytes, writer);
    case parsed::Format::docx:
      return package::read_docx(bytes, most_unpacked, writer, parts);
    case parsed::Format::epub:
      return package::read_epub(bytes, most_unpacked, html, writer, parts);
    case parsed::Format::pdf:
      break;
  }
  return failure(Reason::unsupported_format, "a format that nobody reads");
}

Expected<html::HtmlHead> Parser::Contexts::read(parsed::Format format, parsed::Source& source) {
  switch (format) {
    case parsed::Format::text:
      return read_plain_text(source, writer).map([](std::string title) {
        return html::HtmlHead{std::move(title), {}};
      });
    case parsed::Format::markdown:
    case parsed::Format::docx:
    case parsed::Format::epub:
      return parsed::gathered(source).and_then(
          [&](const std::string& bytes) { return read(format, std::string_view(bytes)); });
    case parsed::Format::html:
      return html.read(source, writer);
    case parsed::Format::pdf:
      break;
  }
  return failure(Reason::unsupported_format, "a format that nobody reads");
}

// Its text is no longer than what was unpacked, and a text is counted in int.
Parser::Parser(std::uint64_t most_unpacked)
    : contexts_(std::make_unique<Contexts>(
          std::min<std::uint64_t>(most_unpacked, parsed::largest_document))) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

template <class From>
Expected<html::HtmlHead> Parser::read(parsed::Format format, From&& from,
                                      const parsed::Limits& limits) {
  contexts_->budget.begin(limits);
  try {
    return contexts_->read(format, from);
  } catch (const parsed::Spent& spent) {
    return tl::unexpected(spent.error);
  }
}

Expected<parsed::Parsed> Parser::parse(parsed::Format format, std::string_view bytes,
                                       const parsed::Limits& limits) {
  if (bytes.size() > parsed::largest_document) return failure(Reason::too_large, "more than 1 GiB");
  const std::uint32_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  bytes.remove_prefix(mark);
  contexts_->clear();
  // Its text may be far longer than the file: it is to leave no room behind.
  if (!parsed::is_text(format)) contexts_->writer.expect(bytes.size());
  Expected<html::HtmlHead> head = read(format, bytes, limits);
  if (parsed::is_text(format)) contexts_->move_sources(mark);
  return finish(std::move(head));
}

Expected<parsed::Parsed> Parser::parse(parsed::Format format, parsed::Source& source,
                                       const parsed::Limits& limits) {
  if (source.size() > parsed::largest_document)
    return failure(Reason::too_large, "more than 1 GiB");
  parsed::Unmarked unmarked(source);
  contexts_->clear();
  contexts_->writer.expect(source.size());
  Expected<html::HtmlHead> head = read(format, unmarked, limits);
  if (parsed::is_text(format)) contexts_->move_sources(unmarked.mark_bytes());
  return finish(std::move(head));
}

Expected<parsed::Parsed> Parser::parse_pages(std::string_view title,
                                             std::span<const parsed::Page> pages) {
  contexts_->clear();
  contexts_->budget.begin({});
  std::uint64_t bytes = 0;
  for (const parsed::Page& page : pages) bytes += page.text.size();
  contexts_->writer.expect(bytes);
  std::vector<parsed::Part> parts = read_pages(pages, contexts_->writer);
  return finish(html::HtmlHead{std::string(title), {}}).map([&](parsed::Parsed parsed) {
    parsed.parts = std::move(parts);
    return parsed;
  });
}

Expected<parsed::Parsed> Parser::finish(Expected<html::HtmlHead> head) {
  if (!head) {
    contexts_->clear();
    return tl::unexpected<Error>(std::move(head.error()));
  }
  const auto first_error = contexts_->parts.first_error();
  parsed::Parsed parsed = contexts_->writer.take();
  parsed.parts = contexts_->parts.take();
  if (parsed.blocks.empty()) {
    if (first_error) return tl::unexpected<Error>(*first_error);
    return failure(Reason::empty, "no text in it");
  }
  parsed.title = tidy_title(head->title);
  if (parsed.title.empty()) parsed.title = tidy_title(first_line(parsed));
  parsed.language_hint = std::move(head->language);
  return parsed;
}

}  // namespace engine::documents::parse
