// Where a server listens, and sockets to it.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// An address of a server, resolved.
struct Address {
  sockaddr_storage bytes{};
  socklen_t length = 0;
};

/// "127.0.0.1:80", "[::1]:80".
std::string text_of(const Address& address);

/// All addresses of its host, asked for once. An error names the host.
harness::Expected<std::vector<Address>> resolve(const Endpoint& endpoint);

/// A socket that never blocks and sends at once, and has begun to connect: it can be written once
/// it has, or failed. Negative: an errno.
int begin_to_connect(const Address& address);

/// How a socket's connecting ended: 0, or an errno; EINPROGRESS while it has not.
int connected(int socket);

}  // namespace scenarios::http
