// One answer of a server, waited for.
#pragma once

#include <stop_token>
#include <string>

#include "harness/clock.h"
#include "harness/expected.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::scraped {

/// The body that the server sends for `target`, by HTTP/1.1 over a connection of its own; blocks
/// until then, `patience` at most, or until it is asked to stop. An error says in a line what the
/// server did instead: no connection, another status than 200, more than 16 MiB. Precondition:
/// !endpoint.tls.
harness::Expected<std::string> get(const http::Endpoint& endpoint, const std::string& target,
                                   harness::Duration patience, const std::stop_token& stop = {});

}  // namespace scenarios::scraped
