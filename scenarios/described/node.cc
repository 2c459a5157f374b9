#include "scenarios/described/node.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace scenarios::described {
namespace {

using harness::Expected;
using harness::failure;
using Json = nlohmann::ordered_json;

constexpr int deepest_json = 64;
constexpr std::size_t most_json_names = 10'000;

/// Finds the lines of names, which the parser does not tell: they come in the order of the text.
class NameLines {
 public:
  explicit NameLines(std::string_view text) : text_(text) {}

  /// Of the next place where the name stands as one.
  std::size_t next(const std::string& name) {
    const std::string quoted = Json(name).dump(-1, ' ', false, Json::error_handler_t::replace);
    for (std::size_t at = text_.find(quoted, at_); at != text_.npos;
         at = text_.find(quoted, at + 1)) {
      const std::size_t after = text_.find_first_not_of(" \t\r\n", at + quoted.size());
      if (after == text_.npos || text_[after] != ':') continue;
      line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<long>(at_),
                                                   text_.begin() + static_cast<long>(at), '\n'));
      at_ = at + quoted.size();
      break;
    }
    return line_;
  }

 private:
  const std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
};

Node node_of(const Json& json, NameLines& lines, std::size_t line) {
  Node node{.line = line};
  if (json.is_object()) {
    for (const auto& [name, value] : json.items()) {
      const std::size_t its_line = lines.next(name);
      node.members.emplace_back(name, node_of(value, lines, its_line));
    }
  } else if (json.is_array()) {
    node.kind = Node::Kind::list;
    for (const Json& item : json) node.items.push_back(node_of(item, lines, line));
  } else if (json.is_string()) {
    node.kind = Node::Kind::text;
    node.text = json.get<std::string>();
  } else {
    node.kind = json.is_boolean() ? Node::Kind::yes_or_no : Node::Kind::number;
    node.text = json.is_null() ? "" : json.dump();
  }
  return node;
}

Json json_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::text:
      return node.text;
    case Node::Kind::number:
    case Node::Kind::yes_or_no:
      return Json::parse(node.text, nullptr, false);
    case Node::Kind::list: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(json_of(item));
      return list;
    }
    case Node::Kind::table:
      break;
  }
  Json table = Json::object();
  for (const auto& [name, value] : node.members) table[name] = json_of(value);
  return table;
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto found = std::ranges::find(members, name, &Member::first);
  return found == members.end() ? nullptr : &found->second;
}

Expected<Node> read_json(std::string_view text, const std::string& file) {
  std::size_t names = 0;
  bool too_much = false;
  const auto keep = [&](int depth, Json::parse_event_t event, const Json&) {
    names += event == Json::parse_event_t::key ? 1 : 0;
    too_much = too_much || depth > deepest_json || names > most_json_names;
    return !too_much;
  };
  try {
    const Json json = Json::parse(text, keep, true, true);
    if (too_much) return failure(fmt::format("{}: too many levels or names", file));
    if (!json.is_object()) return failure(fmt::format("{} line 1: is no object {{...}}", file));
    NameLines lines(text);
    return node_of(json, lines, 1);
  } catch (const Json::parse_error& error) {
    const std::string_view read = text.substr(0, std::min(error.byte, text.size()));
    return failure(fmt::format("{} line {}: is not JSON", file,
                               std::count(read.begin(), read.end(), '\n') + 1));
  } catch (const Json::exception&) {
    return failure(fmt::format("{}: a number that is too large", file));
  }
}

std::string to_json(const Node& node) {
  return json_of(node).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace scenarios::described
