#include "engine/documents/html/html_reader.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

#include "engine/documents/html/html_elements.h"
#include "engine/documents/html/html_skeleton.h"
#include "engine/documents/parsed/limits.h"

namespace engine::documents::html {
namespace {

using Role = Element::Role;

constexpr std::size_t longest_head_title = 1'000;
constexpr std::size_t longest_at_once = 1 << 20;  // bytes, of which a copy and a map are made
constexpr std::size_t stretch = 64 << 10;

struct Frame {
  parsed::Block::Kind kind = parsed::Block::Kind::paragraph;
  std::uint8_t level = 0;
  bool skipped = false;
  bool title = false;
};

struct FreeContext {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};

std::string_view view(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

// The value of an attribute, or null. `attributes`: name, value, name, value, ..., null.
const xmlChar* attribute(const xmlChar** attributes, std::string_view name) {
  if (attributes == nullptr) return nullptr;
  for (; attributes[0] != nullptr; attributes += 2) {
    if (view(attributes[0]) == name) return attributes[1];
  }
  return nullptr;
}

// libxml2 drops these, joining the words on both sides, or ends at the first.
void blank_out(std::string& html) {
  for (const char control : {'\0', '\v', '\f'}) {
    for (auto at = html.find(control); at != std::string::npos; at = html.find(control, at)) {
      html[at] = ' ';
    }
  }
}

}  // namespace

/// One context of libxml2 and what its call-backs need to know.
struct HtmlReader::Session {
  std::unique_ptr<htmlParserCtxt, FreeContext> context;
  ElementTable elements;
  std::string input;                   // libxml2 wants a zero byte behind the end
  std::size_t input_at = 0;            // of a source's stretch: what was passed on
  SkeletonReader* skeleton = nullptr;  // where the next stretch comes from
  parsed::SkeletonMap map;
  std::optional<std::size_t> unplaced;  // the open block's last text, in the skeleton
  std::optional<Error> source_error;
  std::array<Frame, parsed::deepest_nesting + 1> frames{};  // [n]: the state inside n open elements
  parsed::BlockWriter* writer = nullptr;
  HtmlHead head;
  bool has_title = false;
  bool too_deep = false;
  std::size_t work = 0;
  std::size_t most_work = 0;
  std::exception_ptr thrown;

  void set_up();
  void begin(std::uint64_t bytes, parsed::BlockWriter& into);
  int more(char* buffer, int length);
  Expected<HtmlHead> parse(xmlParserInput* from);
  void start(const xmlChar* name, const xmlChar** attributes);
  void end(const xmlChar* name);
  void text(std::string_view piece);
  std::size_t position() const;
  void place();
  void end_block();
  void error();
  void stop() { xmlStopParser(context.get()); }
  const Frame& innermost() const {
    return frames[static_cast<std::size_t>(
        std::clamp(context->nameNr, 0, parsed::deepest_nesting))];
  }

  // libxml2 is C: what is thrown under its call-backs (out of memory) waits until it has returned.
  template <class Function>
  static void call(void* user, Function function) {
    auto& session = *static_cast<Session*>(user);
    if (session.thrown) return;
    try {
      function(session);
    } catch (...) {
      session.thrown = std::current_exception();
      session.stop();
    }
  }
};

void HtmlReader::Session::start(const xmlChar* name, const xmlChar** attributes) {
  const int open = context->nameNr;  // this element included
  if (open < 1) return;
  if (open > parsed::deepest_nesting) {
    too_deep = true;
    return stop();
  }
  const Frame& around = frames[static_cast<std::size_t>(open) - 1];
  Frame& frame = frames[static_cast<std::size_t>(open)];
  frame = around;
  frame.title = false;
  const Element what = elements.find(name);
  if (around.skipped) return;
  switch (what.role) {
    case Role::phrase:
      return;
    case Role::line_end:
      return text(frame.kind == parsed::Block::Kind::code ? "\n" : " ");
    case Role::kind:
      frame.kind = what.kind;
      frame.level = what.level;
      break;
    case Role::title:
      frame.title = !has_title;
      frame.skipped = has_title;
      break;
    case Role::raw:
    case Role::skipped:
      frame.skipped = true;
      return;
    case Role::root: {
      const xmlChar* language = attribute(attributes, "lang");
      if (language != nullptr) head.language = view(language);
      break;
    }
    case Role::block: {
      const xmlChar* role = attribute(attributes, "role");
      frame.skipped = role != nullptr && view(role) == "navigation";
      break;
    }
  }
  end_block();
}

void HtmlReader::Session::end(const xmlChar* name) {
  const Role role = elements.find(name).role;
  if (role == Role::phrase || role == Role::line_end || role == Role::skipped) return;
  if (role == Role::title && innermost().title) has_title = true;
  end_block();
}

// How far libxml2 has read the skeleton.
std::size_t HtmlReader::Session::position() const {
  const xmlParserInput& read = *context->input;
  return read.consumed + static_cast<std::size_t>(read.cur - read.base);
}

void HtmlReader::Session::place() {
  if (unplaced) writer->came_from(map.around(*unplaced));
  unplaced.reset();
}

void HtmlReader::Session::end_block() {
  place();
  writer->end_block();
}

void HtmlReader::Session::text(std::string_view piece) {
  const Frame& frame = innermost();
  if (frame.skipped) return;
  if (frame.title) {
    if (head.title.size() < longest_head_title)
      head.title += parsed::shortened(piece, longest_head_title);
    return;
  }
  const bool first = !writer->is_open();
  if (frame.kind == parsed::Block::Kind::code) {
    writer->add_code(piece);
  } else {
    writer->add(frame.kind, frame.level, piece);
  }
  unplaced = position();
  if (first) place();
}

// For an end tag that matches nothing libxml2 goes through all open elements.
void HtmlReader::Session::error() {
  work += static_cast<std::size_t>(std::max(context->nameNr, 0));
  if (work > most_work) stop();
}

void HtmlReader::Session::set_up() {
  context.reset(htmlNewParserCtxt());
  if (!context) throw std::bad_alloc();
  htmlSAXHandler& calls = *context->sax;
  calls = htmlSAXHandler{};
  calls.startElement = [](void* user, const xmlChar* name, const xmlChar** attributes) {
    call(user, [&](Session& session) { session.start(name, attributes); });
  };
  calls.endElement = [](void* user, const xmlChar* name) {
    call(user, [&](Session& session) { session.end(name); });
  };
  calls.characters = [](void* user, const xmlChar* text, int length) {
    const std::string_view piece(reinterpret_cast<const char*>(text),
                                 static_cast<std::size_t>(length));
    call(user, [&](Session& session) { session.text(piece); });
  };
  calls.ignorableWhitespace = calls.characters;
  calls.cdataBlock = [](void*, const xmlChar*, int) {};  // the inside of scripts and styles
  calls.initialized = XML_SAX2_MAGIC;
  calls.serror = [](void* user, xmlErrorPtr) {
    call(user, [](Session& session) { session.error(); });
  };
}

HtmlReader::HtmlReader() : session_(std::make_unique<Session>()) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  session_->set_up();
}

HtmlReader::~HtmlReader() = default;

void HtmlReader::Session::begin(std::uint64_t bytes, parsed::BlockWriter& into) {
  writer = &into;
  head = {};
  has_title = too_deep = false;
  unplaced.reset();
  work = 0;
  most_work = parsed::work_per_byte * bytes + parsed::free_work;
  htmlCtxtReset(context.get());
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                                        HTML_PARSE_NODEFDTD);
  context->charset = XML_CHAR_ENCODING_UTF8;
  context->userData = this;
}

