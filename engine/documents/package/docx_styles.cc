#include "engine/documents/package/docx_styles.h"

#include <algorithm>

#include "engine/documents/package/package.h"
#include "engine/documents/parsed/ascii.h"

namespace engine::documents::package {
namespace {

constexpr int longest_descent = 16;  // of styles based on one another, perhaps in a circle

// "heading 1" is Word's own name of a style in whatever language its user sees it.
std::optional<std::uint8_t> level_of_name(std::string_view name) {
  std::string plain;
  for (const char c : name.substr(0, 20)) {
    if (c != ' ') plain += parsed::lower(c);
  }
  if (plain == "title") return 1;
  constexpr std::string_view heading = "heading";
  if (plain.size() != heading.size() + 1 || !plain.starts_with(heading)) return std::nullopt;
  const char digit = plain.back();
  if (digit < '1' || digit > '9') return std::nullopt;
  return static_cast<std::uint8_t>(std::min(digit - '0', 6));
}

}  // namespace

std::uint8_t level_of_outline(std::string_view value) {
  if (value.size() != 1 || value[0] < '0' || value[0] > '8') return 0;
  return static_cast<std::uint8_t>(std::min(value[0] - '0' + 1, 6));
}

void DocxStyles::start(std::string_view name, const XmlAttributes& attributes) {
  const std::string_view value = attributes.find("val");
  if (name == "style") {
    open_ = &styles_[std::string(attributes.find("styleId"))];
    *open_ = {};
  } else if (name == "lang" && open_ == nullptr && language_.empty()) {
    language_ = tidy_language(value);
  } else if (open_ == nullptr) {
    return;
  } else if (name == "name") {
    if (!open_->level) open_->level = level_of_name(value);
  } else if (name == "basedOn") {
    open_->based_on = value;
  } else if (name == "outlineLvl") {
    open_->level = level_of_outline(value);
  } else if (name == "numId") {
    open_->listed = value != "0";
  }
}

void DocxStyles::end(std::string_view name) {
  if (name == "style") open_ = nullptr;
}

ParagraphStyle DocxStyles::find(std::string_view id) const {
  std::optional<std::uint8_t> level;
  std::optional<bool> listed;
  auto found = styles_.find(std::string(id));
  if (found == styles_.end()) return {.level = level_of_name(id).value_or(0)};
  for (int i = 0; i < longest_descent && found != styles_.end(); ++i) {
    const Style& style = found->second;
    if (!level) level = style.level;
    if (!listed) listed = style.listed;
    found = styles_.find(style.based_on);
  }
  return {.level = level.value_or(0), .listed = listed.value_or(false)};
}

}  // namespace engine::documents::package
