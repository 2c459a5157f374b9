// Items of a JSON-lines file.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/result/printable.h"
#include "scenarios/templates/line_pieces.h"
#include "scenarios/templates/table_builder.h"

namespace scenarios::templates {
namespace {

using harness::result::in_quotes;
using nlohmann::json;

/// What the parser calls with each part of a line's object: keeps the texts of its fields.
class LineObject final : public nlohmann::json_sax<json> {
 public:
  using Field = std::pair<std::string, std::string>;

  const std::vector<Field>& fields() const { return fields_; }
  const std::string& complaint() const { return complaint_; }

  bool null() override { return add(""); }
  bool boolean(bool yes) override { return add(yes ? "true" : "false"); }
  bool number_integer(std::int64_t number) override { return add(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) override { return add(std::to_string(number)); }
  bool number_float(double, const std::string& written) override { return add(written); }
  bool string(std::string& text) override { return add(std::move(text)); }
  bool binary(json::binary_t&) override { return true; }

  bool start_object(std::size_t) override { return ++depth_, true; }
  bool key(std::string& name) override {
    if (depth_ == 1) name_ = std::move(name);
    return true;
  }
  bool end_object() override { return --depth_, true; }
  bool start_array(std::size_t) override {
    return depth_ > 0 ? (++depth_, true) : complain("is not an object");
  }
  bool end_array() override { return --depth_, true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 3: what"
    const std::string_view words = e.what();
    const std::size_t at = words.find(": ");
    return complain(fmt::format("is not JSON: {}", harness::result::printable(words.substr(
                                                       at == words.npos ? 0 : at + 2, 120))));
  }

 private:
  bool complain(std::string what) {
    if (complaint_.empty()) complaint_ = std::move(what);
    return false;
  }
  bool add(std::string text) {
    if (depth_ == 0) return complain("is not an object");
    if (depth_ > 1) return true;
    if (fields_.size() > ItemTable::most_fields) return complain("has too many fields");
    fields_.emplace_back(std::move(name_), std::move(text));
    name_.clear();
    return true;
  }

  std::vector<Field> fields_;
  std::string name_, complaint_;
  std::size_t depth_ = 0;
};

/// The line's cell of that name: mostly it stands where it stood in the first line.
const std::string* find(const std::vector<LineObject::Field>& fields, const std::string& name,
                        std::size_t likely) {
  const std::string* found = nullptr;
  if (likely < fields.size() && fields[likely].first == name) found = &fields[likely].second;
  for (std::size_t i = 0; found == nullptr && i < fields.size(); ++i) {
    if (fields[i].first == name) found = &fields[i].second;
  }
  return found;
}

void take_line(std::string_view line, TableBuilder& builder) {
  if (line.find_first_not_of(" \t\r\n") == line.npos) return;
  LineObject object;
  if (!json::sax_parse(line, &object)) {
    return builder.complain(object.complaint().empty() ? "is not JSON" : object.complaint());
  }
  if (!builder.has_fields()) {
    std::vector<std::string> names;
    for (const auto& [name, text] : object.fields()) names.push_back(name);
    builder.name_fields(std::move(names));
  }
  const std::vector<std::string>& columns = builder.columns();
  for (std::size_t i = 0; i < columns.size() && !builder.failed(); ++i) {
    const std::string* const text = find(object.fields(), columns[i], i);
    if (text == nullptr) {
      return builder.complain(fmt::format(
          "has no text, number or boolean {}, as the first line has", in_quotes(columns[i])));
    }
    builder.add_cell(*text);
  }
  builder.end_row();
}

}  // namespace

void read_json_lines(std::istream& text, TableBuilder& builder) {
  std::string line;
  for_each_piece(text, [&](const LinePiece& piece) {
    builder.at_line(piece.line);
    line += without_mark(piece);
    if (piece.ends) {
      take_line(line, builder);
      line.clear();
    }
    return !builder.failed();
  });
  if (!line.empty() && !builder.failed()) take_line(line, builder);
}

}  // namespace scenarios::templates
