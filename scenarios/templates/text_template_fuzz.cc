// Any bytes as a template, and as the item that fills it: what is written for a URL or a JSON text
// has none of the bytes that would end it.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "scenarios/templates/text_template.h"

using namespace scenarios::templates;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_quoting(const std::string& item) {
  std::string url, json;
  append_quoted(item, Quoting::url, url);
  append_quoted(item, Quoting::json, json);
  for (const char c : url) require(c > ' ' && c < 0x7F && c != '&' && c != '/' && c != '"');
  for (std::size_t i = 0; i < json.size(); ++i) {
    require(static_cast<unsigned char>(json[i]) >= 0x20 && json[i] != '"');
    if (json[i] == '\\') require(++i < json.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check_quoting(bytes);
  const ItemTable items = ItemTable::numbers(10);
  const OwnValues own{{"k", bytes}};
  for (const Quoting quoting : {Quoting::none, Quoting::url, Quoting::json}) {
    const auto parsed = TextTemplate::parse(bytes, quoting, items.fields(), own);
    if (!parsed) {
      require(!parsed.error().message.empty());
      continue;
    }
    TextTemplate twice = *parsed;
    twice.append(*parsed);
    std::string once, both;
    parsed->write(items, {.id = 1, .item = 9}, once);
    twice.write(items, {.id = 1, .item = 9}, both);
    require(both == once + once);
    require(once.starts_with(parsed->start()));
    if (twice.check(items, Allowed::line)) require(once.find('\r') == once.npos);
  }
  names_in(bytes);
  return 0;
}
