#include "harness/result/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "harness/result/printable.h"

namespace harness::result {
namespace {

/// Counts the names of a file while it is parsed.
class NameCount {
 public:
  explicit NameCount(const JsonLimits& limits) : limits_(limits) {}

  /// False for what is not to be kept.
  bool keep(Fields::Json::parse_event_t event) {
    using Event = Fields::Json::parse_event_t;
    if (event == Event::object_start) in_objects_.push_back(0);
    if (event == Event::object_end && !in_objects_.empty()) in_objects_.pop_back();
    if (event != Event::key) return true;
    ++names_;
    if (!in_objects_.empty() && ++in_objects_.back() > limits_.names_in_object) too_many_ = true;
    if (names_ > limits_.names) too_many_ = true;
    return !too_many_;
  }

  bool too_many() const { return too_many_; }

 private:
  JsonLimits limits_;
  std::size_t names_ = 0;
  std::vector<std::size_t> in_objects_;
  bool too_many_ = false;
};

}  // namespace

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

Expected<Fields::Json> parse_json(std::string_view text, std::string_view file,
                                  const JsonLimits& limits) {
  NameCount names(limits);
  const auto keep = [&](int /*depth*/, Fields::Json::parse_event_t event,
                        const Fields::Json& /*parsed*/) { return names.keep(event); };
  try {
    Fields::Json json = Fields::Json::parse(text, keep);
    if (!names.too_many()) return json;
    return failure(fmt::format("{}: more than {} names", file,
                               std::min(limits.names, limits.names_in_object)));
  } catch (const Fields::Json::parse_error& error) {
    const auto read = text.substr(0, std::min(error.byte, text.size()));
    return failure(fmt::format("{} line {}: not JSON, so the file was cut short or edited", file,
                               std::count(read.begin(), read.end(), '\n') + 1));
  } catch (const Fields::Json::exception&) {
    return failure(fmt::format("{}: a number that is too large for a double", file));
  }
}

}  // namespace harness::result
