// A JSON file from outside, parsed within limits.
#pragma once

#include <cstddef>
#include <string_view>

#include "harness/expected.h"
#include "harness/result/json_fields.h"

namespace harness::result {

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
