// JSON from outside: parsed within limits, and read field by field into members.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// Reads an object's fields where they are there and of the right type. What was wrong first, and
/// where ("checks[2].state is not a text"), stays in the complaint that all of a file's Fields
/// share; after it nothing more needs to be believed.
class Fields {
 public:
  using Json = nlohmann::ordered_json;  // keeps the file's order

  /// `place` says where the object is ("checks[2]"); empty for the whole file.
  Fields(const Json& object, std::string place, std::optional<std::string>& complaint);

  // A field that is absent leaves `into` as it is.
  void read(std::string_view name, std::string& into);
  void read(std::string_view name, bool& into);
  void read(std::string_view name, double& into);
  void read(std::string_view name, int& into);
  void read(std::string_view name, std::uint64_t& into);
  void read(std::string_view name, std::vector<std::string>& into);
  void read(std::string_view name, std::vector<Parameter>& into);  // an object of texts

  /// Null is empty.
  template <class Number>
  void read(std::string_view name, std::optional<Number>& into) {
    const Json* const json = find(name);
    if (json != nullptr && !json->is_null()) read(name, into.emplace());
  }

  /// A text that is one of `names`: pairs of word and value.
  template <class Names, class Enum>
  void read_word(std::string_view name, const Names& names, Enum& into) {
    std::string text;
    read(name, text);
    if (complaint_ || find(name) == nullptr) return;
    for (const auto& [word, value] : names) {
      if (word != text) continue;
      into = value;
      return;
    }
    complain_of_word(name, text);
  }

  /// A list of objects: `read_item(fields, item)` for each.
  template <class Item, class ReadItem>
  void read_list(std::string_view name, std::vector<Item>& into, ReadItem read_item) {
    const Json* const list = find_list(name);
    for (std::size_t i = 0; list != nullptr && i < list->size() && !complaint_; ++i) {
      Fields fields((*list)[i], place_of_item(name, i), complaint_);
      read_item(fields, into.emplace_back());
    }
  }

  /// An object: `read_parts(fields)`, if it is there.
  template <class ReadParts>
  void read_object(std::string_view name, ReadParts read_parts) {
    const Json* const json = find(name);
    if (json == nullptr || complaint_) return;
    std::string place = place_ + (place_.empty() ? "" : ".");
    Fields fields(*json, place.append(name), complaint_);
    read_parts(fields);
  }

  /// The field's object, to be read as Fields; null if it is absent.
  const Json* find(std::string_view name) const;

  void require(std::string_view name);
  void complain(std::string_view name, std::string_view what);

 private:
  const Json* find_list(std::string_view name);
  std::string place_of_item(std::string_view name, std::size_t index) const;
  void complain_of_word(std::string_view name, std::string_view text);
  template <class Value>
  void take(std::string_view name, bool (Json::*fits)() const noexcept, std::string_view wanted,
            Value& into);

  const Json& object_;
  std::string place_;
  std::optional<std::string>& complaint_;
};

/// How many names a file may have. Adding a name to an ordered object searches it from its start,
/// so without a limit a hostile file could make reading take as long as it likes.
struct JsonLimits {
  std::size_t names = 10'000;
  std::size_t names_in_object = 10'000;
};

/// The file's text as JSON. An error names `file`, and the line where it is not JSON.
Expected<Fields::Json> parse_json(std::string_view text, std::string_view file,
                                  const JsonLimits& limits = {});

}  // namespace harness::result
