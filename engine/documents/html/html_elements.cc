#include "engine/documents/html/html_elements.h"
#include "engine/documents/parsed/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine::documents::html {
namespace {

using Role = Element::Role;
using Kind = parsed::Block::Kind;

constexpr Element skipped{Role::skipped};
constexpr Element raw{Role::raw};
constexpr Element block{Role::block};
constexpr Element list_item{Role::kind, Kind::list_item};
constexpr Element table_cell{Role::kind, Kind::table_cell};
constexpr Element code{Role::kind, Kind::code};
constexpr Element heading(std::uint8_t level) {
  return {Role::kind, Kind::heading, level};
}

// What is missing is a phrase, such as <b>.
constexpr NamedElement known[] = {
    {"address", block},
    {"applet", skipped},
    {"article", block},
    {"aside", block},
    {"audio", skipped},
    {"blockquote", {Role::kind, Kind::quote}},
    {"body", block},
    {"br", {Role::line_end}},
    {"button", skipped},
    {"canvas", skipped},
    {"caption", block},
    {"center", block},
    {"dd", list_item},
    {"details", block},
    {"dialog", block},
    {"dir", block},
    {"div", block},
    {"dl", block},
    {"dt", list_item},
    {"fieldset", block},
    {"figcaption", block},
    {"figure", block},
    {"footer", block},
    {"form", block},
    {"h1", heading(1)},
    {"h2", heading(2)},
    {"h3", heading(3)},
    {"h4", heading(4)},
    {"h5", heading(5)},
    {"h6", heading(6)},
    {"head", block},
    {"header", block},
    {"hgroup", block},
    {"hr", block},
    {"html", {Role::root}},
    {"iframe", raw},
    {"legend", block},
    {"li", list_item},
    {"listing", code},
    {"main", block},
    {"math", skipped},
    {"menu", block},
    {"nav", skipped},
    {"noframes", raw},
    {"noscript", skipped},
    {"object", skipped},
    {"ol", block},
    {"optgroup", skipped},
    {"option", skipped},
    {"p", block},
    {"plaintext", code},
    {"pre", code},
    {"script", raw},
    {"section", block},
    {"select", skipped},
    {"style", raw},
    {"summary", block},
    {"svg", skipped},
    {"table", block},
    {"tbody", block},
    {"td", table_cell},
    {"template", skipped},
    {"textarea", skipped},
    {"tfoot", block},
    {"th", table_cell},
    {"thead", block},
    {"title", {Role::title}},
    {"ul", block},
    {"video", skipped},
    {"tr", block},
    {"xmp", code},
};

constexpr std::size_t longest_name = 10;
constexpr std::size_t slots = 256;  // a power of two

// The same for small and capital letters.
constexpr std::size_t slot_of(std::string_view name) {
  std::uint64_t letters = name.size();
  for (const char c : name) letters = letters * 131 + static_cast<unsigned char>(parsed::lower(c));
  return static_cast<std::size_t>((letters * 0x9E3779B97F4A7C15ULL) >> 56) & (slots - 1);
}

// Open addressing: where in `known` the element is, plus 1.
constexpr std::array<std::uint8_t, slots> make_index() {
  std::array<std::uint8_t, slots> index{};
  for (std::size_t i = 0; i < std::size(known); ++i) {
    std::size_t slot = slot_of(known[i].name);
    while (index[slot] != 0) slot = (slot + 1) & (slots - 1);
    index[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return index;
}
constexpr auto index_of_known = make_index();

static_assert(std::ranges::all_of(known, [](const NamedElement& entry) {
  return entry.name.size() <= longest_name;
}));

}  // namespace

const NamedElement* find_element(std::string_view name) {
  if (name.size() > longest_name) return nullptr;
  for (std::size_t slot = slot_of(name); index_of_known[slot] != 0;
       slot = (slot + 1) & (slots - 1)) {
    const NamedElement& entry = known[index_of_known[slot] - 1];
    if (std::ranges::equal(name, entry.name, {}, parsed::lower)) return &entry;
  }
  return nullptr;
}

Element ElementTable::find(const unsigned char* name) {
  const auto address = reinterpret_cast<std::uintptr_t>(name);
  const auto hash = static_cast<std::size_t>((address * 0x9E3779B97F4A7C15ULL) >> 32);
  Entry& entry = entries_[hash % entries_.size()];
  if (entry.name != name) {
    const NamedElement* found = find_element(reinterpret_cast<const char*>(name));
    entry = {name, found == nullptr ? Element{} : found->element};
  }
  return entry.element;
}

}  // namespace engine::documents::html
