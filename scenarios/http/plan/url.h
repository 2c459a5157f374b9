// Where requests go, as a user writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/message_source.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::http {

/// A URL in its two parts.
struct Url {
  Endpoint endpoint;
  templates::TextTemplate target;  // "/search?q={item}", at least "/"
};

/// "http://127.0.0.1:8080/search?q={item}". The address is the same for each request: only what
/// comes after it may have places that the items fill. An error, in a line, says what it is not:
/// http or https, a host, a port from 1 to 65535, free of a user's name and of a fragment.
harness::Expected<Url> read_url(std::string_view text, const std::vector<std::string>& fields,
                                const templates::OwnValues& own);

}  // namespace scenarios::http
