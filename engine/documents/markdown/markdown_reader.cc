#include "engine/documents/markdown/markdown_reader.h"

#include <fmt/format.h>
#include <md4c.h>

#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "engine/documents/markdown/markdown_nesting.h"
#include "engine/documents/markdown/markdown_places.h"
#include "engine/documents/markdown/markdown_runs.h"
#include "engine/documents/parsed/entity.h"
#include "engine/documents/parsed/limits.h"

namespace engine::documents::markdown {
namespace {

using Kind = parsed::Block::Kind;

// What the call-backs know while md4c goes through one document.
class Session {
 public:
  Session(std::size_t bytes, MarkdownPlaces places, parsed::BlockWriter& writer,
          html::HtmlReader& html)
      : writer_(writer),
        html_(html),
        places_(places),
        excerpt_(bytes),
        longest_(bytes),
        calls_left_(parsed::work_per_byte * bytes + parsed::free_work) {}

  void enter_block(MD_BLOCKTYPE type, const void* detail) {
    count_call();
    writer_.end_block();
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI) {
      if (containers_.size() == static_cast<std::size_t>(parsed::deepest_nesting)) {
        return give_up(
            {Reason::too_deep, fmt::format("more than {} blocks deep", parsed::deepest_nesting)});
      }
      containers_.push_back(type == MD_BLOCK_LI ? Kind::list_item : Kind::quote);
    }
    kind_ = kind_of(type);
    level_ = 0;
    if (type == MD_BLOCK_H) {
      level_ = static_cast<std::uint8_t>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
    }
    in_html_ = type == MD_BLOCK_HTML;
  }

  void leave_block(MD_BLOCKTYPE type) {
    count_call();
    writer_.end_block();
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI) containers_.pop_back();
    if (type == MD_BLOCK_HTML) read_html();
    kind_ = kind_of(MD_BLOCK_P);
    level_ = 0;
  }

  void enter_span(MD_SPANTYPE type) {
    count_call();
    if (type == MD_SPAN_IMG) ++images_;
  }

  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) --images_;
  }

  void text(MD_TEXTTYPE type, std::string_view piece) {
    count_call();
    // A length that has wrapped around: no piece is longer than the document and a line's end.
    if (piece.size() > longest_ + 1) {
      return give_up({Reason::malformed, "the Markdown parser lost its place"});
    }
    if (images_ > 0) return;
    char buffer[4];
    switch (type) {
      case MD_TEXT_HTML:
        if (in_html_) excerpt_.add(piece, places_.find(piece));
        return;
      case MD_TEXT_NULLCHAR:
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        return add(" ", {});
      case MD_TEXT_ENTITY:
        return add(parsed::decode_entity(piece, buffer), piece);
      default:
        return add(piece, piece);
    }
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  void give_up(Error error) { error_ = std::move(error); }

  Kind kind_of(MD_BLOCKTYPE type) const {
    switch (type) {
      case MD_BLOCK_H:
        return Kind::heading;
      case MD_BLOCK_CODE:
        return Kind::code;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        return Kind::table_cell;
      default:
        return containers_.empty() ? Kind::paragraph : containers_.back();
    }
  }

  // `made_from`: as md4c gave it.
  void add(std::string_view piece, std::string_view made_from) {
    if (kind_ == Kind::code) {
      writer_.add_code(piece);
    } else {
      writer_.add(kind_, level_, piece);
    }
    if (const auto place = places_.find(made_from)) writer_.came_from(*place);
  }

  void read_html() {
    in_html_ = false;
    const std::size_t before = writer_.blocks().size();
    Expected<html::HtmlHead> read = html_.read(excerpt_.text(), writer_);
    for (parsed::Block& block : writer_.blocks_from(before)) {
      const parsed::SourceRange place =
          excerpt_.in_document({block.source_begin, block.source_end});
      block.source_begin = place.begin;
      block.source_end = place.end;
    }
    excerpt_.clear();
    if (!read) give_up(std::move(read.error()));
  }

  // Tables are what makes more calls than there are bytes: each row gets all the cells.
  void count_call() {
    if (calls_left_-- == 0) give_up({Reason::malformed, "tables of nothing but empty cells"});
  }

  parsed::BlockWriter& writer_;
  html::HtmlReader& html_;
  const MarkdownPlaces places_;
  HtmlExcerpt excerpt_;
  const std::size_t longest_;
  std::size_t calls_left_;
  std::vector<Kind> containers_;
  Kind kind_ = Kind::paragraph;
  std::uint8_t level_ = 0;
  int images_ = 0;
  bool in_html_ = false;
  std::optional<Error> error_;
};

// md4c is C: what is thrown under its call-backs (out of memory) waits here until it has returned.
struct Calls {
  Session session;
  std::exception_ptr thrown;

  template <class Function>
  static int make(void* user, Function function) {
    auto& calls = *static_cast<Calls*>(user);
    try {
      function(calls.session);
      return calls.session.error() ? 1 : 0;
    } catch (...) {
      calls.thrown = std::current_exception();
      return 1;
    }
  }
};

MD_PARSER make_parser() {
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return Calls::make(user, [&](Session& session) { session.enter_block(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    return Calls::make(user, [&](Session& session) { session.leave_block(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* user) {
    return Calls::make(user, [&](Session& session) { session.enter_span(type); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    return Calls::make(user, [&](Session& session) { session.leave_span(type); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return Calls::make(user, [&](Session& session) { session.text(type, {text, size}); });
  };
  return parser;
}

}  // namespace

Expected<void> read_markdown(std::string_view bytes, parsed::BlockWriter& writer,
                             html::HtmlReader& html) {
  if (is_nested_too_deep(bytes)) {
    return failure(Reason::too_deep, "lists or quotes in one another by the hundred");
  }
  const std::size_t document_bytes = bytes.size();
  std::string buffer;
  std::vector<std::size_t> inserted;
  bytes = with_runs_broken(bytes, buffer, inserted);
  // md4c 0.4.8 reads past the end of a text that ends within an unfinished link, though not past a
  // line's end.
  std::string ended;
  if (!bytes.ends_with('\n')) {
    ended.append(bytes).push_back('\n');
    bytes = ended;
  }
  static const MD_PARSER parser = make_parser();
  Calls calls{Session(document_bytes, {bytes, inserted}, writer, html), nullptr};
  const int refused = md_parse(bytes.data(), static_cast<MD_SIZE>(bytes.size()), &parser, &calls);
  if (calls.thrown) std::rethrow_exception(calls.thrown);
  if (calls.session.error()) return tl::unexpected<Error>(*calls.session.error());
  if (refused != 0) return failure(Reason::malformed, "the Markdown parser gave up");
  return {};
}

}  // namespace engine::documents::markdown
