// How a request over HTTP ended.
#pragma once

#include <string>
#include <utility>

#include "harness/target.h"

namespace scenarios::http {

/// An outcome; of a failed one, why: what is counted, one of few, and what was peculiar to it.
struct Ending {
  harness::Outcome outcome = harness::Outcome::ok;
  std::string reason = {};   // "connection reset"
  std::string example = {};  // "50 of 100 bytes"; may be empty
};

inline Ending failed(std::string reason, std::string example = {}) {
  return {harness::Outcome::failed, std::move(reason), std::move(example)};
}

/// In the words that are counted: "connection refused". `error`: an errno of a socket.
Ending socket_failure(int error);

}  // namespace scenarios::http
