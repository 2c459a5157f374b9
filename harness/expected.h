// Errors as data: what the harness returns where something outside it can go wrong.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace harness {

/// One line for a person: what went wrong, where, and what would mend it.
struct Error {
  std::string message;
};

template <class T>
using Expected = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace harness