// As much of the source as libxml2 has room for; 0 only at the end. Less than that, and the parser
// would take the end of a stretch for the end of a name.
int HtmlReader::Session::more(char* buffer, int length) {
  const auto room = static_cast<std::size_t>(std::max(length, 0));
  std::size_t filled = 0;
  while (filled < room) {
    if (input_at == input.size()) {
      input_at = 0;
      place();
      map.forget_before(position());
      if (auto read = skeleton->next(input); !read) {
        input.clear();
        source_error = std::move(read.error());
        break;
      }
      blank_out(input);
      if (input.empty()) break;
    }
    const std::size_t copied = input.copy(buffer + filled, room - filled, input_at);
    input_at += copied;
    filled += copied;
  }
  return static_cast<int>(filled);
}

Expected<HtmlHead> HtmlReader::Session::parse(xmlParserInput* from) {
  if (from == nullptr) throw std::bad_alloc();
  if (inputPush(context.get(), from) < 0) {
    xmlFreeInputStream(from);
    throw std::bad_alloc();
  }
  htmlParseDocument(context.get());
  place();
  writer->end_block();
  writer = nullptr;

  const bool out_of_memory = context->lastError.code == XML_ERR_NO_MEMORY;
  if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
  if (out_of_memory) throw std::bad_alloc();
  if (source_error) return tl::unexpected(*std::exchange(source_error, std::nullopt));
  if (too_deep) {
    return failure(Reason::too_deep,
                   fmt::format("more than {} elements deep", parsed::deepest_nesting));
  }
  if (work > most_work) {
    return failure(Reason::malformed, "end tags without a beginning, by the thousand");
  }
  return std::move(head);
}

Expected<HtmlHead> HtmlReader::read(std::string_view bytes, parsed::BlockWriter& writer) {
  if (bytes.size() > longest_at_once) {
    parsed::EvenSource stretches(bytes, stretch);
    return read(stretches, writer);
  }
  Session& session = *session_;
  strip_to_skeleton(bytes, session.input, session.map);
  blank_out(session.input);
  session.begin(bytes.size(), writer);
  xmlParserInput* input = xmlNewInputStream(session.context.get());
  if (input != nullptr) {
    input->base = input->cur = reinterpret_cast<const xmlChar*>(session.input.c_str());
    input->end = input->base + session.input.size();
  }
  return session.parse(input);
}

Expected<HtmlHead> HtmlReader::read(parsed::Source& source, parsed::BlockWriter& writer) {
  Session& session = *session_;
  session.map.clear();
  SkeletonReader skeleton(source, session.map);
  session.skeleton = &skeleton;
  session.input = std::string();  // a large document before may have left much room
  session.input_at = 0;
  session.begin(source.size(), writer);
  xmlParserInputBuffer* buffer = xmlParserInputBufferCreateIO(
      [](void* user, char* into, int length) {
        int filled = 0;
        Session::call(user, [&](Session& s) { filled = s.more(into, length); });
        return filled;
      },
      nullptr, &session, XML_CHAR_ENCODING_NONE);
  if (buffer == nullptr) throw std::bad_alloc();
  xmlParserInput* input =
      xmlNewIOInputStream(session.context.get(), buffer, XML_CHAR_ENCODING_NONE);
  if (input == nullptr) xmlFreeParserInputBuffer(buffer);
  Expected<HtmlHead> read = session.parse(input);
  htmlCtxtReset(session.context.get());  // which lets go of the buffer
  session.skeleton = nullptr;
  return read;
}

}  // namespace engine::documents::html
