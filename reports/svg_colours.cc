#include "reports/svg_colours.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace reports {
namespace {

/// A colour as it is drawn, and what stands for it in the dark: lines keep their hue, so that they
/// are told apart in either, and paper and ink change places.
struct Pair {
  std::string_view light, dark;
};
constexpr std::array pairs{
    Pair{"#ffffff", "#1f2023"}, Pair{"#000000", "#e8e8e6"}, Pair{"#333333", "#d3d5d8"},
    Pair{"#4d4d4d", "#b4b7bd"}, Pair{"#e3e3e3", "#36393d"}, Pair{"#f1f1f1", "#27292d"},
    Pair{"#c8c8c8", "#4a4d52"}, Pair{"#6e6e6e", "#a3a6ac"}, Pair{"#8c8c8c", "#b0b3b8"},
    Pair{"#d6e6f2", "#1d3b52"}, Pair{"#b3d1e6", "#2b587b"}, Pair{"#0072b2", "#3492d8"},
    Pair{"#56b4e9", "#8fd0f5"}, Pair{"#009e73", "#1fbf91"}, Pair{"#d55e00", "#ef7024"}};

constexpr std::array<std::string_view, 4> properties{"fill", "stroke", "color", "flood-color"};

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

/// The three numbers of "rgb( 77,  77,  77)"; false for anything else.
bool read_rgb(std::string_view text, std::array<int, 3>& parts) {
  if (!text.starts_with("rgb(") || !text.ends_with(')')) return false;
  text = text.substr(4, text.size() - 5);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parts.at(i));
    if (error != std::errc() || parts.at(i) < 0 || parts.at(i) > 255) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i < 2 && !text.starts_with(',')) return false;
    if (i < 2) text.remove_prefix(1);
  }
  return text.find_first_not_of(' ') == text.npos;
}

}  // namespace

std::string plain_colour(std::string_view colour) {
  if (colour == "black") return "#000000";
  if (colour == "white") return "#ffffff";
  if (colour.starts_with('#') && colour.size() == 7) return lowered(colour);
  std::array<int, 3> parts{};
  if (!read_rgb(colour, parts)) return std::string(colour);
  return fmt::format("#{:02x}{:02x}{:02x}", parts[0], parts[1], parts[2]);
}

std::string dark_rules(std::string_view selector) {
  std::string rules = "@media screen and (prefers-color-scheme: dark) {\n";
  for (const Pair& pair : pairs) {
    for (const std::string_view property : properties) {
      rules += fmt::format("{} [{}=\"{}\"] {{ {}: {} }}\n", selector, property, pair.light,
                           property, pair.dark);
    }
  }
  return rules + "}\n";
}

}  // namespace reports
