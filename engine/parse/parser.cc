#include "engine/parse/parser.h"

#include <algorithm>

#include "engine/parse/block_writer.h"
#include "engine/parse/docx_reader.h"
#include "engine/parse/epub_reader.h"
#include "engine/parse/html_reader.h"
#include "engine/parse/limits.h"
#include "engine/parse/markdown_reader.h"
#include "engine/parse/page_text.h"
#include "engine/parse/part_list.h"
#include "engine/parse/plain_text.h"
#include "engine/parse/source.h"

namespace engine::parse {
namespace {

constexpr std::size_t longest_title = 200;

// On one line, without white space around it, and not too long.
std::string tidy_title(std::string_view text) {
  BlockWriter line;
  line.add(Block::Kind::heading, 1, shortened(text, 8 * longest_title));
  const std::string tidy = line.take().text;
  return std::string(shortened(tidy, longest_title));
}

// The first heading, else the first block's first line.
std::string_view first_line(const Parsed& parsed) {
  const Block* chosen = parsed.blocks.data();
  for (const Block& block : parsed.blocks) {
    if (block.kind != Block::Kind::heading) continue;
    chosen = &block;
    break;
  }
  const std::string_view text(parsed.text);
  const std::string_view found = text.substr(chosen->begin, chosen->end - chosen->begin);
  return found.substr(0, found.find('\n'));
}

}  // namespace

std::size_t Parsed::memory_bytes() const {
  return sizeof(*this) + title.capacity() + language_hint.capacity() + text.capacity() +
         blocks.capacity() * sizeof(Block) + parts.capacity() * sizeof(Part) + [&] {
           std::size_t words = 0;
           for (const Part& part : parts) words += part.name.capacity() + part.problem.capacity();
           return words;
         }();
}

/// What outlives a document: the writer's buffer and libxml2's context.
struct Parser::Contexts {
  explicit Contexts(std::uint64_t most) : most_unpacked(most) {}

  const std::uint64_t most_unpacked;
  Budget budget;
  BlockWriter writer{budget};
  HtmlReader html;
  PartList parts{budget};

  void clear() {
    writer.clear();
    parts.clear();
  }

  /// What was read stood so many bytes further on.
  void move_sources(std::uint32_t by) {
    writer.end_block();
    if (by == 0) return;
    for (Block& block : writer.blocks_from(0)) {
      block.source_begin += by;
      block.source_end += by;
    }
  }

  Expected<HtmlHead> read(Format format, std::string_view bytes);
  Expected<HtmlHead> read(Format format, Source& source);
};

Expected<HtmlHead> Parser::Contexts::read(Format format, std::string_view bytes) {
  switch (format) {
    case Format::text:
      return HtmlHead{read_plain_text(bytes, writer), {}};
    case Format::markdown:
      return read_markdown(bytes, writer, html).map([] { return HtmlHead{}; });
    case Format::html:
      return html.read(bytes, writer);
    case Format::docx:
      return read_docx(bytes, most_unpacked, writer, parts);
    case Format::epub:
      return read_epub(bytes, most_unpacked, html, writer, parts);
    case Format::pdf:
      break;
  }
  return failure(Reason::unsupported_format, "a format that nobody reads");
}

Expected<HtmlHead> Parser::Contexts::read(Format format, Source& source) {
  switch (format) {
    case Format::text:
      return read_plain_text(source, writer).map([](std::string title) {
        return HtmlHead{std::move(title), {}};
      });
    case Format::markdown:
    case Format::docx:
    case Format::epub:
      return gathered(source).and_then(
          [&](const std::string& bytes) { return read(format, std::string_view(bytes)); });
    case Format::html:
      return html.read(source, writer);
    case Format::pdf:
      break;
  }
  return failure(Reason::unsupported_format, "a format that nobody reads");
}

// Its text is no longer than what was unpacked, and a text is counted in int.
Parser::Parser(std::uint64_t most_unpacked)
    : contexts_(
          std::make_unique<Contexts>(std::min<std::uint64_t>(most_unpacked, largest_document))) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

template <class From>
Expected<HtmlHead> Parser::read(Format format, From&& from, const Limits& limits) {
  contexts_->budget.begin(limits);
  try {
    return contexts_->read(format, from);
  } catch (const Spent& spent) {
    return tl::unexpected(spent.error);
  }
}

Expected<Parsed> Parser::parse(Format format, std::string_view bytes, const Limits& limits) {
  if (bytes.size() > largest_document) return failure(Reason::too_large, "more than 1 GiB");
  const std::uint32_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  bytes.remove_prefix(mark);
  contexts_->clear();
  // Its text may be far longer than the file: it is to leave no room behind.
  if (!is_text(format)) contexts_->writer.expect(bytes.size());
  Expected<HtmlHead> head = read(format, bytes, limits);
  if (is_text(format)) contexts_->move_sources(mark);
  return finish(std::move(head));
}

Expected<Parsed> Parser::parse(Format format, Source& source, const Limits& limits) {
  if (source.size() > largest_document) return failure(Reason::too_large, "more than 1 GiB");
  Unmarked unmarked(source);
  contexts_->clear();
  contexts_->writer.expect(source.size());
  Expected<HtmlHead> head = read(format, unmarked, limits);
  if (is_text(format)) contexts_->move_sources(unmarked.mark_bytes());
  return finish(std::move(head));
}

Expected<Parsed> Parser::parse_pages(std::string_view title, std::span<const Page> pages) {
  contexts_->clear();
  contexts_->budget.begin({});
  std::uint64_t bytes = 0;
  for (const Page& page : pages) bytes += page.text.size();
  contexts_->writer.expect(bytes);
  std::vector<Part> parts = read_pages(pages, contexts_->writer);
  return finish(HtmlHead{std::string(title), {}}).map([&](Parsed parsed) {
    parsed.parts = std::move(parts);
    return parsed;
  });
}

Expected<Parsed> Parser::finish(Expected<HtmlHead> head) {
  if (!head) {
    contexts_->clear();
    return tl::unexpected<Error>(std::move(head.error()));
  }
  const auto first_error = contexts_->parts.first_error();
  Parsed parsed = contexts_->writer.take();
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

}  // namespace engine::parse
