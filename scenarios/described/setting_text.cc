#include "scenarios/described/setting_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace scenarios::described {
namespace {

using harness::Expected;
using harness::failure;

bool is_json(const std::string& name) {
  return name == "requests" || name == "body";
}

/// As a POSIX shell takes for one word.
std::string quoted_word(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,+@%{}";
  if (!word.empty() && word.find_first_not_of(plain) == word.npos) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

Expected<std::string> list_text(const harness::scenario::SettingInfo& info, const Node& node) {
  const bool is_command = info.name == "command";
  std::string text;
  for (const Node& item : node.items) {
    const auto part = plain_text(item);
    if (!part) return tl::unexpected(part.error());
    if (!text.empty()) text += info.joined ? "\n" : is_command ? " " : ",";
    text += is_command ? quoted_word(*part) : *part;
  }
  return text;
}

Expected<std::string> table_text(const Node& node) {
  std::string text;
  for (const auto& [name, value] : node.members) {
    const auto part = plain_text(value);
    if (!part) return tl::unexpected(part.error());
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", name, *part);
  }
  return text;
}

/// With a file's name as seen from anywhere.
std::string found_from(const std::filesystem::path& folder, const std::string& name,
                       std::string text) {
  const bool is_inline = text.starts_with('[') || text.starts_with('{');
  if (name == "tls_ca" || (name == "requests" && !is_inline)) return folder / text;
  if (name == "body" && text.starts_with('@')) return "@" + (folder / text.substr(1)).string();
  return text;
}

}  // namespace

Expected<std::string> plain_text(const Node& node) {
  switch (node.kind) {
    case Node::Kind::text:
    case Node::Kind::number:
      return node.text;
    case Node::Kind::yes_or_no:
      return std::string(node.text == "true" ? "on" : "off");
    case Node::Kind::list:
      return failure("is a list, and not a text or a number");
    case Node::Kind::table:
      break;
  }
  return failure("is a table, and not a text or a number");
}

Expected<std::string> setting_text(const harness::scenario::SettingInfo& info, const Node& node,
                                   const std::filesystem::path& folder) {
  const bool is_list = node.kind == Node::Kind::list, is_table = node.kind == Node::Kind::table;
  if ((is_list || is_table) && is_json(info.name)) return to_json(node);
  if (is_list) return list_text(info, node);
  if (is_table && info.joined) return table_text(node);
  return plain_text(node).map(
      [&](std::string text) { return found_from(folder, info.name, std::move(text)); });
}

}  // namespace scenarios::described
