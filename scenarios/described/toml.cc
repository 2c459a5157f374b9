// Trees of TOML files.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "harness/result/printable.h"
#include "scenarios/described/node.h"

namespace scenarios::described {
namespace {

using harness::Expected;
using harness::failure;

constexpr int deepest_toml = 64;

std::size_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

/// Turns the parser's nodes into ours, until something is there that has no place in them.
class TomlTree {
 public:
  Node take(const toml::node& from, int depth) {
    Node node{.line = line_of(from)};
    if (depth > deepest_toml) {
      complain(from, "is too deep");
    } else if (const toml::table* const table = from.as_table()) {
      take_members(*table, depth, node);
    } else if (const toml::array* const array = from.as_array()) {
      node.kind = Node::Kind::list;
      for (const toml::node& item : *array) node.items.push_back(take(item, depth + 1));
    } else {
      take_value(from, node);
    }
    return node;
  }

  const std::string& complaint() const { return complaint_; }

 private:
  /// In the order of the file: the parser keeps names by the alphabet.
  void take_members(const toml::table& table, int depth, Node& node) {
    std::vector<std::pair<const toml::key*, const toml::node*>> members;
    for (const auto& [key, value] : table) members.emplace_back(&key, &value);
    std::ranges::stable_sort(members, {}, [](const auto& member) {
      const toml::source_position begin = member.first->source().begin;
      return std::pair(begin.line, begin.column);
    });
    for (const auto& [key, value] : members) {
      node.members.emplace_back(key->str(), take(*value, depth + 1));
      node.members.back().second.line = key->source().begin.line;  // where the name stands
    }
  }
  void take_value(const toml::node& from, Node& node) {
    if (const auto* const text = from.as_string()) {
      node.kind = Node::Kind::text;
      node.text = text->get();
    } else if (const auto* const whole = from.as_integer()) {
      node.kind = Node::Kind::number;
      node.text = std::to_string(whole->get());
    } else if (const auto* const number = from.as_floating_point()) {
      node.kind = Node::Kind::number;
      node.text = fmt::format("{}", number->get());
      if (!std::isfinite(number->get())) complain(from, "is no finite number");
    } else if (const auto* const yes = from.as_boolean()) {
      node.kind = Node::Kind::yes_or_no;
      node.text = yes->get() ? "true" : "false";
    } else {
      complain(from, "is a date or a time; write it as a text between quotes");
    }
  }
  void complain(const toml::node& from, std::string_view what) {
    if (complaint_.empty()) complaint_ = fmt::format("line {}: {}", line_of(from), what);
  }

  std::string complaint_;
};

}  // namespace

Expected<Node> read_toml(std::string_view text, const std::string& file) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return failure(fmt::format("{} line {}: {}", file, parsed.error().source().begin.line,
                               harness::result::printable(parsed.error().description())));
  }
  TomlTree tree;
  Node root = tree.take(parsed.table(), 0);
  if (!tree.complaint().empty()) return failure(fmt::format("{} {}", file, tree.complaint()));
  return root;
}

}  // namespace scenarios::described
