// A request's headers, as a user writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios::http {

struct Header {
  std::string name, value;  // the value is a template
};

/// Are these the letters of a method's or header's name (RFC 9110, 5.6.2)?
bool is_token(std::string_view text);

/// "Name: value". An error: it is none, or one that the client writes itself.
harness::Expected<Header> read_header(std::string_view line);
harness::Expected<void> check_header_name(std::string_view name);

/// A line each.
harness::Expected<std::vector<Header>> read_headers(std::string_view lines);

/// The value of that name, in whatever case it is written; null where it is not there.
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

/// `headers`, and those of `others` whose names are not among them.
std::vector<Header> with(std::vector<Header> headers, const std::vector<Header>& others);

}  // namespace scenarios::http
