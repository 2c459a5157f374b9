// A request that a client thread has under way.
#pragma once

#include <boost/intrusive/list_hook.hpp>
#include <optional>

#include "scenarios/http/client/ending.h"
#include "scenarios/http/plan/body_reader.h"

namespace scenarios::http {

class Connection;

/// One request, from when a client's thread takes it until it has ended.
struct Exchange {
  harness::Request request;
  harness::Completion done;
  harness::Instant deadline;
  std::optional<std::size_t> kind;  // once it is written
  bool repeated = false;  // on a second connection, as the first had been closed meanwhile
  Connection* carrier = nullptr;
  // Empty: has not come to that.
  std::optional<harness::Instant> begun;  // its connection was begun, or its bytes were written
  std::optional<harness::Instant> connection_begun, connected;  // of a connection made for it
  std::optional<harness::Instant> first_byte;
  Results results;  // of one that ended ok

  Ending ending = {};
  harness::Instant finished;

  boost::intrusive::list_member_hook<> by_deadline, waiting;
};

}  // namespace scenarios::http
