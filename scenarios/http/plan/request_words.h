// Kinds of requests in the user's words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/header.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// A kind of request: its texts are templates that are not filled yet.
struct RequestWords {
  std::string name;    // empty where there is but one kind
  double weight = 1;   // how often it is asked for, beside the others; above 0
  std::string method;  // empty: POST where there is a body, else GET
  std::string path;    // behind the URL's own one; empty: that
  std::vector<Header> headers;
  std::optional<std::string> body;
  Expectation expectation;
};

/// The kinds of a requests file: a JSON array of objects, or an object a line, such as
///   {"name": "read", "weight": 90, "path": "/k/{item}"}
///   {"name": "write", "weight": 10, "method": "PUT", "path": "/k/{item}", "body": {"v": "{id}"},
///    "headers": {"X-From": "prony"}, "ok": "201,204", "shed": "503", "expect": "stored"}
/// What a kind does not say is as in `usual`. An error, which begins with `file`, says where it is
/// wrong; of a key that there is not, which one is nearest.
harness::Expected<std::vector<RequestWords>> read_requests(std::string_view text,
                                                           const std::string& file,
                                                           const RequestWords& usual);

/// "PUT": a method that has a name and that a client may ask for. An error: it is none.
harness::Expected<void> check_method(std::string_view method);

}  // namespace scenarios::http
