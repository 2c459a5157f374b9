#include "harness/child/message_json.h"

#include <limits>
#include <stdexcept>

namespace harness::child {
namespace {

constexpr std::size_t most_names = 10'000;
constexpr int deepest = 16;

/// Ends the parsing of what is too much, before it takes memory.
struct TooMuch {};

/// Calls `take(number)` with each item of a list, until it says false.
template <class Take>
void read_items(Fields& fields, std::string_view name, const char* wanted, const Take& take) {
  const Json* const list = fields.find(name);
  if (list == nullptr) return;
  if (!list->is_array()) return fields.complain(name, "is not a list");
  for (const Json& item : *list) {
    if (!take(item)) return fields.complain(name, wanted);
  }
}

}  // namespace

std::string write_message(std::string_view name, Json body) {
  Json message = Json::object();
  message[std::string(name)] = std::move(body);
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Expected<std::pair<std::string, Json>> read_message(std::string_view text) {
  std::size_t names = 0;
  const auto keep = [&](int depth, Json::parse_event_t event, const Json& /*parsed*/) {
    if (event == Json::parse_event_t::key) ++names;
    if (depth > deepest || names > most_names) throw TooMuch();
    return true;
  };
  try {
    Json json = Json::parse(text, keep);
    if (!json.is_object() || json.size() != 1) return failure("a message without a name");
    std::string name = json.begin().key();
    Json body = std::move(json.begin().value());
    return std::pair(std::move(name), std::move(body));
  } catch (const TooMuch&) {
    return failure("a message that is too deep or has too many names");
  } catch (const Json::exception&) {
    return failure("a message that is not JSON");
  }
}

void read(Fields& fields, std::string_view name, Duration& into) {
  std::uint64_t ns = 0;
  if (fields.find(name) == nullptr) return;
  fields.read(name, ns);
  if (ns > static_cast<std::uint64_t>(std::numeric_limits<Duration::rep>::max())) {
    return fields.complain(name, "is longer than any time");
  }
  into = Duration(static_cast<Duration::rep>(ns));
}

void read(Fields& fields, std::string_view name, std::vector<std::uint64_t>& into) {
  read_items(fields, name, "has an item that is not a whole number from 0", [&](const Json& item) {
    if (item.is_number_unsigned()) into.push_back(item.get<std::uint64_t>());
    return item.is_number_unsigned();
  });
}

void read(Fields& fields, std::string_view name, std::vector<std::optional<double>>& into) {
  read_items(fields, name, "has an item that is not a number", [&](const Json& item) {
    const bool is_one = item.is_number() || item.is_null();
    if (is_one) into.push_back(item.is_null() ? std::nullopt : std::optional(item.get<double>()));
    return is_one;
  });
}

Json json_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json list = Json::array();
  for (const auto& [name, value] : pairs) list.push_back({{"name", name}, {"value", value}});
  return list;
}

void read(Fields& fields, std::string_view name,
          std::vector<std::pair<std::string, std::string>>& into) {
  fields.read_list(name, into, [](Fields& pair, std::pair<std::string, std::string>& one) {
    pair.require("name");
    pair.read("name", one.first);
    pair.read("value", one.second);
  });
}

}  // namespace harness::child
