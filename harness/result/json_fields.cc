#include "harness/result/json_fields.h"

#include <fmt/format.h>

#include "harness/result/printable.h"

namespace harness::result {

Fields::Fields(const Json& object, std::string place, std::optional<std::string>& complaint)
    : object_(object), place_(std::move(place)), complaint_(complaint) {
  if (!object.is_object()) complain("", "is not an object");
}

template <class Value>
void Fields::take(std::string_view name, bool (Json::*fits)() const noexcept,
                  std::string_view wanted, Value& into) {
  const Json* const json = find(name);
  if (json == nullptr) return;
  if (!(json->*fits)()) return complain(name, fmt::format("is not {}", wanted));
  into = json->get<Value>();
}

void Fields::read(std::string_view name, std::string& into) {
  take(name, &Json::is_string, "a text", into);
}

void Fields::read(std::string_view name, bool& into) {
  take(name, &Json::is_boolean, "true or false", into);
}

void Fields::read(std::string_view name, double& into) {
  take(name, &Json::is_number, "a number", into);
}

void Fields::read(std::string_view name, std::uint64_t& into) {
  take(name, &Json::is_number_unsigned, "a whole number from 0", into);
}

void Fields::read(std::string_view name, int& into) {
  std::uint64_t number = 0;
  if (find(name) == nullptr) return;
  read(name, number);
  if (number > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) {
    return complain(name, fmt::format("is {}, which is too large", number));
  }
  into = static_cast<int>(number);
}

void Fields::read(std::string_view name, std::vector<std::string>& into) {
  const Json* const list = find_list(name);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const Json& item = (*list)[i];
    if (!item.is_string()) return complain(fmt::format("{}[{}]", name, i), "is not a text");
    into.push_back(item.get<std::string>());
  }
}

void Fields::read(std::string_view name, std::vector<Parameter>& into) {
  const Json* const json = find(name);
  if (json == nullptr) return;
  if (!json->is_object()) return complain(name, "is not an object");
  for (const auto& [key, value] : json->items()) {
    if (!value.is_string()) {
      return complain(fmt::format("{}.{}", name, in_quotes(key)), "is not a text");
    }
    into.emplace_back(key, value.get<std::string>());
  }
}

const Fields::Json* Fields::find(std::string_view name) const {
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

const Fields::Json* Fields::find_list(std::string_view name) {
  const Json* const json = find(name);
  if (json == nullptr || json->is_array()) return json;
  complain(name, "is not a list");
  return nullptr;
}

void Fields::require(std::string_view name) {
  if (find(name) == nullptr) complain(name, "is missing");
}

void Fields::complain(std::string_view name, std::string_view what) {
  if (complaint_) return;
  const std::string_view dot = place_.empty() || name.empty() ? "" : ".";
  const bool whole = place_.empty() && name.empty();
  complaint_ = fmt::format("{}{}{} {}", whole ? "the whole" : place_, dot, name, what);
}

void Fields::complain_of_word(std::string_view name, std::string_view text) {
  complain(name, fmt::format("is {}, which means nothing there", in_quotes(text)));
}

std::string Fields::place_of_item(std::string_view name, std::size_t index) const {
  return fmt::format("{}{}{}[{}]", place_, place_.empty() ? "" : ".", name, index);
}

}  // namespace harness::result
