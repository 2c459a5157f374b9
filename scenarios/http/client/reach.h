// Does a server answer at all? Asked before a load is put on it.
#pragma once

#include <stop_token>

#include "scenarios/http/client/address.h"
#include "scenarios/http/client/started_server.h"
#include "scenarios/http/client/tls.h"

namespace scenarios::http {

/// What a look at a server needs to know.
struct Reach {
  const Endpoint& endpoint;
  const std::vector<Address>& addresses;
  const Tls* tls;              // null: none
  harness::Duration patience;  // for a connection to be made
  std::stop_token stop = {};
};

/// Makes a connection, asks nothing, and closes it. Returns the first of the addresses that takes
/// one. An error is one line: which server, and why not.
harness::Expected<Address> reach(const Reach& reach);

/// As reach(), again and again until the server that was started takes a connection, at most
/// `ready`. An error if it ends meanwhile, with its last words.
harness::Expected<Address> wait_for(StartedServer& server, harness::Duration ready,
                                    const Reach& reach);

}  // namespace scenarios::http
