#include "engine/documents/package/xml_reader.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <utility>

#include "engine/documents/package/xml_guard.h"
#include "engine/documents/parsed/limits.h"

namespace engine::documents::package {
namespace {

// All different names together. libxml2's dictionary has 16,384 lists at most, however many names.
constexpr std::size_t most_name_bytes = 1 << 20;

std::string_view view(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const {
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

/// What the call-backs know. A context serves one document only: its dictionary forgets no name.
struct Session {
  std::unique_ptr<xmlParserCtxt, FreeContext> context;
  XmlHandler* handler = nullptr;
  int depth = 0;
  std::uint32_t behind = 0;  // what was told of last
  bool too_deep = false;
  int fatal_line = -1;
  int fatal_code = 0;
  std::exception_ptr thrown;

  explicit Session(XmlHandler& told);
  void start(const xmlChar* name, const xmlChar** attributes);
  void end(const xmlChar* name);
  void text(const xmlChar* text, int length);
  void stand(const xmlChar* from, const xmlChar* to);
  void error(const xmlError& what);
  Expected<void> read(const std::string& xml);
  void stop() { xmlStopParser(context.get()); }

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

void note_error(void* user, const char*, ...) {
  Session::call(user, [&](Session& session) { session.error(session.context->lastError); });
}

Session::Session(XmlHandler& told) : context(xmlNewParserCtxt()), handler(&told) {
  if (!context) throw std::bad_alloc();
  xmlSAXHandler& calls = *context->sax;
  calls = xmlSAXHandler{};
  calls.startElement = [](void* user, const xmlChar* name, const xmlChar** attributes) {
    call(user, [&](Session& session) { session.start(name, attributes); });
  };
  calls.endElement = [](void* user, const xmlChar* name) {
    call(user, [&](Session& session) { session.end(name); });
  };
  calls.characters = [](void* user, const xmlChar* text, int length) {
    call(user, [&](Session& session) { session.text(text, length); });
  };
  calls.ignorableWhitespace = calls.characters;
  calls.cdataBlock = calls.characters;
  // The first version of the interface: names come as they are written. To look up namespaces would
  // take more than linear time.
  calls.initialized = 1;
  calls.error = note_error;
}

void Session::start(const xmlChar* name, const xmlChar** attributes) {
  if (++depth > parsed::deepest_nesting) {
    too_deep = true;
    return stop();
  }
  const xmlChar* const at = context->input->cur;  // before the ">" or "/>"
  stand(nullptr, at + (*at == '/' ? 2 : 1));
  handler->start(without_prefix(view(name)), XmlAttributes(attributes));
}

void Session::end(const xmlChar* name) {
  --depth;
  stand(nullptr, context->input->cur);
  handler->end(without_prefix(view(name)));
}

// Mostly libxml2 points to where the text stands. Else it has made a copy, and stands behind what
// that was made from, or before its last character.
void Session::text(const xmlChar* text, int length) {
  const xmlParserInput& input = *context->input;
  if (!std::less<>()(text, input.base) && std::less<>()(text, input.end)) {
    stand(text, text + length);
  } else {
    const xmlChar* to = input.cur;
    if (to < input.end && *to != '<') ++to;
    while (to < input.end && (*to & 0xC0) == 0x80) ++to;
    stand(nullptr, to);
  }
  handler->text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

// Null: from behind what was told of before.
void Session::stand(const xmlChar* from, const xmlChar* to) {
  const xmlChar* const base = context->input->base;
  const std::uint32_t begin = from == nullptr ? behind : static_cast<std::uint32_t>(from - base);
  behind = std::max(behind, static_cast<std::uint32_t>(to - base));
  handler->stand_at({std::min(begin, behind), behind});
}

// Left alone, libxml2 goes on to the end, telling nobody.
void Session::error(const xmlError& what) {
  if (what.level != XML_ERR_FATAL || fatal_line >= 0) return;
  fatal_line = what.line;
  fatal_code = what.code;
  stop();
}

Expected<void> Session::read(const std::string& xml) {
  // Its own limit of the depth is lower than ours, its other limits are ours already.
  xmlCtxtUseOptions(context.get(),
                    XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
  xmlDictSetLimit(context->dict, most_name_bytes);
  context->charset = XML_CHAR_ENCODING_UTF8;
  context->userData = this;
  xmlParserInput* const input = xmlNewInputStream(context.get());
  if (input == nullptr) throw std::bad_alloc();
  input->base = input->cur = reinterpret_cast<const xmlChar*>(xml.c_str());
  input->end = input->base + xml.size();
  if (inputPush(context.get(), input) < 0) {
    xmlFreeInputStream(input);
    throw std::bad_alloc();
  }
  xmlParseDocument(context.get());

  if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
  if (fatal_code == XML_ERR_NO_MEMORY) {  // also what it says of a dictionary that is full
    if (xmlDictGetUsage(context->dict) < most_name_bytes) throw std::bad_alloc();
    return failure(Reason::malformed, "a megabyte of different names");
  }
  if (too_deep) {
    return failure(Reason::too_deep,
                   fmt::format("more than {} elements deep", parsed::deepest_nesting));
  }
  if (fatal_line >= 0) {
    return failure(Reason::malformed, fmt::format("no well-formed XML: line {}, libxml2's error {}",
                                                  fatal_line, fatal_code));
  }
  if (context->wellFormed == 0) return failure(Reason::malformed, "no well-formed XML");
  return {};
}

}  // namespace

std::string_view XmlAttributes::find(std::string_view local_name) const {
  if (pairs_ == nullptr) return {};
  for (const xmlChar** pair = pairs_; pair[0] != nullptr; pair += 2) {
    if (without_prefix(view(pair[0])) == local_name) {
      return pair[1] == nullptr ? std::string_view() : view(pair[1]);
    }
  }
  return {};
}

Expected<void> read_xml(const std::string& xml, XmlHandler& handler) {
  if (const std::string_view excess = excess_of(xml); !excess.empty()) {
    return failure(Reason::malformed, std::string(excess));
  }
  return Session(handler).read(xml);
}

}  // namespace engine::documents::package
