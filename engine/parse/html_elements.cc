#include "engine/parse/html_elements.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine::parse {
namespace {

using Role = Element::Role;
using Kind = Block::Kind;

constexpr Element skipped{Role::skipped};
constexpr Element block{Role::block};
constexpr Element empty{Role::empty};
constexpr Element list_item{Role::kind, Kind::list_item};
constexpr Element table_cell{Role::kind, Kind::table_cell};
constexpr Element code{Role::kind, Kind::code};
constexpr Element heading(std::uint8_t level) {
  return {Role::kind, Kind::heading, level};
}

// Sorted by name. What is missing is a phrase, such as <b>.
constexpr std::pair<std::string_view, Element> known[] = {
    {"address", block},     {"applet", skipped},
    {"article", block},     {"aside", block},
    {"audio", skipped},     {"blockquote", {Role::kind, Kind::quote}},
    {"body", block},        {"br", {Role::line_end}},
    {"button", skipped},    {"canvas", skipped},
    {"caption", block},     {"center", block},
    {"dd", list_item},      {"details", block},
    {"dialog", block},      {"dir", block},
    {"div", block},         {"dl", block},
    {"dt", list_item},      {"fieldset", block},
    {"figcaption", block},  {"figure", block},
    {"footer", block},      {"form", block},
    {"h1", heading(1)},     {"h2", heading(2)},
    {"h3", heading(3)},     {"h4", heading(4)},
    {"h5", heading(5)},     {"h6", heading(6)},
    {"head", block},        {"header", block},
    {"hgroup", block},      {"hr", block},
    {"html", {Role::root}}, {"iframe", skipped},
    {"legend", block},      {"li", list_item},
    {"listing", code},      {"main", block},
    {"math", skipped},      {"menu", block},
    {"nav", skipped},       {"noframes", skipped},
    {"noscript", skipped},  {"object", skipped},
    {"ol", block},          {"optgroup", skipped},
    {"option", skipped},    {"p", block},
    {"plaintext", code},    {"pre", code},
    {"script", skipped},    {"section", block},
    {"select", skipped},    {"source", empty},
    {"style", skipped},     {"summary", block},
    {"svg", skipped},       {"table", block},
    {"tbody", block},       {"td", table_cell},
    {"template", skipped},  {"textarea", skipped},
    {"tfoot", block},       {"th", table_cell},
    {"thead", block},       {"title", {Role::title}},
    {"tr", block},          {"track", empty},
    {"ul", block},          {"video", skipped},
    {"wbr", empty},         {"xmp", code},
};
constexpr auto name_of = [](const auto& entry) { return entry.first; };
static_assert(std::ranges::is_sorted(known, {}, name_of));

constexpr std::size_t first_size = 256;

}  // namespace

Element element(std::string_view name) {
  const auto* at = std::ranges::lower_bound(known, name, {}, name_of);
  return at != std::end(known) && at->first == name ? at->second : Element{};
}

ElementTable::ElementTable() : entries_(first_size) {}

std::size_t ElementTable::home(const unsigned char* name) const {
  const auto address = reinterpret_cast<std::uintptr_t>(name);
  return static_cast<std::size_t>((address * 0x9E3779B97F4A7C15ULL) >> 32) & (entries_.size() - 1);
}

const Element& ElementTable::find(const unsigned char* name) {
  for (std::size_t i = home(name);; i = (i + 1) & (entries_.size() - 1)) {
    if (entries_[i].name == name) return entries_[i].element;
    if (entries_[i].name == nullptr) return insert(name);
  }
}

const Element& ElementTable::insert(const unsigned char* name) {
  if (2 * ++used_ > entries_.size()) grow();
  std::size_t i = home(name);
  while (entries_[i].name != nullptr) i = (i + 1) & (entries_.size() - 1);
  entries_[i] = {name, element(reinterpret_cast<const char*>(name))};
  return entries_[i].element;
}

void ElementTable::grow() {
  std::vector<Entry> old(entries_.size() * 2);
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.name == nullptr) continue;
    std::size_t i = home(entry.name);
    while (entries_[i].name != nullptr) i = (i + 1) & (entries_.size() - 1);
    entries_[i] = entry;
  }
}

void ElementTable::clear() {
  entries_.assign(first_size, Entry{});
  used_ = 0;
}

}  // namespace engine::parse
