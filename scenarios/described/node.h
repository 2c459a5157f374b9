// A TOML or JSON file as one tree, whose every value knows its line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/expected.h"

namespace scenarios::described {

struct Node {
  enum class Kind : std::uint8_t { text, number, yes_or_no, list, table };
  using Member = std::pair<std::string, Node>;

  Kind kind = Kind::table;
  std::size_t line = 0;          // 0: not known
  std::string text = {};         // of a text; a number or boolean as it is written: "0.5", "true"
  std::vector<Node> items = {};  // of a list
  std::vector<Member> members = {};  // of a table, in the order of the file

  const Node* find(std::string_view name) const;  // null: a table has no such member
};

/// At most so deep, 64 levels. An error names the file and the line: what is there can't be read,
/// or is a date, which nothing here takes.
harness::Expected<Node> read_toml(std::string_view text, const std::string& file);
harness::Expected<Node> read_json(std::string_view text, const std::string& file);

/// The node as JSON.
std::string to_json(const Node& node);

}  // namespace scenarios::described
