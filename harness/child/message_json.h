// JSON as the messages have it: one object with one name, which says what the message is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"
#include "harness/result/json_fields.h"

namespace harness::child {

using Json = result::Fields::Json;
using result::Fields;

std::string write_message(std::string_view name, Json body);

/// A message's name and what is in it. An error: not JSON; not one object with one name; more than
/// 10,000 names or deeper than 16, which nothing that is sent comes near.
Expected<std::pair<std::string, Json>> read_message(std::string_view text);

/// Calls `read_parts(fields)` with a message's fields. An error: the first that was wrong.
template <class Message, class ReadParts>
Expected<Message> read_body(const std::pair<std::string, Json>& message,
                            const ReadParts& read_parts) {
  Message made{};
  std::optional<std::string> complaint;
  Fields fields(message.second, message.first, complaint);
  read_parts(fields, made);
  if (complaint) return failure("a message that can't be read: " + *complaint);
  return made;
}

inline Json json_of(Duration length) {
  return length.count();
}

template <class Number>
Json json_of(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

// As Fields::read: what is absent leaves `into` as it is.
void read(Fields& fields, std::string_view name, Duration& into);  // from 0
void read(Fields& fields, std::string_view name, std::vector<std::uint64_t>& into);
void read(Fields& fields, std::string_view name, std::vector<std::optional<double>>& into);

/// Pairs of texts in their order, in which a name may stand twice.
Json json_of(const std::vector<std::pair<std::string, std::string>>& pairs);
void read(Fields& fields, std::string_view name,
          std::vector<std::pair<std::string, std::string>>& into);

}  // namespace harness::child
