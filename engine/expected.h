// Errors as data: why a document failed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace engine {

/// Why something did not succeed. A bad document is an ordinary outcome, never an exception.
enum class Reason : std::uint8_t {
  unreadable,          // the file is missing, not a file, or may not be read
  too_large,           // more bytes than document.max_bytes
  empty,               // no text in it
  unsupported_format,  // none that a parser is there for
  binary,              // bytes that no text has
  invalid_utf8,        // not UTF-8
  too_deep,            // nested deeper than the parser's limit
  malformed,           // the parser gave up
  encrypted,           // to be read with a password only
  crashed,             // its parser's process died (executor=processes)
  store_failed,        // the database refused (disk full, I/O error)
  overloaded,          // shed: the queue was full
  stopped,             // shed: the engine was stopping
  cancelled,           // given up by whoever asked
  timed_out,           // not done by its deadline
  out_of_memory,       // more memory than it may take
  out_of_cpu,          // more CPU time than it may take
  quarantined,         // set aside: the same bytes failed as poison before
  injected,            // by a fault plan
  invalid_option,      // typed wrong, or at odds with another one
  internal,            // a defect of the engine itself; stays the last
};

std::string_view to_string(Reason reason);
/// The reason that to_string made the words of; nothing if of none.
std::optional<Reason> find_reason(std::string_view words);

struct Error {
  Reason reason = Reason::internal;
  std::string detail;     // one line for a person
  bool may_pass = false;  // the same may succeed when it is tried again
};

template <class T>
using Expected = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Reason reason, std::string detail) {
  return tl::unexpected<Error>(Error{reason, std::move(detail)});
}

/// One that may be gone at the next attempt.
inline tl::unexpected<Error> passing_failure(Reason reason, std::string detail) {
  return tl::unexpected<Error>(Error{reason, std::move(detail), true});
}

}  // namespace engine
